/** The checker of Decree 30: our own papers keep every rule, and each rule catches the fault that it is there for. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import type { DocumentModel } from '#shared/documents/model.ts'
import { checkDocument } from '../../../../electron/services/documents/check/check-document.ts'
import { decree30Rules } from '../../../../electron/services/documents/check/decree30-rules.ts'
import { renderDocx } from '../../../../electron/services/documents/render-docx.ts'

const now = new Date('2026-11-24T03:04:05Z')
const sentence =
  'Đoàn đã làm việc với Bộ Nội vụ nước bạn về cải cách hành chính, quản lý công chức và chuyển đổi số trong hai ngày. '

const report: DocumentModel = {
  language: 'vi',
  title: 'Báo cáo',
  stamp: '',
  cover: null,
  head: {
    governing: 'BỘ NỘI VỤ',
    issuing: 'VỤ HỢP TÁC QUỐC TẾ',
    number: '05',
    symbol: 'BC-HTQT',
    placeAndDate: 'Hà Nội, ngày 05 tháng 02 năm 2026',
    documentType: 'BÁO CÁO',
    subject: 'Kết quả chuyến công tác tại Lào'
  },
  addressee: ['Lãnh đạo Bộ Nội vụ'],
  blocks: [
    { type: 'heading', level: 1, text: 'I. KẾT QUẢ' },
    { type: 'paragraph', style: 'body', runs: [{ text: sentence.repeat(2) }] },
    { type: 'list', items: [[{ text: 'Đào tạo công chức' }], [{ text: 'Trao đổi đoàn' }]] },
    { type: 'paragraph', style: 'body', runs: [{ text: `${sentence}Trên đây là báo cáo./.` }] }
  ],
  signature: {
    recipients: ['Như trên', 'Lưu: VT, HTQT'],
    authority: ['TL. BỘ TRƯỞNG', 'VỤ TRƯỞNG VỤ HỢP TÁC QUỐC TẾ'],
    name: 'Nguyễn Văn An'
  }
}
const letter: DocumentModel = {
  ...report,
  head: {
    ...(report.head as NonNullable<DocumentModel['head']>),
    documentType: '',
    subject: '',
    regarding: 'V/v mời thăm và làm việc'
  }
}
const withHead = (part: Partial<NonNullable<DocumentModel['head']>>): DocumentModel => ({
  ...report,
  head: { ...(report.head as NonNullable<DocumentModel['head']>), ...part }
})
const withSignature = (part: Partial<NonNullable<DocumentModel['signature']>>): DocumentModel => ({
  ...report,
  signature: { ...(report.signature as NonNullable<DocumentModel['signature']>), ...part }
})

/** Changes one part of the file; a change that changes nothing is a mistake of the test. */
function edited(bytes: Uint8Array, part: string, change: (xml: string) => string): Uint8Array {
  const parts = unzipSync(bytes)
  const before = strFromU8(parts[part] as Uint8Array)
  const after = change(before)
  if (after === before) throw new Error(`nothing changed in ${part}`)
  return zipSync({ ...parts, [part]: strToU8(after) })
}
const inText = (change: (xml: string) => string) => (bytes: Uint8Array) => edited(bytes, 'word/document.xml', change)
const inStyles = (change: (xml: string) => string) => (bytes: Uint8Array) => edited(bytes, 'word/styles.xml', change)
/** In one style of ours. */
const inStyle = (name: string, change: (xml: string) => string) =>
  inStyles((xml) => xml.replace(new RegExp(`<w:style [^>]*w:styleId="decree-${name}".*?</w:style>`, 's'), change))
/** The drawn rules in order: below the issuing body, the motto, the subject. */
const rule = (at: number, change: (paragraph: string) => string) =>
  inText((xml) => {
    let seen = -1
    return xml.replace(/<w:p>(?:(?!<\/w:p>).)*decree-rule(?:(?!<\/w:p>).)*<\/w:p>/gs, (paragraph) => {
      seen += 1
      return seen === at ? change(paragraph) : paragraph
    })
  })
