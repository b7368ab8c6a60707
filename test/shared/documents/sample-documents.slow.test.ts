/** The sample office's documents as a reader opens them: Word files in LibreOffice, PDF files in poppler. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDocument } from '#shared/documents/build-document.ts'
import type { Row } from '#shared/sync/row.ts'
import { renderDocx } from '../../../electron/services/documents/render-docx.ts'
import { renderPdf } from '../../../electron/services/documents/render-pdf.ts'
import { textOfModel } from '../../../electron/services/documents/text-of-model.ts'
import {
  complaintsAbout,
  convertToPdf,
  createWorkplace,
  fontsOf,
  infoOf,
  needPoppler,
  needWriter,
  pagesOf,
  withoutPageNumbers,
  withoutSpace
} from '../../electron/documents/office-tools.ts'
import { officeNames, sampleRows } from '../../support/sample-rows.ts'

const withFrance = [
  'Cử cán bộ trẻ, cán bộ nữ của chính quyền địa phương sang Pháp đào tạo',
  'OECD mời Việt Nam dự họp nhóm công tác về quản trị công',
  'Mời Bộ trưởng Guillaume Kasbarian thăm Việt Nam',
  'Phía Pháp chia sẻ tài liệu, ấn phẩm về cải cách công vụ, quản lý công chức',
  'Đại sứ quán tại Pháp phối hợp phục vụ Chiến lược quốc gia về cải cách hành chính'
]

/** Written from the five articles, not from the program. */
const facts = [
  {
    id: 'delegation.uk-france-2023',
    title: 'Đoàn nghiên cứu, khảo sát của Bộ Nội vụ tại Vương quốc Anh và Cộng hòa Pháp',
    head: 'Triệu Văn Cường',
    time: '27/05 – 04/06/2023',
    open: withFrance
  },
  {
    id: 'delegation.france-2024',
    title: 'Đoàn Bộ Nội vụ làm việc và ký Thỏa thuận Hành chính tại Cộng hòa Pháp',
    head: 'Phạm Thị Thanh Trà',
    time: '03/10 – 07/10/2024 (suy ra)',
    open: withFrance
  },
  {
    id: 'delegation.egypt-uae-2024',
    title: 'Đoàn công tác của Bộ Nội vụ tại Ai Cập và UAE',
    head: 'Nguyễn Trọng Thừa',
    time: '21/04 – 30/04/2024',
    open: [
      'Ký Bản ghi nhớ với UAE về hiện đại hóa và phát triển chính phủ',
      'Hợp tác với Ai Cập về năng lực công chức địa phương và bồi dưỡng lãnh đạo',
      'Bồi dưỡng công nghệ thông tin, chuyển đổi số cho công chức, viên chức sau chuyến đi',
      'Trao đổi chuyên gia, tổ chức hội thảo và khóa đào tạo với Ai Cập, UAE'
    ]
  },
  {
    id: 'delegation.france-2022',
    title: 'Đoàn đại biểu Bộ Nội vụ thăm và làm việc tại Cộng hòa Pháp',
    head: 'Phạm Thị Thanh Trà',
    time: '23/09 – 27/09/2022 (suy ra)',
    open: withFrance
  },
  {
    id: 'delegation.indonesia-2023',
    title: 'Đoàn khảo sát của Chính phủ Indonesia làm việc tại Hà Nội',
    head: 'Basseng',
    time: '24/10/2023',
    open: []
  }
] as const

const now = new Date('2026-11-24T03:04:05Z')
const place = createWorkplace()
let rows: readonly Row[] = []

beforeAll(async () => {
  rows = await sampleRows()
})
afterAll(() => place.remove())

const everyFile = facts.flatMap((fact) =>
  (['packet', 'trip-report'] as const).flatMap((kind) => (['docx', 'pdf'] as const).map((format) => ({ ...fact, kind, format })))
)

describe('a document of the sample office', () => {
  it.for(everyFile)('opens, A4, in Vietnamese, with its facts: $kind of $id as $format', async (file, ctx) => {
    if (file.format === 'docx') needWriter(ctx)
    else needPoppler(ctx)
    const { model } = buildDocument(file.kind, {
      subject: { of: 'record', id: file.id },
      rows,
      today: '2026-11-24',
      office: officeNames
    })
    const name = `${file.id}-${file.kind}.${file.format}`
    const pdf =
      file.format === 'docx'
        ? convertToPdf(place, place.save(name, await renderDocx(model, now)))
        : place.save(name, await renderPdf(model, now))

    expect(complaintsAbout(pdf)).toBe('')
    expect(infoOf(pdf)).toMatch(/Page size:.*\(A4\)/)
    expect(
      fontsOf(pdf)
        .split('\n')
        .slice(2)
        .filter((line) => line !== '' && !/\byes\b.*\byes\b.*\byes\b/.test(line))
    ).toEqual([])

    // A sheet's foot stands in the middle of what goes over to the next page.
    const foot = withoutSpace(model.foot ?? '\u0000')
    const text = withoutSpace(withoutPageNumbers(pagesOf(pdf, 'raw')).join('')).replaceAll(foot, '')
    expect(text).not.toMatch(/[\uFFFD\u25A1]/)
    // A report's subject begins with a small letter: “Kết quả đoàn…”.
    expect(text.toLowerCase()).toContain(withoutSpace(file.title).toLowerCase())
    expect(text).toContain(withoutSpace(file.head))
    expect(text).toContain(withoutSpace(file.time))
    for (const title of file.open) expect(text).toContain(withoutSpace(title))
    if (file.kind === 'trip-report') expect(text).toContain(withoutSpace('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'))
    for (const said of textOfModel(model)) expect(text).toContain(withoutSpace(said))
  })
})
