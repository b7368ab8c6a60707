/**
 * An office's own template on top of a built document: letter head, signature block, wording, order. Guards: a template that would make a
 * wrong paper is not used at all; it is said what is wrong, and the built-in way comes out.
 */

import type { Row } from '../sync/row.ts'
import { itemsOf, type OfficeNames, textOf } from './document-data.ts'
import type { Block, DocumentModel, Run } from './model.ts'
import { body, placeAndDateText } from './text-blocks.ts'

export const templateFaults = ['placeholder', 'symbol', 'authority', 'no-heading', 'no-wording', 'empty-wording'] as const
export interface TemplateProblem {
  readonly fault: (typeof templateFaults)[number]
  readonly field: string
  /** What is wrong: the placeholder, the heading, the words. */
  readonly said: string
}

export interface Applied {
  readonly model: DocumentModel
  readonly problems: readonly TemplateProblem[]
}

/** Words in braces that a template may use: {đơn vị} and so on. */
export const placeholders = ['cơ quan', 'đơn vị', 'người lập', 'tên'] as const

interface Values {
  readonly office: OfficeNames
  readonly title: string
  /** yyyy-mm-dd */
  readonly today: string
}

export const templateFor = (rows: readonly Row[], documentKind: string): Row | null =>
  rows
    .filter(
      (row) =>
        row.kind === 'template' && row.data.deleted !== true && row.data.inUse !== false && row.data.documentKind === documentKind
    )
    // Two laptops may have made one each: everybody takes the same.
    .sort((a, b) => (a.id < b.id ? -1 : 1))[0] ?? null

export function applyTemplate(model: DocumentModel, template: Row, values: Values): Applied {
  const problems = problemsOf(model, template)
  if (problems.length > 0) return { model, problems }
  const filled = (field: string): string => fill(textOf(template, field), values)
  const lines = (field: string): string[] =>
    filled(field)
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
  const { head, signature } = model
  const paragraphs = (field: string): Block[] => lines(field).map((line) => body(line))
  const worded = model.blocks.map((block) => reworded(block, wordingOf(template)))
  return {
    problems: [],
    model: {
      ...model,
      head: head && {
        ...head,
        governing: filled('governing').toUpperCase() || head.governing,
        issuing: filled('issuing').toUpperCase() || head.issuing,
        symbol: filled('symbol') || head.symbol,
        documentType: head.documentType === '' ? '' : filled('documentType').toUpperCase() || head.documentType,
        placeAndDate:
          head.placeAndDate === '' || !filled('place') ? head.placeAndDate : placeAndDateText(filled('place'), values.today)
      },
      blocks: [...paragraphs('opening'), ...inOrder(worded, orderOf(template)), ...paragraphs('closing')],
      signature: signature && {
        ...signature,
        authority: lines('authority').length > 0 ? lines('authority').map((line) => line.toUpperCase()) : signature.authority,
        name: filled('signer') || signature.name,
        recipients:
          lines('recipients').length > 0
            ? lines('recipients').map((line) => `${line.replace(/[;.]+$/, '')};`)
            : signature.recipients
      }
    }
  }
}

const texts = [
  'governing',
  'issuing',
  'place',
  'documentType',
  'authority',
  'signer',
  'recipients',
  'opening',
  'closing'
] as const

function problemsOf(model: DocumentModel, template: Row): TemplateProblem[] {
  const said = spoken(model)
  const headings = headingsOf(model.blocks)
  const symbol = textOf(template, 'symbol')
  return [
    ...texts.flatMap((field) =>
      unknownPlaceholders(textOf(template, field)).map((one) => ({ fault: 'placeholder' as const, field, said: one }))
    ),
    // Box 3: capitals and figures, parted by hyphens and strokes, without spaces.
    ...(symbol !== '' && !/^[\p{Lu}\p{N}]+([-/][\p{Lu}\p{N}]+)*$/u.test(symbol)
      ? [{ fault: 'symbol' as const, field: 'symbol', said: symbol }]
      : []),
    ...(textOf(template, 'authority')
      .split('\n')
      .filter((line) => line.trim() !== '').length > 4
      ? [{ fault: 'authority' as const, field: 'authority', said: '4' }]
      : []),
    ...orderOf(template)
      .filter((line) => !headings.includes(line))
      .map((line) => ({ fault: 'no-heading' as const, field: 'order', said: line })),
    ...wordingOf(template).flatMap(({ from, to }): TemplateProblem[] => {
      if (from === '' || to === '') return [{ fault: 'empty-wording', field: 'wording', said: from || to }]
      return said.includes(from) ? [] : [{ fault: 'no-wording', field: 'wording', said: from }]
    })
  ]
}

