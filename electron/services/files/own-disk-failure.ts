/** What a person is told when this laptop's own disk does not do what it should. */
import type { FailureCode } from '#shared/bridge/contract.ts'
import { errorCode, isFull } from './error-code.ts'

/** A number of this laptop's own was used that cannot be read here: the next one is not known. */
export const gapCode = 'EGAP'

export function ownDiskFailure(error: unknown): FailureCode {
  const code = errorCode(error)
  if (code === gapCode) return 'own-number-unsure'
  return isFull(code) ? 'disk-full' : 'journal-write-failed'
}
