/**
 * A Word file as it is laid out: each paragraph with what its styles and its own settings come to (ECMA-376, 17.7.2: defaults, the style and
 * those it is based on, the paragraph, the run), and where it stands. What a check needs and no more.
 */
import type { Document, Element } from '@xmldom/xmldom'
import { openDocx } from './open-docx.ts'

export interface LaidRun {
  readonly text: string
  readonly font: string
  readonly sizePt: number
  readonly bold: boolean
  readonly italic: boolean
  readonly underlined: boolean
  /** Six hex digits; `auto` prints black. */
  readonly colour: string
}

export interface LaidParagraph {
  readonly text: string
  readonly runs: readonly LaidRun[]
  readonly align: 'left' | 'centre' | 'right' | 'justify'
  readonly leftPt: number
  readonly rightPt: number
  /** Negative where it hangs. */
  readonly firstLinePt: number
  readonly beforePt: number
  readonly afterPt: number
  /** In lines; null where the height is given in points. */
  readonly lines: number | null
  readonly isListItem: boolean
  /** Table, row and cell, from 0; null in the running text. */
  readonly cell: { readonly table: number; readonly row: number; readonly column: number } | null
  /** Room for its text, without its indents. */
  readonly widthPt: number
  /** Lengths of the lines drawn in it: shapes, and borders above or below. */
  readonly rulesPt: readonly number[]
  readonly hasPicture: boolean
}

export interface LaidSection {
  readonly widthMm: number
  readonly heightMm: number
  readonly topMm: number
  readonly bottomMm: number
  readonly leftMm: number
  readonly rightMm: number
  readonly hasOwnFirstPage: boolean
  /** What stands above the text from the second page on, and on the first. */
  readonly header: readonly LaidParagraph[]
  readonly firstHeader: readonly LaidParagraph[]
}

export interface LaidDocument {
  readonly paragraphs: readonly LaidParagraph[]
  readonly sections: readonly LaidSection[]
}

const twipsToPt = (twips: number): number => twips / 20
const twipsToMm = (twips: number): number => (twips / 1440) * 25.4
const emuToPt = (emu: number): number => emu / 12_700

const elements = (parent: Element | null | undefined, name: string): Element[] =>
  parent ? Array.from(parent.childNodes).filter((node): node is Element => node.nodeType === 1 && node.nodeName === name) : []
const child = (parent: Element | null | undefined, name: string): Element | null => elements(parent, name)[0] ?? null
const deep = (parent: Element | Document | null | undefined, name: string): Element[] =>
  parent ? Array.from(parent.getElementsByTagName(name)) : []
const attribute = (element: Element | null | undefined, name: string): string | null =>
  element?.hasAttribute(name) ? element.getAttribute(name) : null
const numberIn = (element: Element | null | undefined, name: string): number | null => {
  const value = Number.parseFloat(attribute(element, name) ?? '')
  return Number.isFinite(value) ? value : null
}

/** Throws `NotADocument`. */
export function readLayout(bytes: Uint8Array): LaidDocument {
  const parts = openDocx(bytes)
  const body = deep(parts.get('word/document.xml'), 'w:body')[0]
  const reader = createReader(parts)
  const sections = deep(body, 'w:sectPr').map(reader.section)
  const first = sections[0]
  const textWidthPt = first ? mmToPt(first.widthMm - first.leftMm - first.rightMm) : mmToPt(160)
  return { paragraphs: reader.paragraphsIn(body, textWidthPt), sections }
}

const mmToPt = (mm: number): number => (mm / 25.4) * 72

