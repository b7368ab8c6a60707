/** Boxes 7 and 9b of Decree 30/2020/NĐ-CP, Appendix I: who signs, who receives. */
import type { LaidParagraph } from './read-layout.ts'
import { each, fail, hasSize, ifThere, isPlain, like, none, ofHead, one, quoted, type Rule, titles, when } from './rule.ts'

export const signatureRules: readonly Rule[] = [
  {
    id: 'authority',
    source: 'II.7',
    asks: 'authority and post of the signer in capitals, 13–14 pt bold, centred',
    check: ofHead(
      ({ authority }) => authority,
      'nobody signs',
      (found) => like(found, { low: 13, high: 14, upper: true, bold: true, italic: false, centred: true })
    )
  },
  {
    id: 'signer',
    source: 'II.7',
    asks: 'the signer’s name, 13–14 pt bold, centred, without title or degree',
    check: ifThere(
      ({ signer }) => signer,
      (found) => {
        const titled = found.find(({ text }) => titles.test(text.trim()))
        return titled
          ? fail(`${quoted(titled)} has a title or degree before the name`)
          : like(found, { low: 13, high: 14, bold: true, italic: false, centred: true })
      }
    )
  },
  {
    id: 'recipients-title',
    source: 'II.9b',
    asks: '“Nơi nhận:”, 12 pt bold italic',
    check: (checked) => {
      if (checked.isWorkingPaper || checked.elements.documentType?.text.trim() === 'BIÊN BẢN') return none
      const found = one(checked.elements.recipientsTitle)
      return found.length === 0 ? fail('“Nơi nhận” is missing') : like(found, { low: 12, high: 12, bold: true, italic: true })
    }
  },
  {
    id: 'recipients',
    source: 'II.9b',
    asks: 'receivers 11 pt upright, “- …;” each, “- Lưu: VT, ….” last',
    check: ifThere(
      ({ recipients }) => recipients,
      (found) => {
        const look = each(
          found,
          (paragraph) => hasSize(paragraph, 11, 11) && isPlain(paragraph),
          (paragraph) => `${quoted(paragraph)} is not 11 pt upright`
        )
        if (look.state === 'fail') return look
        const wrong = found.find(
          ({ text }, index) => !(index === found.length - 1 ? /^[-–] .+\.$/ : /^[-–] .+;$/).test(text.trim())
        )
        if (wrong) return fail(`${quoted(wrong)} is not “- …;” or, the last, “- ….”`)
        return when(
          /^[-–] Lưu:/.test(found.at(-1)?.text.trim() ?? ''),
          `the last receiver is ${quoted(found.at(-1) as LaidParagraph)}, not “- Lưu: …”`
        )
      }
    )
  }
]
