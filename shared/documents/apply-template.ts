/**
 * An office's own template on top of a built document: letter head, signature block, wording, order. Guards: a template that would make a
 * wrong paper is not used at all; it is said what is wrong, and the built-in way comes out.
 */

import type { Row } from '../sync/row.ts'
import { itemsOf, type OfficeNames, textOf } from './document-data.ts'
import type { Block, DocumentModel, Run } from './model.ts'
import { body, linesOfBlock, placeAndDateText } from './text-blocks.ts'

/** The last two are remarks: this one document has no such place, and the rest of the template is used all the same. */
export const templateFaults = [
  'placeholder',
  'symbol',
  'authority',
  'recipients',
  'empty-wording',
  'no-heading',
  'no-wording'
] as const
const remarks: ReadonlySet<string> = new Set(['no-heading', 'no-wording'])
export const isRemark = ({ fault }: TemplateProblem): boolean => remarks.has(fault)
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
  if (!problems.every(isRemark)) return { model, problems }
  const filled = (field: string): string => fill(textOf(template, field), values)
  const lines = (field: string): string[] =>
    filled(field)
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
  const { head, signature } = model
  const paragraphs = (field: string): Block[] => lines(field).map((line) => body(line))
  const wording = wordingOf(template).map(({ from, to }) => ({ from, to: fill(to, values) }))
  const worded = model.blocks.map((block) => reworded(block, wording))
  return {
    problems,
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
      blocks: [...paragraphs('opening'), ...ended(worded, orderOf(template), paragraphs('closing'))],
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

/** The sections in their order; what ends the paper stays its end, and the mark of the end ("./.") stands behind the very last words. */
function ended(blocks: readonly Block[], order: readonly string[], closing: readonly Block[]): Block[] {
  const last = blocks.at(-1)
  const isEnd = last?.type === 'paragraph' && endOf(last).endsWith(endMark)
  const sections = inOrder(isEnd ? blocks.slice(0, -1) : blocks, order)
  if (!isEnd) return [...sections, ...closing]
  if (closing.length === 0) return [...sections, last]
  const [...before] = closing
  const end = before.pop()
  return [
    ...sections,
    withEnd(last, (text) => `${text.slice(0, -endMark.length)}.`),
    ...before,
    ...(end?.type === 'paragraph' ? [withEnd(end, (text) => `${text.replace(/[./\s]+$/, '')}${endMark}`)] : [])
  ]
}
const endMark = './.'
type Paragraph = Extract<Block, { type: 'paragraph' }>
const endOf = ({ runs }: Paragraph): string => (runs.at(-1)?.text ?? '').trimEnd()
const withEnd = (block: Paragraph, change: (text: string) => string): Paragraph => ({
  ...block,
  runs: block.runs.map((one, at) => (at === block.runs.length - 1 ? { ...one, text: change(one.text.trimEnd()) } : one))
})

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
    ...(textOf(template, 'recipients').trim().split('\n').length > 30
      ? [{ fault: 'recipients' as const, field: 'recipients', said: '30' }]
      : []),
    ...orderOf(template)
      .filter((line) => !headings.includes(line))
      .map((line) => ({ fault: 'no-heading' as const, field: 'order', said: line })),
    ...wordingOf(template).flatMap(({ from, to }): TemplateProblem[] => {
      const [unknown] = unknownPlaceholders(to)
      if (unknown) return [{ fault: 'placeholder', field: 'wording', said: unknown }]
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
  return [...before, ...renumbered([...named, ...headed.filter((part) => !named.includes(part))]).flat()]
}

const roman = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII']
const romanNumber = /^[IVX]+\. /
/** Sections that are numbered are numbered as they stand now. */
function renumbered(parts: readonly Block[][]): Block[][] {
  let number = 0
  return parts.map((part) =>
    part.map((block, at) => {
      if (at > 0 || block.type !== 'heading' || !romanNumber.test(block.text)) return block
      number += 1
      return { ...block, text: block.text.replace(romanNumber, `${roman[number - 1] ?? number}. `) }
    })
  )
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
const spoken = ({ blocks }: DocumentModel): string => blocks.flatMap(linesOfBlock).join('\n')
