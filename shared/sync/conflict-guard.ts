/**
 * Guards: what people disagree about shows no more of a secret record than the record itself does, and a disagreement about the mark is
 * no way around it (see the handling guard).
 */
import { type HandlingMark, handlingMarks, isSecret, referenceOnlyFields } from '../domain/handling-mark.ts'
import type { RecordData } from '../domain/record.ts'
import type { Conflict } from './row.ts'

/** While people disagree whether a record is secret, it is. */
export function strictestMark(conflicts: readonly Conflict[]): RecordData {
  const marks = conflicts.find((one) => one.field === 'mark' && one.item === null)?.values.map((one) => one.value as HandlingMark)
  const secret = marks?.filter(isSecret).sort((a, b) => handlingMarks.indexOf(b) - handlingMarks.indexOf(a))[0]
  return secret === undefined ? {} : { mark: secret }
}

export function visibleConflicts(data: RecordData, conflicts: readonly Conflict[]): readonly Conflict[] {
  if (!isSecret(data.mark as HandlingMark)) return conflicts
  return conflicts.filter((one) => one.item === null && referenceOnlyFields.has(one.field))
}
