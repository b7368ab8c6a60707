/** The layout rules of Decree 30/2020/NĐ-CP, Appendix I, one by one: what each asks for, where it stands, and whether a file keeps it. */
import { headRules } from './head-rules.ts'
import { pageRules, textRules } from './page-and-text-rules.ts'
import type { Rule } from './rule.ts'
import { signatureRules } from './signature-rules.ts'

export const decree30Rules: readonly Rule[] = [...pageRules, ...headRules, ...textRules, ...signatureRules]
