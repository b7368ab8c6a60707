/** What is otherwise in one packet than in another, part by part and line by line: for a reader who has the earlier one in hand. */
import { diffArrays } from 'diff'
import type { Block, DocumentModel } from '../model.ts'
import { linesOfBlock, said } from '../text-blocks.ts'

export interface PartChange {
  readonly part: string
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** A file is told from another by its print, which no reader wants to see. */
const pagesMark = '\u0000'
const inWords = (line: string): string => (line.startsWith(pagesMark) ? 'Tệp văn bản kèm theo đã thay đổi.' : line)

const linesOf = (block: Block): string[] => {
  if (block.type === 'pages') return [`${pagesMark}${block.file}`]
  return block.type === 'picture' ? [`[ảnh] ${block.caption}`, ...block.beside.map(said)] : linesOfBlock(block)
}

/** The parts by their title without number: a part that moved is the same part. */
function partsOf({ blocks, cover }: DocumentModel): Map<string, string[]> {
  const parts = new Map<string, string[]>()
  if (cover) parts.set('Bìa', [cover.title, cover.subtitle, ...cover.lines.filter((line) => !/^(Phiên bản|Bản số)/.test(line))])
  let current = ''
  for (const block of blocks) {
    if (block.type === 'heading' && block.level === 1) current = block.text.replace(/^PHẦN \d+\. /, '')
    else if (current !== '') parts.set(current, [...(parts.get(current) ?? []), ...linesOf(block)])
  }
  parts.delete('MỤC LỤC')
  return parts
}

/** Only parts in which something changed, in the order of the later packet; a part that is gone comes last. */
export function comparePackets(earlier: DocumentModel, later: DocumentModel): PartChange[] {
  const [before, after] = [partsOf(earlier), partsOf(later)]
  const names = [...after.keys(), ...Array.from(before.keys()).filter((name) => !after.has(name))]
  return names.flatMap((part) => {
    const pieces = diffArrays(before.get(part) ?? [], after.get(part) ?? [])
    const added = pieces.flatMap((piece) => (piece.added ? piece.value.map(inWords) : []))
    const removed = pieces.flatMap((piece) => (piece.removed ? piece.value.map(inWords) : []))
    return added.length + removed.length > 0 ? [{ part, added, removed }] : []
  })
}
