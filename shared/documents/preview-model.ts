/** A document as it is looked at before export: where photos and pages of papers will stand, it says so. */
import type { Block, DocumentModel } from './model.ts'
import { note } from './text-blocks.ts'

export const previewModel = (model: DocumentModel): DocumentModel => ({ ...model, blocks: model.blocks.flatMap(shown) })

function shown(block: Block): Block[] {
  if (block.type === 'pages') return [note('[Các trang của văn bản này được in ở đây khi xuất.]')]
  if (block.type !== 'picture') return [block]
  if (block.beside.length > 0) return block.beside.map((runs): Block => ({ type: 'paragraph', style: 'body', runs }))
  return [note(`[Ảnh được in ở đây khi xuất: ${block.caption || 'không có chú thích'}]`)]
}
