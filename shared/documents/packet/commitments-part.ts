/** Each open promise: by whom, since when, last state, what to say (domain 5.1, part 8). */
import { commitmentBlocks } from '../commitment-blocks.ts'
import type { DocumentData } from '../document-data.ts'
import type { Block } from '../model.ts'
import { body } from '../text-blocks.ts'

export function openCommitmentBlocks(data: DocumentData): Block[] {
  if (data.open.length === 0) return [body('Không có cam kết nào đang mở với (các) nước đến.')]
  return [body(`Có ${data.open.length} cam kết đang mở liên quan đến (các) nước đến.`), ...commitmentBlocks(data, data.open)]
}