function createReader(parts: ReadonlyMap<string, Document>) {
  const styles = new Map(
    deep(parts.get('word/styles.xml'), 'w:style').map((style) => [attribute(style, 'w:styleId') ?? '', style])
  )
  const defaults = deep(parts.get('word/styles.xml'), 'w:docDefaults')[0]
  const defaultStyle = Array.from(styles.values()).find(
    (style) => attribute(style, 'w:type') === 'paragraph' && attribute(style, 'w:default') === '1'
  )
  const relations = new Map(
    deep(parts.get('word/_rels/document.xml.rels'), 'Relationship').map((one) => [
      attribute(one, 'Id') ?? '',
      attribute(one, 'Target') ?? ''
    ])
  )
  const theme = Array.from(parts).find(([name]) => name.startsWith('word/theme/'))?.[1]
  const themeFont = (name: string): string => {
    const group = deep(theme, name.startsWith('major') ? 'a:majorFont' : 'a:minorFont')[0]
    return attribute(child(group, 'a:latin'), 'typeface') ?? ''
  }

  /** From the one it is based on last of all to the style itself; a circle ends. */
  const chainOf = (id: string | null): Element[] => {
    const chain: Element[] = []
    for (let style = id === null ? defaultStyle : styles.get(id); style && !chain.includes(style); ) {
      chain.unshift(style)
      style = styles.get(attribute(child(style, 'w:basedOn'), 'w:val') ?? '')
    }
    return chain
  }
  /** The last word of several: what stands nearer to the text. */
  const last = <Value>(sources: readonly (Element | null)[], read: (source: Element) => Value | null): Value | null => {
    for (const source of [...sources].reverse()) {
      const value = source ? read(source) : null
      if (value !== null) return value
    }
    return null
  }
  const isOn = (name: string) => (properties: Element) => {
    const toggle = child(properties, name)
    return toggle ? !['0', 'false', 'none', 'off'].includes(attribute(toggle, 'w:val') ?? '1') : null
  }

  const runOf = (run: Element, paragraphSources: readonly (Element | null)[]): LaidRun => {
    const own = child(run, 'w:rPr')
    const character = attribute(child(own, 'w:rStyle'), 'w:val')
    const sources = [
      ...paragraphSources,
      ...(character === null ? [] : chainOf(character).map((style) => child(style, 'w:rPr'))),
      own
    ]
    const fontOf = (properties: Element): string | null => {
      const fonts = child(properties, 'w:rFonts')
      const themed = attribute(fonts, 'w:asciiTheme')
      return themed === null ? (attribute(fonts, 'w:ascii') ?? attribute(fonts, 'w:hAnsi')) : themeFont(themed)
    }
    const caps = last(sources, isOn('w:caps')) ?? false
    const text = textOf(run)
    return {
      text: caps ? text.toUpperCase() : text,
      font: last(sources, fontOf) ?? 'Times New Roman',
      sizePt: (last(sources, (one) => numberIn(child(one, 'w:sz'), 'w:val')) ?? 20) / 2,
      bold: last(sources, isOn('w:b')) ?? false,
      italic: last(sources, isOn('w:i')) ?? false,
      underlined: last(sources, isOn('w:u')) ?? false,
      colour: (last(sources, (one) => attribute(child(one, 'w:color'), 'w:val')) ?? 'auto').toLowerCase()
    }
  }

  const paragraphOf = (paragraph: Element, cell: LaidParagraph['cell'], columnPt: number): LaidParagraph => {
    const own = child(paragraph, 'w:pPr')
    const chain = chainOf(attribute(child(own, 'w:pStyle'), 'w:val'))
    const sources = [child(child(defaults, 'w:pPrDefault'), 'w:pPr'), ...chain.map((style) => child(style, 'w:pPr')), own]
    const runSources = [child(child(defaults, 'w:rPrDefault'), 'w:rPr'), ...chain.map((style) => child(style, 'w:rPr'))]
    const number = (name: string, ...attributes: readonly string[]) =>
      last(sources, (one) => attributes.map((each) => numberIn(child(one, name), each)).find((value) => value !== null) ?? null)
    const hanging = number('w:ind', 'w:hanging')
    const firstLine = number('w:ind', 'w:firstLine')
    const [leftPt, rightPt] = [
      twipsToPt(number('w:ind', 'w:left', 'w:start') ?? 0),
      twipsToPt(number('w:ind', 'w:right', 'w:end') ?? 0)
    ]
    const widthPt = columnPt - leftPt - rightPt
    const line = number('w:spacing', 'w:line')
    const lineRule = last(sources, (one) => attribute(child(one, 'w:spacing'), 'w:lineRule')) ?? 'auto'
    const runs = deep(paragraph, 'w:r')
      .filter((run) => !isInside(run, 'w:txbxContent', paragraph))
      .map((run) => runOf(run, runSources))
      .filter(({ text }) => text !== '')
    const borders = last(sources, (one) => child(one, 'w:pBdr'))
    const hasBorder = (side: string) => !['', 'none', 'nil'].includes(attribute(child(borders, side), 'w:val') ?? '')
    const isBox = hasBorder('w:left') || hasBorder('w:right')
    return {
      text: runs.map((run) => run.text).join('') + (deep(paragraph, 'w:fldSimple').some(isPageField) ? pageField : ''),
      runs,
      align: alignOf(last(sources, (one) => attribute(child(one, 'w:jc'), 'w:val'))),
      leftPt,
      rightPt,
      firstLinePt: twipsToPt(firstLine ?? (hanging === null ? 0 : -hanging)),
      beforePt: twipsToPt(number('w:spacing', 'w:before') ?? 0),
      afterPt: twipsToPt(number('w:spacing', 'w:after') ?? 0),
      lines: lineRule === 'auto' ? (line ?? 240) / 240 : null,
      isListItem: last(sources, (one) => child(one, 'w:numPr')) !== null,
      cell,
      widthPt,
      rulesPt: [...shapeLengths(paragraph), ...(!isBox && (hasBorder('w:top') || hasBorder('w:bottom')) ? [widthPt] : [])],
      hasPicture: deep(paragraph, 'pic:pic').length > 0
    }
  }

  const paragraphsIn = (parent: Element | undefined, columnPt: number): LaidParagraph[] => {
    let tables = -1
    const walk = (node: Element | undefined, cell: LaidParagraph['cell'], width: number): LaidParagraph[] =>
      Array.from(node?.childNodes ?? []).flatMap((one) => {
        const element = one as Element
        if (one.nodeName === 'w:p') return [paragraphOf(element, cell, width)]
        if (one.nodeName === 'w:sdt') return walk(child(element, 'w:sdtContent') ?? undefined, cell, width)
        if (one.nodeName !== 'w:tbl') return []
        tables += 1
        const table = tables
        const grid = deep(element, 'w:gridCol').map((column) => twipsToPt(numberIn(column, 'w:w') ?? 0))
        return elements(element, 'w:tr').flatMap((row, rowIndex) =>
          elements(row, 'w:tc').flatMap((tc, column) => {
            const own = numberIn(child(child(tc, 'w:tcPr'), 'w:tcW'), 'w:w')
            const cellPt = own ? twipsToPt(own) : (grid[column] ?? width)
            return walk(tc, { table, row: rowIndex, column }, cellPt - paddingOf(element))
          })
        )
      })
    return walk(parent, null, columnPt)
  }

  const section = (properties: Element): LaidSection => {
    const size = child(properties, 'w:pgSz')
    const margins = child(properties, 'w:pgMar')
    const mm = (element: Element | null, name: string) => twipsToMm(numberIn(element, name) ?? 0)
    const headerOf = (type: string): LaidParagraph[] => {
      const reference = elements(properties, 'w:headerReference').find((one) => attribute(one, 'w:type') === type)
      const target = relations.get(attribute(reference, 'r:id') ?? '')
      const part = target ? parts.get(`word/${target.replace(/^\/?(word\/)?/, '')}`) : undefined
      return paragraphsIn(part?.documentElement ?? undefined, mmToPt(160))
    }
    return {
      widthMm: mm(size, 'w:w'),
      heightMm: mm(size, 'w:h'),
      topMm: mm(margins, 'w:top'),
      bottomMm: mm(margins, 'w:bottom'),
      leftMm: mm(margins, 'w:left') + mm(margins, 'w:gutter'),
      rightMm: mm(margins, 'w:right'),
      hasOwnFirstPage: isOn('w:titlePg')(properties) ?? false,
      header: headerOf('default'),
      firstHeader: headerOf('first')
    }
  }
  return { paragraphsIn, section }
}

