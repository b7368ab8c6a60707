/** Each open promise: by whom, since when, last state, what to say (domain 5.1, part 8). */
import { commitmentBlocks } from '../commitment-blocks.ts'
import type { DocumentData } from '../document-data.ts'
import type { Block } from '../model.ts'
import { body } from '../text-blocks.ts'
import type { PacketOptions } from './options.ts'

export function openCommitmentBlocks(data: DocumentData, { without }: PacketOptions): Block[] {
  const open = data.open.filter((one) => !without.includes('internal') || one.data.internal !== true)
  if (open.length === 0) return [body('Không có cam kết nào đang mở với (các) nước đến.')]
  return [body(`Có ${open.length} cam kết đang mở liên quan đến (các) nước đến.`), ...commitmentBlocks(data, open)]
}
