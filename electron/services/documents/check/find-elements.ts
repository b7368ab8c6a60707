/** Which paragraph is which box of Decree 30/2020/NĐ-CP, Appendix I, whoever wrote the file: known by what it says and where it stands. */
import { fold } from '#shared/text/fold.ts'
import type { LaidDocument, LaidParagraph } from './read-layout.ts'

export interface Elements {
  /** Not empty, in order. */
  readonly written: readonly LaidParagraph[]
  /** Box 1. More than one where the name is broken over paragraphs. */
  readonly nation: readonly LaidParagraph[]
  readonly motto: LaidParagraph | null
  /** Box 2: every line beside the nation's name. */
  readonly issuers: readonly LaidParagraph[]
  /** Box 3. */
  readonly number: LaidParagraph | null
  /** Box 4. */
  readonly placeAndDate: LaidParagraph | null
  /** Box 5a. */
  readonly documentType: LaidParagraph | null
  readonly subject: readonly LaidParagraph[]
  /** Box 5b. */
  readonly regarding: LaidParagraph | null
  /** Box 9a. */
  readonly addressee: LaidParagraph | null
  /** Box 6: running text and headings between the title and the signature. */
  readonly body: readonly LaidParagraph[]
  /** Box 9b. */
  readonly recipientsTitle: LaidParagraph | null
  readonly recipients: readonly LaidParagraph[]
  /** Box 7: authority, post and name, with the lines beside them for a second signer. */
  readonly authority: readonly LaidParagraph[]
  readonly signer: readonly LaidParagraph[]
  /** Lines drawn right below a paragraph, in itself or in the one after it. */
  readonly rulesBelow: (paragraph: LaidParagraph) => readonly number[]
}

const nationName = 'cong hoa xa hoi chu nghia viet nam'
const motto = /^doc lap\s*[-–]\s*tu do\s*[-–]\s*hanh phuc$/
const authorityWords =
  /^(tm\.|q\.|kt\.|tl\.|tuq\.|chu toa|thu ky|bo truong|thu truong|vu truong|cuc truong|giam doc|chanh van phong|pho |truong )/

const said = (paragraph: LaidParagraph): string => fold(paragraph.text).replace(/\s+/g, ' ').trim()
export const isUpper = (text: string): boolean => text === text.toUpperCase() && /\p{L}/u.test(text)
export const isAllBold = ({ runs }: LaidParagraph): boolean =>
  runs.length > 0 && runs.every((run) => run.bold || run.text.trim() === '')

export function findElements({ paragraphs }: LaidDocument): Elements {
  const written = paragraphs.filter((one) => one.text.trim() !== '')
  const nation = nationLines(written)
  const headCell = nation[0]?.cell ?? null
  const inHeadTable = (one: LaidParagraph) => headCell !== null && one.cell?.table === headCell.table
  const besideNation = written.filter(
    (one) => inHeadTable(one) && one.cell?.row === headCell?.row && one.cell?.column !== headCell?.column
  )
  const issuers = besideNation.filter((one) => !/^so:?/.test(said(one)) && !/^v\/v/.test(said(one)))
  const number = written.find((one) => /^so\s*:/.test(said(one))) ?? null
  const placeAndDate =
    written.find(
      (one) => /ngay .{1,12} thang .{1,12} nam/.test(said(one)) && said(one).length < 80 && one.cell?.table === headCell?.table
    ) ?? null
  const regarding = written.find((one) => /^v\/v\b/.test(said(one))) ?? null

  const lastOfHead = headCell ? written.findLastIndex(inHeadTable) : -1
  const signatureAt = signatureStart(written)
  const between = written.slice(lastOfHead + 1, signatureAt < 0 ? written.length : signatureAt)
  const title = nation.length === 0 || regarding ? [] : titleLines(between)
  const [documentType = null, ...subject] = title
  const rest = between.slice(title.length)
  const addressee = rest.find((one) => /^kinh gui/.test(said(one))) ?? null
  const ending = signatureAt < 0 ? [] : written.slice(signatureAt)
  const recipientsTitle = ending.find((one) => /^noi nhan/.test(said(one))) ?? null
  const recipients = ending.filter(
    (one) => recipientsTitle && one !== recipientsTitle && one.cell?.column === recipientsTitle.cell?.column
  )
  const signers = ending.filter((one) => one !== recipientsTitle && !recipients.includes(one))
  const authority = signers.filter((one) => isUpper(one.text.trim()))
  return {
    written,
    nation,
    motto:
      written.find((one) => motto.test(said(one))) ??
      written.find((one) => said(one).startsWith('doc lap') && inHeadTable(one)) ??
      null,
    issuers,
    number,
    placeAndDate,
    documentType,
    subject,
    regarding,
    addressee,
    body: rest.filter(
      (one, at) =>
        one.cell === null &&
        one !== addressee &&
        !isOfAddressee(rest, addressee, one) &&
        !isContentsLine(one) &&
        // What a picture shows is said below it, in the middle.
        !rest[at - 1]?.hasPicture
    ),
    recipientsTitle,
    recipients,
    authority,
    signer: signers.filter((one) => !authority.includes(one)),
    rulesBelow: (paragraph) => {
      const at = paragraphs.indexOf(paragraph)
      const next = paragraphs[at + 1]
      return [...paragraph.rulesPt, ...(next && next.text.trim() === '' ? next.rulesPt : [])]
    }
  }
}

/** The name alone, or over several paragraphs or lines: then it was broken. */
function nationLines(written: readonly LaidParagraph[]): LaidParagraph[] {
  const whole = written.find((one) => said(one) === nationName)
  if (whole) return [whole]
  const start = written.findIndex((one) => said(one).startsWith('cong hoa xa hoi'))
  const [first, second] = [written[start], written[start + 1]]
  return first && second && `${said(first)} ${said(second)}` === nationName ? [first, second] : []
}

/** A line in capitals, and the bold centred ones below it. */
function titleLines(between: readonly LaidParagraph[]): LaidParagraph[] {
  const [type] = between
  if (!type || type.cell !== null || !isUpper(type.text.trim()) || /^kinh gui/.test(said(type))) return []
  const end = between.findIndex(
    (one, at) => at > 0 && !(one.cell === null && one.align === 'centre' && one.runs.some((run) => run.bold))
  )
  return between.slice(0, end < 0 ? between.length : end)
}

/** A title, and behind a tab the page it begins on. */
const isContentsLine = ({ text }: LaidParagraph): boolean => /\t\d+\s*$/.test(text)

/** The last table, or the last lines, in which somebody signs. */
function signatureStart(written: readonly LaidParagraph[]): number {
  const last = written.findLastIndex((one) => authorityWords.test(said(one)) && isUpper(one.text.trim()))
  if (last < 0) return -1
  const { cell } = written[last] as LaidParagraph
  if (cell === null)
    return written.findIndex((one, at) => at <= last && at > last - 6 && (/^noi nhan/.test(said(one)) || one === written[last]))
  return written.findIndex((one) => one.cell?.table === cell.table)
}

/** "- …;" lines right below "Kính gửi:". */
function isOfAddressee(rest: readonly LaidParagraph[], addressee: LaidParagraph | null, one: LaidParagraph): boolean {
  const from = addressee ? rest.indexOf(addressee) : -1
  const at = rest.indexOf(one)
  return from >= 0 && at > from && rest.slice(from + 1, at + 1).every((line) => /^[-–]/.test(line.text.trim()))
}
