/**
 * Layout figures of Decree 30/2020/NĐ-CP, Appendix I, part I, as named constants. Where the decree gives a range, the value we use
 * stands inside it. Lengths in millimetres, type sizes and paragraph spacing in points.
 */

/** A4 portrait. */
export const paper = { widthMm: 210, heightMm: 297 } as const

/** Top and bottom 20–25, left 30–35, right 15–20. */
export const margins = { topMm: 20, bottomMm: 20, leftMm: 30, rightMm: 20 } as const

/** Times New Roman, black. Tinos has the same widths and may be embedded. */
export const fontFamily = 'Times New Roman'

/** Body 13–14, justified, first line 1 or 1.27 cm, at least 6 pt between paragraphs, line spacing from single to 1.5. */
export const body = { sizePt: 14, firstLineMm: 12.7, spaceAfterPt: 6, lineSpacing: 1.15 } as const

/**
 * Box 1: national name 12–13 bold upper case; motto 13–14 bold with a rule as long as the text. The smaller sizes leave the name room to
 * stay on its one line where Times New Roman is replaced by a wider font.
 */
export const nation = {
  name: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  motto: 'Độc lập - Tự do - Hạnh phúc',
  nameSizePt: 12,
  mottoSizePt: 13
} as const

/** Box 2: governing body upright, issuing body bold, both 12–13; a rule of 1/3 to 1/2 of the line below. */
export const issuer = { sizePt: 12, ruleShare: 0.4 } as const

/** Box 3: number and symbol, 13 upright. Box 4: place and date, 13–14 italic. */
export const numberAndSymbol = { sizePt: 13 } as const
export const placeAndDate = { sizePt: 14 } as const

/** Box 5b: "V/v …" of an official letter, 12–13 upright, 6 pt below the number. */
export const letterSubject = { sizePt: 12 } as const

/** Box 5a: type and subject, 13–14 bold, centred; a rule of 1/3 to 1/2 below the subject. */
export const subject = { sizePt: 14, ruleShare: 0.4 } as const

/** Box 7: authority, post and name of the signer, 13–14 bold. */
export const signature = { sizePt: 14 } as const

/** Box 9b: "Nơi nhận" 12 bold italic, receivers 11 upright. */
export const recipients = { titleSizePt: 12, sizePt: 11 } as const

/** Box 11: handling mark, 13–14 bold upper case, boxed. */
export const handlingStamp = { sizePt: 13 } as const

/** Arabic numbers, 13–14 upright, centred in the top margin, not on page 1. */
export const pageNumber = { sizePt: 14 } as const

/** Tables may be set smaller than body text; the decree leaves them free. */
export const table = { sizePt: 12 } as const
