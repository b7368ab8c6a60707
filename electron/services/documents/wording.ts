/** The fixed words of the form in both languages, and the lines made from them: the two writers must not differ by a letter. */
import { nation } from '#shared/documents/decree30.ts'
import type { DocumentModel } from '#shared/documents/model.ts'

interface Wording {
  readonly languageTag: string
  readonly nationName: string
  readonly motto: string
  readonly number: string
  readonly addressee: string
  readonly recipients: string
}

/** English names as the state's own translations give them. */
const wordings: Record<DocumentModel['language'], Wording> = {
  vi: {
    languageTag: 'vi-VN',
    nationName: nation.name,
    motto: nation.motto,
    number: 'Số:',
    addressee: 'Kính gửi:',
    recipients: 'Nơi nhận:'
  },
  en: {
    languageTag: 'en-GB',
    nationName: 'SOCIALIST REPUBLIC OF VIET NAM',
    motto: 'Independence - Freedom - Happiness',
    number: 'No.:',
    addressee: 'To:',
    recipients: 'Recipients:'
  }
}

export const wordingOf = (model: DocumentModel): Wording => wordings[model.language]

/** No-break spaces, since ordinary ones at a line's end or in XML may be dropped. */
const roomForNumber = '\u00A0'.repeat(8)

/** "Số: 05/BC-HTQT" (box 3); without a number, room to write one. */
export function numberLine(head: NonNullable<DocumentModel['head']>, wording: Wording): string {
  const symbol = head.symbol === '' ? '' : `/${head.symbol}`
  return `${wording.number} ${head.number ?? roomForNumber}${symbol}`
}

/** Receivers as boxes 9a and 9b want them: a line each, "- …;", the last one ending in a full stop. */
export function receiverLines(receivers: readonly string[]): string[] {
  return receivers.map((receiver, index) => {
    const name = receiver.replace(/^[-–]\s*/, '').replace(/[;\s]+$/, '')
    const isLast = index === receivers.length - 1
    return `- ${name}${isLast ? (name.endsWith('.') ? '' : '.') : ';'}`
  })
}
