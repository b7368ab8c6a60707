/** The names of segments alone: FORMAT.md section 1. */
import { type FileName, filePath, parseFilePath } from './file-name.ts'

export { devicePattern, identityFile, isTemporaryName } from './file-name.ts'

export type SegmentName = Omit<FileName, 'ending'>

export const segmentPath = (name: SegmentName): string => filePath({ ...name, ending: 'seg' })

/** Null for any other name. */
export function parseSegmentPath(path: string): SegmentName | null {
  const name = parseFilePath(path)
  if (name?.ending !== 'seg') return null
  const { ending: _, ...segment } = name
  return segment
}
