/**
 * What must not be parted by a page's end. pdfmake drops, without a word, a piece that is told not to break and is higher than a
 * page; so a piece is told so only when its measured height leaves a fifth of the page to spare.
 */
import type { Content } from 'pdfmake/interfaces'
import { contentHeightPt } from '../layout.ts'

export const fitsPage = (heightPt: number): boolean => heightPt <= contentHeightPt * 0.8

export function unbroken(node: Content, heightPt: number): Content {
  return fitsPage(heightPt) ? { stack: [node], unbreakable: true } : node
}

/**
 * Keeps a node with the beginning of what follows: it is set as one piece with empty room below it, and the following goes up into that
 * room. The library's own way lays out the whole document again for each such place, which takes minutes for a long packet.
 */
export function withRoomBelow(node: Content, heightPt: number, roomPt: number): Content {
  if (roomPt === 0 || !fitsPage(heightPt + roomPt)) return node
  return { stack: [node, { stack: [], margin: [0, 0, 0, roomPt] }], unbreakable: true, margin: [0, 0, 0, -roomPt] }
}
