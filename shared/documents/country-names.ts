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

export function countryName(data: DocumentData, code: string): string {
  const own = data.byId.get(`country.${code.toLowerCase()}`)
  return textOf(own, 'title') || names[code] || new Intl.DisplayNames('vi', { type: 'region' }).of(code) || code
}

export const countryList = (data: DocumentData): string => data.countries.map((code) => countryName(data, code)).join(', ')
