/** The register of international agreements: the columns of Circular 105/2021/TT-BQP art. 57, the best list there is (domain 2.3). */
import type { Row } from '../sync/row.ts'
import { countryName } from './country-names.ts'
import { itemsOf, textOf } from './document-data.ts'
import type { Block, DocumentModel, Run } from './model.ts'
import type { OfficeData } from './office-data.ts'
import { officialHead, unitSignature } from './official-head.ts'
import { body, bold, dateText, note, orUnknown, rangeText, run, table } from './text-blocks.ts'
import { agreementStateText, agreementTypeText } from './wording.ts'

export function buildAgreementRegister(data: OfficeData): DocumentModel {
  const { agreements, country, office } = data
  const withWhom = country === null ? '' : ` với ${countryName(data, country)}`
  return {
    language: 'vi',
    title: `Sổ theo dõi thỏa thuận quốc tế${withWhom}`,
    stamp: '',
    cover: null,
    head: officialHead(data, {
      symbol: 'HTQT',
      documentType: 'SỔ THEO DÕI',
      subject: `Thỏa thuận quốc tế của ${office.ministry}${withWhom}`
    }),
    addressee: [],
    blocks: [
      body(`Sổ có ${agreements.length} thỏa thuận, tính đến ${dateText(data.today)}.`),
      registerTable(data),
      ...(data.withheld > 0 ? [note(`${data.withheld} hồ sơ có dấu mật không đưa vào sổ này.`)] : []),
      body('Hết./.')
    ],
    signature: unitSignature(data, [])
  }
}

const registerTable = (data: OfficeData): Block =>
  table(
    [
      { title: 'STT', share: 7 },
      { title: 'Tên và nội dung', share: 30 },
      { title: 'Các bên', share: 20 },
      { title: 'Ngày, nơi ký', share: 18 },
      { title: 'Hiệu lực', share: 14 },
      { title: 'Tình trạng', share: 12 },
      { title: 'Quá trình; nơi giữ bản gốc', share: 22 }
    ],
    data.agreements.map((one, index) => [
      String(index + 1),
      contentRuns(one),
      orUnknown(partiesText(one)),
      [dateText(one.data.signedOn), textOf(one, 'signedAt')].filter(Boolean).join(', '),
      rangeText(one.data.periodFrom, one.data.periodTo),
      agreementStateText[textOf(one, 'state')] ?? '',
      historyText(data, one)
    ])
  )

function contentRuns(one: Row): Run[] {
  const areas = itemsOf(one, 'areas').map((area) => String(area.text))
  return [
    bold(textOf(one, 'title')),
    run(` (${agreementTypeText[textOf(one, 'type')] ?? ''})`),
    ...(areas.length > 0 ? [run(`. Lĩnh vực: ${areas.join('; ')}`)] : [])
  ]
}

export const partiesText = (one: Row): string =>
  itemsOf(one, 'parties')
    .map((party) => String(party.name))
    .join('; ')

/** What it followed, what followed it, who signed, where the original lies. */
function historyText(data: OfficeData, one: Row): string {
  const before = data.byId.get(textOf(one, 'predecessorId'))
  const after = data.agreements.filter((other) => other.data.predecessorId === one.id)
  const signers = itemsOf(one, 'signatories').map((signer) => [signer.name, signer.post].filter(Boolean).join(', '))
  return [
    signers.length > 0 ? `Người ký: ${signers.join('; ')}` : '',
    before ? `Kế tiếp: ${textOf(before, 'title')}` : '',
    ...after.map((other) => `Được tiếp nối bởi: ${textOf(other, 'title')}`),
    textOf(one, 'originalLocation') ? `Bản gốc: ${textOf(one, 'originalLocation')}` : ''
  ]
    .filter(Boolean)
    .join('. ')
}
