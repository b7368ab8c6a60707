/** Every kind of document out of the sample office: kept to Decree 30 by the checker, opened by LibreOffice and poppler, nothing missing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDocument, type DocumentKind, documentKinds, formatsOf } from '#shared/documents/build-document.ts'
import type { Row } from '#shared/sync/row.ts'
import { checkDocument } from '../../../electron/services/documents/check/check-document.ts'
import { renderAs } from '../../../electron/services/documents/export-document.ts'
import { textOfModel } from '../../../electron/services/documents/text-of-model.ts'
import {
  complaintsAbout,
  convertToPdf,
  createWorkplace,
  infoOf,
  needPoppler,
  needWriter,
  pagesOf,
  withoutPageNumbers,
  withoutSpace
} from '../../electron/documents/office-tools.ts'
import { officeNames, sampleDelegations, sampleRows, subjectOf } from '../../support/sample-rows.ts'

const now = new Date('2026-11-24T03:04:05Z')
const place = createWorkplace()
let rows: readonly Row[] = []
beforeAll(async () => {
  rows = await sampleRows()
})
afterAll(() => place.remove())

/** One of the sample's records for each kind. */
const aboutWhat: Readonly<Partial<Record<DocumentKind, string>>> = {
  'reception-plan': 'delegation.indonesia-2023',
  minutes: 'event.france-2024-talks',
  letter: 'commitment.kasbarian-invitation'
}
const idFor = (kind: DocumentKind): string => aboutWhat[kind] ?? 'delegation.uk-france-2023'
const built = (kind: DocumentKind, id = idFor(kind)) =>
  buildDocument(kind, { subject: subjectOf(kind, id), rows, today: '2026-11-24', office: officeNames })

const rest = documentKinds.filter((kind) => kind !== 'packet' && kind !== 'trip-report')
const files = rest.flatMap((kind) => (['docx', 'pdf'] as const).map((format) => ({ kind, format })))

describe('each kind', () => {
  it.for(files)('opens, A4, with everything it says: $kind as $format', async ({ kind, format }, ctx) => {
    if (format === 'docx') needWriter(ctx)
    else needPoppler(ctx)
    const document = built(kind)
    const saved = place.save(`${kind}.${format}`, await renderAs(format, document, now))
    const pdf = format === 'docx' ? convertToPdf(place, saved) : saved
    expect(complaintsAbout(pdf)).toBe('')
    expect(infoOf(pdf)).toMatch(/Page size:.*\(A4\)/)
    const text = withoutSpace(withoutPageNumbers(pagesOf(pdf, 'raw')).join(''))
    expect(text).not.toMatch(/[\uFFFD\u25A1]/)
    // A long cell may go on on the next page: its sentences are looked for.
    for (const said of textOfModel(document.model).flatMap((one) => one.split(/(?<=[.;:]) /)))
      expect(text).toContain(withoutSpace(said))
  })

  const everySubject = documentKinds.flatMap((kind) =>
    (aboutWhat[kind] || subjectOf(kind, '').of === 'office' ? [idFor(kind)] : sampleDelegations).map((id) => ({ kind, id }))
  )
  it.for(everySubject)('keeps every rule of Decree 30 that applies to it: $kind of $id', async ({ kind, id }) => {
    const { findings } = await checkDocument(await renderAs('docx', built(kind, id), now))
    expect(findings.flatMap(({ rule, finding }) => (finding.state === 'fail' ? [`${rule.id}: ${finding.why}`] : []))).toEqual([])
  })

  it.for(
    documentKinds.flatMap((kind) =>
      formatsOf(kind)
        .filter((format) => format === 'xlsx' || format === 'ics')
        .map((format) => ({ kind, format }))
    )
  )('that has tables or dates comes out as $format too: $kind', async ({ kind, format }) => {
    const bytes = await renderAs(format, built(kind), now)
    expect(new TextDecoder('latin1').decode(bytes.subarray(0, 15))).toMatch(format === 'xlsx' ? /^PK/ : /^BEGIN:VCALENDAR/)
  })
})
