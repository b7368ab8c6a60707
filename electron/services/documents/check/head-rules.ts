/** Boxes 1 to 5 and 9a of Decree 30/2020/NĐ-CP, Appendix I: the head of a paper. */
import { isAllBold } from './find-elements.ts'
import type { LaidParagraph } from './read-layout.ts'
import { fail, ifThere, like, none, ofHead, one, pt, quoted, type Rule, ruleBelow, textPt, when } from './rule.ts'

export const headRules: readonly Rule[] = [
  {
    id: 'national-name',
    source: 'II.1',
    asks: 'the nation’s name in capitals, 12–13 pt bold, on one line',
    check: ofHead(
      ({ nation }) => nation,
      'the nation’s name is missing',
      (nation, { measure }) => {
        const [name] = nation
        if (!name || nation.length > 1 || name.text.includes('\n')) return fail('the nation’s name is broken over two lines')
        if (textPt(name, measure) > name.widthPt)
          return fail(
            `the nation’s name needs ${pt(textPt(name, measure))} and has ${pt(name.widthPt)}: it breaks over two lines`
          )
        return like(nation, { low: 12, high: 13, upper: true, bold: true, italic: false, centred: true })
      }
    )
  },
  {
    id: 'motto',
    source: 'II.1',
    asks: '“Độc lập - Tự do - Hạnh phúc”, 13–14 pt bold, centred, hyphens between spaces',
    check: ofHead(
      ({ motto }) => one(motto),
      'the motto is missing',
      (motto) =>
        motto[0]?.text.trim() === 'Độc lập - Tự do - Hạnh phúc'
          ? like(motto, { low: 13, high: 14, bold: true, italic: false, centred: true })
          : fail(`the motto reads ${motto[0] ? quoted(motto[0]) : ''}`)
    )
  },
  {
    id: 'motto-rule',
    source: 'II.1',
    asks: 'a solid rule below the motto, as long as its text',
    check: ofHead(
      ({ motto }) => one(motto),
      'the motto is missing',
      ([motto], checked) => ruleBelow(motto as LaidParagraph, checked, 0.93, 1.07)
    )
  },
  {
    id: 'governing-body',
    source: 'II.2',
    asks: 'the body above in capitals, 12–13 pt upright, not bold',
    check: ifThere(
      ({ issuers }) =>
        issuers.slice(0, -1).filter((issuer) => !isAllBold(issuer) || issuers.filter(isAllBold).length === issuers.length),
      (found) => like(found, { low: 12, high: 13, upper: true, bold: false, italic: false, centred: true })
    )
  },
  {
    id: 'issuing-body',
    source: 'II.2',
    asks: 'the issuing body in capitals, 12–13 pt bold, a rule of a third to a half of the line below',
    check: ofHead(
      ({ issuers }) => issuers.slice(-1),
      'the issuing body is missing',
      (issuers, checked) => {
        const look = like(issuers, { low: 12, high: 13, upper: true, bold: true, italic: false, centred: true })
        return look.state === 'fail' ? look : ruleBelow(issuers[0] as LaidParagraph, checked, 1 / 3 - 0.02, 1 / 2 + 0.02)
      }
    )
  },
  {
    id: 'number',
    source: 'II.3',
    asks: '“Số: 05/BC-HTQT”, 13 pt upright, centred; a zero before numbers below ten, no spaces in the symbol',
    check: ofHead(
      ({ number }) => one(number),
      'number and symbol are missing',
      (found) => {
        const text = found[0]?.text.trim() ?? ''
        const match = /^Số:[\s\u00A0]*([^/]*)\/(\S+)$/.exec(text)
        if (!match) return fail(`${text} is not “Số: number/symbol”`)
        const [, number = '', symbol = ''] = match
        if (/^[1-9]$/.test(number.trim())) return fail(`number ${number.trim()} needs a zero before it`)
        if (!/^[\p{Lu}\p{N}Đa-zđ-]+(-[\p{L}\p{N}]+)*$/u.test(symbol)) return fail(`the symbol reads ${symbol}`)
        return like(found, { low: 13, high: 13, bold: false, italic: false, centred: true })
      }
    )
  },
  {
    id: 'place-and-date',
    source: 'II.4',
    asks: 'place and date, 13–14 pt italic, centred; a zero before days below ten and before January and February only',
    check: (checked) => {
      if (checked.isWorkingPaper) return none
      const isMinutes = checked.elements.documentType?.text.trim() === 'BIÊN BẢN'
      const found = one(checked.elements.placeAndDate)
      if (isMinutes) return when(found.length === 0, 'minutes have no place and date in the head')
      if (!found[0]) return fail('place and date are missing')
      const [, day = '', month = ''] = /ngày\s+(\S+)\s+tháng\s+(\S+)\s+năm/.exec(found[0].text) ?? []
      if (/^[1-9]$/.test(day)) return fail(`day ${day} needs a zero before it`)
      if (/^[12]$/.test(month)) return fail(`month ${month} needs a zero before it`)
      if (/^0[3-9]$/.test(month)) return fail(`month ${month} has no zero before it`)
      return like(found, { low: 13, high: 14, bold: false, italic: true, centred: true })
    }
  },
  {
    id: 'document-type',
    source: 'II.5a',
    asks: 'the type of document in capitals, 13–14 pt bold, centred',
    check: (checked) => {
      if (checked.isWorkingPaper || checked.elements.regarding) return none
      const found = one(checked.elements.documentType)
      return found.length === 0
        ? fail('the type of document is missing')
        : like(found, { low: 13, high: 14, upper: true, bold: true, italic: false, centred: true })
    }
  },
  {
    id: 'subject',
    source: 'II.5a',
    asks: 'what it is about, 13–14 pt bold, centred, a rule of a third to a half of the line below',
    check: (checked) => {
      const { documentType, subject } = checked.elements
      if (checked.isWorkingPaper || !documentType) return none
      if (subject.length === 0) return fail('it does not say what it is about')
      const look = like(subject, { low: 13, high: 14, upper: false, bold: true, italic: false, centred: true })
      return look.state === 'fail' ? look : ruleBelow(subject.at(-1) as LaidParagraph, checked, 1 / 3 - 0.02, 1 / 2 + 0.02)
    }
  },
  {
    id: 'letter-subject',
    source: 'II.5b',
    asks: '“V/v …” of an official letter, 12–13 pt upright, centred below the number',
    check: ifThere(
      ({ regarding }) => one(regarding),
      (found) => like(found, { low: 12, high: 13, bold: false, italic: false, centred: true })
    )
  },
  {
    id: 'addressee',
    source: 'II.9a',
    asks: '“Kính gửi:”, 13–14 pt upright',
    check: ifThere(
      ({ addressee }) => one(addressee),
      (found) => like(found, { low: 13, high: 14, italic: false, bold: false })
    )
  }
]
