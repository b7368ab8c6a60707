/** Two languages of one paper beside each other, as both sides sign it: paragraph for paragraph, so that neither can say more. */
import type { Block, DocumentModel, Run } from '../model.ts'
import { bold, italic, run, table } from '../text-blocks.ts'

const halves = [
  { title: '', share: 50 },
  { title: '', share: 50 }
]

/** Both must come from one builder: their blocks stand in pairs. */
export function sideBySide(left: DocumentModel, right: DocumentModel): DocumentModel {
  if (left.blocks.length !== right.blocks.length) throw new RangeError('the two languages do not stand in pairs')
  const { head, signature } = left
  return {
    ...left,
    title: `${left.title} / ${right.title}`,
    head: head && {
      ...head,
      governing: both(head.governing ?? '', right.head?.governing ?? ''),
      issuing: both(head.issuing, right.head?.issuing ?? ''),
      documentType: both(head.documentType, right.head?.documentType ?? ''),
      subject: both(head.subject, right.head?.subject ?? ''),
      ...(head.regarding && { regarding: both(head.regarding, right.head?.regarding ?? '') })
    },
    addressee: left.addressee.map((line, at) =>
      right.addressee[at] && right.addressee[at] !== line ? `${line} / ${right.addressee[at]}` : line
    ),
    blocks: pairs(left.blocks, right.blocks),
    signature: signature && {
      ...signature,
      authority: [...signature.authority, ...(right.signature?.authority ?? [])].slice(0, 4),
      ...(signature.second && {
        second: {
          ...signature.second,
          authority: [...signature.second.authority, ...(right.signature?.second?.authority ?? [])].slice(0, 4)
        }
      })
    }
  }
}

const both = (one: string, other: string): string =>
  other === '' || other === one ? one : one === '' ? other : `${one}\n${other}`

/** Paragraphs in a row make one table, so that the page is not cut into pieces. */
function pairs(left: readonly Block[], right: readonly Block[]): Block[] {
  const done: Block[] = []
  let rows: Run[][][] = []
  const end = () => {
    if (rows.length > 0) done.push(table(halves, rows))
    rows = []
  }
  for (const [at, one] of left.entries()) {
    const other = right[at]
    if (one.type === 'table' && other?.type === 'table') {
      end()
      done.push(bothTables(one, other))
    } else rows.push(...rowsOf(one, other))
  }
  end()
  return done
}

type TableBlock = Extract<Block, { type: 'table' }>

/** A table is not torn in two: each cell says it in both languages. */
function bothTables(one: TableBlock, other: TableBlock): Block {
  const cell = (left: readonly Run[], right: readonly Run[] = []): Run[] => {
    const said = (runs: readonly Run[]) => runs.map(({ text }) => text).join('')
    return said(left) === said(right) || said(right) === '' ? [...left] : [...left, run('\n'), italic(said(right))]
  }
  return {
    type: 'table',
    columns: one.columns.map((column, at) => ({ ...column, title: both(column.title, other.columns[at]?.title ?? '') })),
    rows: one.rows.map((row, at) => row.map((runs, index) => cell(runs, other.rows[at]?.[index])))
  }
}

function rowsOf(one: Block, other: Block | undefined): Run[][][] {
  if (one.type === 'paragraph' && other?.type === 'paragraph') return [[one.runs, other.runs]]
  if (one.type === 'heading' && other?.type === 'heading') return [[[bold(one.text)], [bold(other.text)]]]
  if (one.type === 'list' && other?.type === 'list')
    return one.items.map((item, at) => [[run('- '), ...item], other.items[at] ? [run('- '), ...(other.items[at] ?? [])] : []])
  return []
}
