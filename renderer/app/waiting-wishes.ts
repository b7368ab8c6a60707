/**
 * Edits that are not on the laptop's disk yet (the host went away), kept in the browser's own storage so that a reload does not lose
 * them. Each keeps its edit id: one that had in fact been saved is recognised and not repeated.
 */
import type { EditWish } from '../replica/worker-api.ts'

const prefix = 'waiting-wish:'

export function rememberWish(wish: EditWish): void {
  localStorage.setItem(prefix + wish.editId, JSON.stringify({ at: Date.now(), wish }))
}

export function forgetWish(wish: EditWish): void {
  localStorage.removeItem(prefix + wish.editId)
}

/** In the order they were made. */
export function waitingWishes(): EditWish[] {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(prefix))
    .map((key) => JSON.parse(localStorage.getItem(key) ?? 'null') as { at: number; wish: EditWish })
    .sort((a, b) => a.at - b.at)
    .map((kept) => kept.wish)
}
