/**
 * Edits that are not on the laptop's disk yet (the host went away), kept in the browser's own storage so that a reload does not lose
 * them. Each keeps its edit id: one that had in fact been saved is recognised by the journal and not repeated.
 */
import type { EditWish } from '../replica/worker-api.ts'

const prefix = 'waiting-wish:'
const counterKey = 'waiting-wish-count'

interface Kept {
  /** Order in which the edits were made; a clock may stand still or jump. */
  readonly place: number
  readonly wish: EditWish
}

/** Keeps its place when it is remembered again after a reload. Storage that is full must not stop the edit itself. */
export function rememberWish(wish: EditWish): void {
  const key = prefix + wish.editId
  if (localStorage.getItem(key) !== null) return
  try {
    const place = Number(localStorage.getItem(counterKey) ?? 0) + 1
    localStorage.setItem(counterKey, String(place))
    localStorage.setItem(key, JSON.stringify({ place, wish } satisfies Kept))
  } catch {
    // Full: the edit is still in the queue, and saved as soon as the host answers.
  }
}

export function forgetWish(wish: EditWish): void {
  localStorage.removeItem(prefix + wish.editId)
}

/** In the order they were made. */
export function waitingWishes(): EditWish[] {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(prefix))
    .map((key) => JSON.parse(localStorage.getItem(key) ?? 'null') as Kept)
    .sort((a, b) => a.place - b.place)
    .map((kept) => kept.wish)
}
