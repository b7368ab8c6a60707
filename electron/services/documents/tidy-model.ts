/**
 * The door of both writers: text is cleaned, what would print as an empty line is dropped (stray blank paragraphs are a known fault
 * of such documents), every table row gets as many cells as the table has columns. Behind it the writers only lay out.
 */
import type { Block, DocumentModel, Run } from '#shared/documents/model.ts'

type Clean = (text: string) => string
type TableBlock = Extract<Block, { type: 'table' }>

export function tidyModel(model: DocumentModel, clean: Clean): DocumentModel {
  const lines = (texts: readonly string[]): string[] => texts.map((text) => clean(text).trim()).filter((text) => text !== '')
  const { head, cover, signature } = model
  const addressee = lines(model.addressee)
  const startsOnFreshPage = head === null && addressee.length === 0
  const blocks = model.blocks.flatMap((block) => tidyBlock(block, clean))
  return {
    language: model.language,
    title: clean(model.title).replace(/\s+/g, ' ').trim(),
    stamp: clean(model.stamp).trim(),
    cover: cover && {
      organisation: lines(cover.organisation),
      title: clean(cover.title).trim(),
      subtitle: clean(cover.subtitle).trim(),
      lines: lines(cover.lines),
      foot: clean(cover.foot).trim()
    },
    head: head && {
      governing: head.governing === null ? null : clean(head.governing).trim() || null,
      issuing: clean(head.issuing).trim(),
      number: head.number === null ? null : clean(head.number).trim() || null,
      symbol: clean(head.symbol).trim(),
      placeAndDate: clean(head.placeAndDate).trim(),
      documentType: clean(head.documentType).trim(),
      subject: clean(head.subject).trim(),
      ...(head.regarding && { regarding: clean(head.regarding).trim() })
    },
    addressee,
    ...(model.foot && { foot: clean(model.foot).replace(/\s+/g, ' ').trim() }),
    blocks: withoutIdleBreaks(blocks, startsOnFreshPage, signature === null),
    signature: signature && {
      recipients: lines(signature.recipients),
      authority: lines(signature.authority),
      name: clean(signature.name).trim(),
      ...(signature.second && {
        second: { authority: lines(signature.second.authority), name: clean(signature.second.name).trim() }
      })
    }
  }
}

const tidyRuns = (runs: readonly Run[], clean: Clean): Run[] =>
  runs.map((run) => ({ ...run, text: clean(run.text) })).filter((run) => run.text !== '')

const isBlank = (runs: readonly Run[]): boolean => runs.every((run) => run.text.trim() === '')

function tidyBlock(block: Block, clean: Clean): Block[] {
  switch (block.type) {
    case 'paragraph': {
      const runs = tidyRuns(block.runs, clean)
      return isBlank(runs) ? [] : [{ ...block, runs }]
    }
    case 'heading': {
      const text = clean(block.text).trim()
      return text === '' ? [] : [{ ...block, text }]
    }
    case 'list': {
      const items = block.items.map((item) => tidyRuns(item, clean)).filter((item) => !isBlank(item))
      return items.length === 0 ? [] : [{ ...block, items }]
    }
    case 'table': {
      const table = tidyTable(block, clean)
      const isNothing = table.rows.length === 0 && table.columns.every((column) => column.title === '')
      return isNothing ? [] : [table]
    }
    case 'picture':
      return [
        {
          ...block,
          caption: clean(block.caption).replace(/\s+/g, ' ').trim(),
          beside: block.beside.map((runs) => tidyRuns(runs, clean)).filter((runs) => !isBlank(runs))
        }
      ]
    case 'page-break':
    case 'contents':
    case 'pages':
      return [block]
  }
}

function tidyTable(block: TableBlock, clean: Clean): TableBlock {
  const columns = block.columns.map((column) => ({ ...column, title: clean(column.title).trim() }))
  const rows = block.rows.map((row) => {
    const cells = row.map((cell) => tidyRuns(cell, clean))
    // Cells beyond the last column join it: a writer may not lose what it was given.
    const last = cells.slice(columns.length - 1).flatMap((cell, index) => (index === 0 ? cell : [{ text: ' ' }, ...cell]))
    return columns.map((_, index) => (index === columns.length - 1 ? last : (cells[index] ?? [])))
  })
  return { ...block, columns, rows }
}

/** Breaks that would only make an empty page: at the very start, at the very end, and doubled. */
function withoutIdleBreaks(blocks: readonly Block[], startsOnFreshPage: boolean, endsWithBlocks: boolean): Block[] {
  return blocks.filter((block, index) => {
    if (block.type !== 'page-break') return true
    const next = blocks[index + 1]
    if (next?.type === 'page-break') return false
    if (startsOnFreshPage && blocks.slice(0, index).every((earlier) => earlier.type === 'page-break')) return false
    return next !== undefined || !endsWithBlocks
  })
}
