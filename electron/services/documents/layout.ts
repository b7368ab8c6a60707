/** Where things stand on the page, in points: what both writers compute before either draws. */
import { issuer, margins, paper, subject } from '#shared/documents/decree30.ts'
import type { Block, DocumentModel, Run } from '#shared/documents/model.ts'
import type { TextMeasure } from './text-measure.ts'
import { type TextStyleName, textStyle } from './text-styles.ts'
import { mmToPt } from './units.ts'

type TableBlock = Extract<Block, { type: 'table' }>

export const contentWidthPt = mmToPt(paper.widthMm - margins.leftMm - margins.rightMm)
export const contentHeightPt = mmToPt(paper.heightMm - margins.topMm - margins.bottomMm)

/** The page number stands this far below the paper's edge, in the middle of the top margin. */
export const pageNumberTopPt = mmToPt(10)

/**
 * The nation's name at 13 pt bold is 271 pt wide, 59.8 % of the line: at the customary 42/58 it breaks in two, which is the fault seen
 * most often in such documents. A test holds this share against the measured width.
 */
const nationShare = 0.61
export const headColumnsPt = [contentWidthPt * (1 - nationShare), contentWidthPt * nationShare] as const

export const ruleThicknessPt = 0.75
/** Room from a text to the rule below it. */
export const ruleGapPt = 3
/** Height of the line that holds a rule, or the gap below a table. */
export const thinLinePt = 6
export const belowTitleRulePt = 10

export const signatureColumnsPt = [contentWidthPt * 0.45, contentWidthPt * 0.55] as const

export const listDashMm = 5
export const cellPadding = { sidePt: 5, topPt: 2, bottomPt: 2 } as const
export const stampPadding = { sidePt: 6, topPt: 2, bottomPt: 3 } as const

export function mottoRulePt(motto: string, measure: TextMeasure): number {
  return measure.widthPt(motto, textStyle('motto'))
}

export function issuerRulePt(issuing: string, style: 'issuing' | 'cover-issuer', columnPt: number, measure: TextMeasure): number {
  return issuer.ruleShare * Math.min(measure.widthPt(issuing, textStyle(style)), columnPt)
}

export function subjectRulePt(head: NonNullable<DocumentModel['head']>, measure: TextMeasure): number {
  const line = head.subject === '' ? head.documentType : head.subject
  return subject.ruleShare * Math.min(measure.widthPt(line, textStyle('subject')), contentWidthPt)
}

/** Outer width of the stamp's box, never wider than the column it stands in. */
export function stampWidthPt(stamp: string, columnPt: number, measure: TextMeasure): number {
  // Word may set the same text a hair wider, and would then break it.
  const hairPt = 4
  return Math.min(measure.widthPt(stamp, textStyle('stamp')) + 2 * stampPadding.sidePt + hairPt, columnPt)
}

/** Decree 30: the receivers' dashes stand in a column under the colon of "Kính gửi:". */
export function addresseeDashPt(title: string, measure: TextMeasure): number {
  const style = textStyle('addressee-title')
  return mmToPt(style.leftMm ?? 0) + measure.widthPt(title.replace(/:$/, ''), style)
}

export const addresseeHangingPt = (measure: TextMeasure): number => measure.widthPt('- ', textStyle('addressee-item'))

/** Narrower than this a column holds not even “STT”; twelve of them still fit on the line. */
const narrowestColumnPt = 37

/** Shares turned into widths that fill the line, none below the narrowest. */
export function columnWidthsPt(table: TableBlock): number[] {
  const shares = table.columns.map((column) => column.share)
  const narrow = new Set<number>()
  for (;;) {
    const wideShares = shares.reduce((sum, share, index) => (narrow.has(index) ? sum : sum + share), 0)
    const wideWidthPt = contentWidthPt - narrow.size * narrowestColumnPt
    const widths = shares.map((share, index) => (narrow.has(index) ? narrowestColumnPt : (wideWidthPt * share) / wideShares))
    const tooNarrow = widths.flatMap((width, index) => (width < narrowestColumnPt ? [index] : []))
    if (tooNarrow.length === 0) return widths
    for (const index of tooNarrow) narrow.add(index)
  }
}

/** A centred line right above a table is the table's title, and "Quá trình:" says what the list below it is: they go with it. */
export function isLeadIn(blocks: readonly Block[], index: number): boolean {
  const block = blocks[index]
  const next = blocks[index + 1]?.type
  if (block?.type !== 'paragraph' || (next !== 'table' && next !== 'list')) return false
  return block.style === 'centred' ? next === 'table' : (block.runs.at(-1)?.text.trimEnd().endsWith(':') ?? false)
}

/** With its indents and the space around it. */
export function paragraphHeightPt(name: TextStyleName, runs: readonly Run[], columnPt: number, measure: TextMeasure): number {
  const style = textStyle(name)
  const linePt = columnPt - mmToPt((style.leftMm ?? 0) + (style.firstLineMm ?? 0))
  const textPt = measure.heightPt(runs, style, Math.max(1, linePt)) * (style.lineSpacing ?? 1)
  return textPt + (style.spaceBeforePt ?? 0) + (style.spaceAfterPt ?? 0)
}

/** What is higher than this may be split over pages: kept whole, it would leave holes, or not fit at all. */
const keptWholeAtMostPt = contentHeightPt * 0.4

export const isKeptWhole = (heightPt: number): boolean => heightPt <= keptWholeAtMostPt

export function rowHeightPt(
  cells: readonly (readonly Run[])[],
  widthsPt: readonly number[],
  isHead: boolean,
  measure: TextMeasure
): number {
  const style = textStyle(isHead ? 'table-head' : 'table-cell')
  const inner = cells.map((cell, index) =>
    measure.heightPt(cell, style, Math.max(1, (widthsPt[index] ?? 0) - 2 * cellPadding.sidePt))
  )
  return Math.max(...inner) + cellPadding.topPt + cellPadding.bottomPt
}

const besideGapPt = 10
/** A portrait and the text beside it. */
export const besideColumnsPt = (widthMm: number): [number, number] => {
  const leftPt = mmToPt(widthMm) + besideGapPt
  return [leftPt, contentWidthPt - leftPt]
}
type PictureBlock = Extract<Block, { type: 'picture' }>
export function besideHeightPt({ beside, widthMm }: PictureBlock, picturePt: number, measure: TextMeasure): number {
  const [, rightPt] = besideColumnsPt(widthMm)
  const textPt = beside.reduce((sum, runs) => sum + paragraphHeightPt('beside', runs, rightPt, measure), 0)
  return Math.max(picturePt, textPt) + 2 * thinLinePt
}

/** As wide as asked, and never higher than two thirds of a page. */
export function pictureSizePt(
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
  widthMm: number
): { readonly widthPt: number; readonly heightPt: number } {
  const widthPt = Math.min(mmToPt(widthMm), contentWidthPt)
  const heightPt = (widthPt * heightPx) / widthPx
  const most = (contentHeightPt * 2) / 3
  return heightPt <= most ? { widthPt, heightPt } : { widthPt: (widthPt * most) / heightPt, heightPt: most }
}

/** Together a little less than the page: Word sets the paragraph that ends the cover's section below them. */
const coverPt = contentHeightPt - 30
export const coverRowsPt = { above: coverPt * 0.25, middle: coverPt * 0.6, below: coverPt * 0.15 } as const
