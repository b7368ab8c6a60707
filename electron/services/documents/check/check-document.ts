/** Reads any .docx, ours or another program's, and says of each rule of Decree 30/2020/NĐ-CP whether it is kept. */
import { createTextMeasure } from '../text-measure.ts'
import { decree30Rules } from './decree30-rules.ts'
import { findElements } from './find-elements.ts'
import { readLayout } from './read-layout.ts'
import type { Finding, Rule } from './rule.ts'

export interface DocumentCheck {
  /** A working paper or an annex: without the head of an official document, the rules about it are passed over. */
  readonly isWorkingPaper: boolean
  readonly findings: readonly { readonly rule: Rule; readonly finding: Finding }[]
}

/** Throws `NotADocument`. */
export async function checkDocument(bytes: Uint8Array): Promise<DocumentCheck> {
  const layout = readLayout(bytes)
  const elements = findElements(layout)
  const { nation, motto, number } = elements
  const isWorkingPaper = nation.length === 0 && motto === null && number === null
  const checked = { layout, elements, measure: await createTextMeasure(), isWorkingPaper }
  return { isWorkingPaper, findings: decree30Rules.map((rule) => ({ rule, finding: rule.check(checked) })) }
}
