/** What a file-system error on a share means to a person. */
import type { FailureCode } from '#shared/bridge/contract.ts'
import { errorCode, isFull, isRefused } from '../files/error-code.ts'

export function shareFailure(error: unknown): FailureCode {
  const code = errorCode(error)
  if (isFull(code)) return 'share-full'
  if (isRefused(code)) return 'share-read-only'
  if (code === 'ENOTDIR') return 'share-not-a-folder'
  if (code === 'ENAMETOOLONG') return 'share-path-too-long'
  return 'share-dropped'
}
