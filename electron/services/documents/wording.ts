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
  readonly pictureMissing: string
  /** Of a paper whose pages the file cannot hold. */
  readonly pagesElsewhere: (count: number) => string
  readonly pagesMissing: string
}

/** English names as the state's own translations give them. */
const wordings: Record<DocumentModel['language'], Wording> = {
  vi: {
    languageTag: 'vi-VN',
    nationName: nation.name,
    motto: nation.motto,
    number: 'Số:',
    addressee: 'Kính gửi:',
    recipients: 'Nơi nhận:',
    pictureMissing: '(ảnh chưa có trên máy lập hồ sơ)',
    pagesElsewhere: (count) => `Văn bản gồm ${count} trang, in đầy đủ trong bản PDF của hồ sơ này.`,
    pagesMissing: 'Văn bản chưa có trên máy lập hồ sơ, hoặc tệp không đọc được; xem bản gốc.'
  },
  en: {
    languageTag: 'en-GB',
    nationName: 'SOCIALIST REPUBLIC OF VIET NAM',
    motto: 'Independence - Freedom - Happiness',
    number: 'No.:',
    addressee: 'To:',
    recipients: 'Recipients:',
    pictureMissing: '(picture not on the laptop that made this file)',
    pagesElsewhere: (count) => `This paper of ${count} pages is printed in full in the PDF of this packet.`,
    pagesMissing: 'This paper was not on the laptop that made this file, or could not be read; see the original.'
  },
  fr: {
    languageTag: 'fr-FR',
    nationName: 'RÉPUBLIQUE SOCIALISTE DU VIET NAM',
    motto: 'Indépendance - Liberté - Bonheur',
    number: 'N° :',
    addressee: 'À :',
    recipients: 'Destinataires :',
    pictureMissing: '(photo absente du poste qui a établi ce document)',
    pagesElsewhere: (count) => `Ce document de ${count} pages figure en entier dans la version PDF.`,
    pagesMissing: 'Ce document était absent du poste, ou illisible ; voir l’original.'
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
