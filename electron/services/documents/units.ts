/** Word counts in twentieths of a point, type in half-points, borders in eighths; PDF counts in points. */
const pointsPerMm = 72 / 25.4

export const mmToPt = (mm: number): number => mm * pointsPerMm
export const ptToTwips = (pt: number): number => Math.round(pt * 20)
export const mmToTwips = (mm: number): number => ptToTwips(mmToPt(mm))
export const ptToHalfPoints = (pt: number): number => Math.round(pt * 2)
export const ptToEighths = (pt: number): number => Math.round(pt * 8)
