/** Country names as Vietnamese official papers write them; the record's own title where the office keeps one. */
import type { DocumentData } from './document-data.ts'
import { textOf } from './document-data.ts'

const names: Readonly<Record<string, string>> = {
  FR: 'Cộng hòa Pháp',
  GB: 'Vương quốc Anh',
  EG: 'Ai Cập',
  AE: 'Các Tiểu vương quốc Ả Rập Thống nhất (UAE)',
  ID: 'Indonesia',
  VN: 'Việt Nam'
}

export function countryName(data: Pick<DocumentData, 'byId'>, code: string): string {
  const own = data.byId.get(`country.${code.toLowerCase()}`)
  return textOf(own, 'title') || names[code] || regionName(code) || code
}

/** `Intl` throws at what has not the form of a code. */
const regionName = (code: string) => (/^[A-Z]{2}$/.test(code) ? new Intl.DisplayNames('vi', { type: 'region' }).of(code) : '')

/** What the countries of a trip are to it: an inbound delegation does not go to where it comes from. */
export const countriesLabel = (data: DocumentData): string =>
  textOf(data.delegation, 'partnerCountry') ? 'Nước cử đoàn' : 'Nơi đến'

export const countryList = (data: DocumentData): string => data.countries.map((code) => countryName(data, code)).join(', ')
