/** The system's code of a thrown error (ENOENT, ENOSPC …), or an empty text. */
export function errorCode(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : ''
}

export const isFull = (code: string) => code === 'ENOSPC' || code === 'EDQUOT'
export const isRefused = (code: string) => code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