const braces = /\{([^{}]*)\}/g
const unknownPlaceholders = (text: string): string[] =>
  Array.from(text.matchAll(braces), ([whole, name = '']) => ({ whole, name: name.trim().toLowerCase() }))
    .filter(({ name }) => !(placeholders as readonly string[]).includes(name))
    .map(({ whole }) => whole)

function fill(text: string, { office, title }: Values): string {
  const values: Readonly<Record<(typeof placeholders)[number], string>> = {
    'cơ quan': office.ministry,
    'đơn vị': office.unit,
    'người lập': office.author,
    tên: title
  }
  return text.replace(braces, (whole, name: string) => values[name.trim().toLowerCase() as keyof typeof values] ?? whole)
}

interface Wording {
  readonly from: string
  readonly to: string
}
const wordingOf = (template: Row): Wording[] =>
  itemsOf(template, 'wording').map((one) => ({ from: String(one.from ?? ''), to: String(one.to ?? '') }))

const orderOf = (template: Row): string[] =>
  textOf(template, 'order')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

const headingsOf = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) => (block.type === 'heading' && block.level === 1 ? [block.text] : []))

/** The parts under headings of the first level, those named first; what stands before the first heading stays there. */
function inOrder(blocks: readonly Block[], order: readonly string[]): Block[] {
  if (order.length === 0) return [...blocks]
  const parts: Block[][] = [[]]
  for (const block of blocks) {
    if (block.type === 'heading' && block.level === 1) parts.push([])
    parts.at(-1)?.push(block)
  }
  const [before = [], ...headed] = parts
  const titleOf = (part: readonly Block[]) => (part[0]?.type === 'heading' ? part[0].text : '')
  const named = order.flatMap((line) => headed.filter((part) => titleOf(part) === line))
  return [...before, ...named.flat(), ...headed.filter((part) => !named.includes(part)).flat()]
}

const reword = (text: string, wording: readonly Wording[]): string =>
  wording.reduce((sum, { from, to }) => (from === '' ? sum : sum.replaceAll(from, to)), text)

function reworded(block: Block, wording: readonly Wording[]): Block {
  if (wording.length === 0) return block
  const runs = (some: readonly Run[]): Run[] => some.map((one) => ({ ...one, text: reword(one.text, wording) }))
  switch (block.type) {
    case 'paragraph':
      return { ...block, runs: runs(block.runs) }
    case 'heading':
      return { ...block, text: reword(block.text, wording) }
    case 'list':
      return { ...block, items: block.items.map(runs) }
    case 'table':
      return {
        ...block,
        columns: block.columns.map((column) => ({ ...column, title: reword(column.title, wording) })),
        rows: block.rows.map((row) => row.map(runs))
      }
    case 'picture':
    case 'pages':
    case 'contents':
    case 'page-break':
      return block
  }
}

/** All that the built document says, to look words up in. */
function spoken({ blocks }: DocumentModel): string {
  const said = (runs: readonly Run[]) => runs.map(({ text }) => text).join('\n')
  return blocks
    .map((block) => {
      switch (block.type) {
        case 'paragraph':
          return said(block.runs)
        case 'heading':
          return block.text
        case 'list':
          return block.items.map(said).join('\n')
        case 'table':
          return [...block.columns.map(({ title }) => title), ...block.rows.flatMap((row) => row.map(said))].join('\n')
        default:
          return ''
      }
    })
    .join('\n')
}