/** Word pads a cell by 0.19 cm on each side unless told otherwise. */
const usualPaddingTwips = 108
function paddingOf(table: Element): number {
  const margins = child(child(table, 'w:tblPr'), 'w:tblCellMar')
  const side = (...names: readonly string[]) =>
    names.map((name) => numberIn(child(margins, name), 'w:w')).find((value) => value !== null) ?? usualPaddingTwips
  return twipsToPt(side('w:left', 'w:start') + side('w:right', 'w:end'))
}

function alignOf(value: string | null): LaidParagraph['align'] {
  if (value === 'center') return 'centre'
  if (value === 'both' || value === 'distribute') return 'justify'
  return value === 'right' || value === 'end' ? 'right' : 'left'
}

function isInside(element: Element, name: string, end: Element): boolean {
  for (let parent = element.parentNode; parent && parent !== end; parent = parent.parentNode)
    if (parent.nodeName === name) return true
  return false
}

function textOf(run: Element): string {
  return Array.from(run.childNodes)
    .map((node) => {
      if (node.nodeName === 'w:t') return node.textContent ?? ''
      if (node.nodeName === 'w:tab') return '\t'
      if (node.nodeName === 'w:noBreakHyphen') return '-'
      if (node.nodeName === 'w:instrText') return / PAGE\b/.test(` ${node.textContent ?? ''}`) ? pageField : ''
      return node.nodeName === 'w:br' || node.nodeName === 'w:cr' ? '\n' : ''
    })
    .join('')
}
const isPageField = (field: Element): boolean => /\bPAGE\b/.test(attribute(field, 'w:instr') ?? '')
/** Stands for the number of the page. */
export const pageField = '\u0001'

/** Lines drawn as shapes: today's form, and the one from before Word 2010. */
function shapeLengths(paragraph: Element): number[] {
  const shapes = [...deep(paragraph, 'wp:anchor'), ...deep(paragraph, 'wp:inline')].flatMap((shape) => {
    const isLine = deep(shape, 'a:prstGeom').some((geometry) => /line|Connector/i.test(attribute(geometry, 'prst') ?? ''))
    const extent = child(shape, 'wp:extent')
    return isLine ? [emuToPt(numberIn(extent, 'cx') ?? 0)] : []
  })
  if (shapes.length > 0) return shapes
  return deep(paragraph, 'v:line').map((line) => {
    const x = (name: string) => Number.parseFloat((attribute(line, name) ?? '').split(',')[0] ?? '')
    const length = Math.abs(x('to') - x('from'))
    return Number.isFinite(length) ? length : 0
  })
}