const twiceAsFarIn = (paragraph: string) =>
  paragraph.replace(/w:(left|right)="(\d+)"/g, (_, side: string, twips: string) => `w:${side}="${Number(twips) + 700}"`)
const withoutBorder = (paragraph: string) => paragraph.replace(/<w:pBdr>.*?<\/w:pBdr>/s, '')

interface Fault {
  readonly rule: string
  readonly what: string
  readonly model?: DocumentModel
  readonly plant?: (bytes: Uint8Array) => Uint8Array
}
const faults: readonly Fault[] = [
  { rule: 'paper', what: 'American paper', plant: inText((xml) => xml.replace(/(<w:pgSz [^>]*w:w=")\d+/, '$112240')) },
  {
    rule: 'margins',
    what: 'a left margin of 2 cm',
    plant: inText((xml) => xml.replace(/(<w:pgMar [^>]*w:left=")\d+/, '$11134'))
  },
  { rule: 'font', what: 'another font', plant: inStyles((xml) => xml.replaceAll('Times New Roman', 'Arial')) },
  {
    rule: 'black',
    what: 'a blue heading',
    plant: inStyles((xml) => xml.replace(/(w:styleId="Heading1".*?<w:color w:val=")000000/s, '$11f497d'))
  },
  { rule: 'page-number', what: 'a number on the first page', plant: inText((xml) => xml.replace(/<w:titlePg[^>]*\/>/, '')) },
  {
    rule: 'national-name',
    what: 'the nation’s name over two lines',
    plant: inText((xml) => xml.replace('CHỦ NGHĨA VIỆT NAM', 'CHỦ NGHĨA</w:t><w:br/><w:t>VIỆT NAM'))
  },
  {
    rule: 'national-name',
    what: 'a nation’s name too large for its line',
    plant: inStyle('nation', (xml) => xml.replace(/<w:sz w:val="24"/, '<w:sz w:val="36"'))
  },
  { rule: 'motto', what: 'dashes in the motto', plant: inText((xml) => xml.replace('Độc lập - Tự do', 'Độc lập – Tự do')) },
  { rule: 'motto-rule', what: 'a rule shorter than the motto', plant: rule(1, twiceAsFarIn) },
  {
    rule: 'governing-body',
    what: 'a bold body above',
    plant: inStyle('governing', (xml) => xml.replace(/<w:b w:val="false"\/>/, '<w:b/>'))
  },
  { rule: 'issuing-body', what: 'no rule below the issuing body', plant: rule(0, withoutBorder) },
  { rule: 'number', what: 'a number without its zero', model: withHead({ number: '5' }) },
  { rule: 'number', what: 'spaces in the symbol', model: withHead({ symbol: 'BC - HTQT' }) },
  {
    rule: 'place-and-date',
    what: 'a day without its zero',
    model: withHead({ placeAndDate: 'Hà Nội, ngày 5 tháng 02 năm 2026' })
  },
  { rule: 'place-and-date', what: 'March with a zero', model: withHead({ placeAndDate: 'Hà Nội, ngày 05 tháng 03 năm 2026' }) },
  {
    rule: 'document-type',
    what: 'a type that is not bold',
    plant: inStyle('document-type', (xml) => xml.replace('<w:b/>', '<w:b w:val="false"/>'))
  },
  { rule: 'subject', what: 'no rule below the subject', plant: rule(2, withoutBorder) },
  {
    rule: 'letter-subject',
    what: '“V/v” in 15 pt',
    model: letter,
    plant: inStyle('regarding', (xml) => xml.replace(/<w:sz w:val="24"/, '<w:sz w:val="30"'))
  },
  {
    rule: 'addressee',
    what: 'an italic “Kính gửi”',
    plant: inStyle('addressee', (xml) => xml.replace('<w:i w:val="false"/>', '<w:i/>'))
  },
  {
    rule: 'body-size',
    what: 'text of 12 pt',
    plant: inStyle('body', (xml) => xml.replace(/<w:sz w:val="28"/, '<w:sz w:val="24"'))
  },
  {
    rule: 'body-alignment',
    what: 'a ragged right edge',
    plant: inStyle('body', (xml) => xml.replace('<w:jc w:val="both"/>', '<w:jc w:val="left"/>'))
  },
  {
    rule: 'body-indent',
    what: 'no indent',
    plant: inStyle('body', (xml) => xml.replace(/w:firstLine="\d+"/, 'w:firstLine="0"'))
  },
  {
    rule: 'paragraph-spacing',
    what: 'no room between paragraphs',
    plant: inStyle('body', (xml) => xml.replace(/w:after="\d+"/, 'w:after="0"'))
  },
  { rule: 'line-spacing', what: 'double lines', plant: inStyle('body', (xml) => xml.replace(/w:line="\d+"/, 'w:line="480"')) },
  {
    rule: 'no-blank-paragraphs',
    what: 'an empty paragraph',
    plant: inText((xml) => xml.replace(/(I\. KẾT QUẢ.*?<\/w:p>)/s, '$1<w:p><w:pPr><w:pStyle w:val="decree-body"/></w:pPr></w:p>'))
  },
  { rule: 'ending', what: 'a text that ends in a full stop', plant: inText((xml) => xml.replace('báo cáo./.', 'báo cáo.')) },
  {
    rule: 'authority',
    what: 'an authority that is not bold',
    plant: inStyle('authority', (xml) => xml.replace('<w:b/>', '<w:b w:val="false"/>'))
  },
  { rule: 'signer', what: 'a degree before the name', model: withSignature({ name: 'TS. Nguyễn Văn An' }) },
  {
    rule: 'recipients-title',
    what: 'an upright “Nơi nhận”',
    plant: inStyle('recipients-title', (xml) => xml.replace('<w:i/>', '<w:i w:val="false"/>'))
  },
  { rule: 'recipients', what: 'no copy kept', model: withSignature({ recipients: ['Như trên', 'Văn phòng Bộ'] }) }
]

const failedOf = async (bytes: Uint8Array): Promise<string[]> =>
  (await checkDocument(bytes)).findings.flatMap(({ rule: one, finding }) =>
    finding.state === 'fail' ? [`${one.id}: ${finding.why}`] : []
  )

let good: Uint8Array
beforeAll(async () => {
  good = await renderDocx(report, now)
})

describe('a paper of ours', () => {
  it('keeps every rule', async () => {
    expect(await failedOf(good)).toEqual([])
    expect((await checkDocument(good)).isWorkingPaper).toBe(false)
  })

  it('keeps every rule as an official letter', async () => {
    expect(await failedOf(await renderDocx(letter, now))).toEqual([])
  })

  it('is checked as a working paper where it has no head', async () => {
    const check = await checkDocument(await renderDocx({ ...report, head: null, signature: null }, now))
    expect(check.isWorkingPaper).toBe(true)
    expect(check.findings.filter(({ finding }) => finding.state === 'fail')).toEqual([])
  })
})

describe('a planted fault', () => {
  it.each(faults)('is caught by its rule: $rule, $what', async ({ rule: id, model, plant }) => {
    const rendered = model ? await renderDocx(model, now) : good
    const failed = await failedOf(plant ? plant(rendered) : rendered)
    expect(failed.map((one) => one.split(':')[0])).toContain(id)
  })

  it('of every rule is among them', () => {
    expect(decree30Rules.map(({ id }) => id).filter((id) => !faults.some((fault) => fault.rule === id))).toEqual([])
  })

  it('of one rule is not laid at another one’s door', async () => {
    const motto = faults.find(({ rule: id }) => id === 'motto-rule')?.plant
    expect((await failedOf(motto ? motto(good) : good)).map((one) => one.split(':')[0])).toEqual(['motto-rule'])
  })
})
