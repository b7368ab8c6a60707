/**
 * Handling marks and the guard that goes with them.
 *
 * Guards: a record marked Mật, Tối mật or Tuyệt mật is reference-only. Laptops that travel and a shared drive are not an "independent
 * LAN" (Law 117/2025/QH15, in force 1/3/2026), so its body text, attachments and export are refused. The two marks for ordinary papers
 * come from Decree 30/2020/NĐ-CP, Appendix I.
 */
import { z } from 'zod'

export const handlingMarks = ['none', 'internal', 'return', 'mat', 'toi-mat', 'tuyet-mat'] as const
export type HandlingMark = (typeof handlingMarks)[number]
export const handlingMarkSchema = z.enum(handlingMarks)

const ordinaryMarks: ReadonlySet<HandlingMark> = new Set(['none', 'internal', 'return'])

/** A mark that only a newer version knows counts as secret: what may be shown is not ours to guess. */
export function isSecret(mark: HandlingMark): boolean {
  return !ordinaryMarks.has(mark)
}

/** The words stamped on paper: Decree 30/2020, Appendix I, boxes 10a and 11. */
export const markStamp: Readonly<Record<HandlingMark, string>> = {
  none: '',
  internal: 'LƯU HÀNH NỘI BỘ',
  return: 'XEM XONG TRẢ LẠI',
  mat: 'MẬT',
  'toi-mat': 'TỐI MẬT',
  'tuyet-mat': 'TUYỆT MẬT'
}

/** What a secret record may still hold: enough to find the paper, nothing of what it says. */
export const referenceOnlyFields: ReadonlySet<string> = new Set([
  'mark',
  'deleted',
  'title',
  'type',
  'number',
  'symbol',
  'date',
  'holder',
  'location',
  'delegationId',
  // Codes without which a delegation, an event or a country is no record at all.
  'direction',
  'kind',
  'code',
  'documentKind',
  // Of an approval: which record, which version, what was decided.
  'subject',
  'version',
  'decision'
])
