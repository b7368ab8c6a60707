/**
 * Whether a clock is wrong, judged by what others wrote: the exchange needs no clock, but what is overdue and what was written when does.
 * A pure function of values.
 */
import type { Row } from '#shared/sync/row.ts'

export interface FutureChange {
  readonly author: string
  /** Milliseconds since 1970, by the writer's clock. */
  readonly time: number
}
/** The latest change of each laptop that is dated after now. */
export type FutureChanges = ReadonlyMap<string, FutureChange>

/** More than a day and the widest difference between time zones that a clock can be set wrong by without anybody noticing. */
const toleranceMs = 26 * 3600 * 1000

export function withFutureChanges(known: FutureChanges, rows: readonly Row[], now: number): FutureChanges {
  const later = rows.filter(
    ({ updated }) => updated.time > now + toleranceMs && updated.time > (known.get(updated.device)?.time ?? 0)
  )
  if (later.length === 0) return known
  const all = new Map(known)
  for (const { updated } of later) {
    if (updated.time > (all.get(updated.device)?.time ?? 0))
      all.set(updated.device, { author: updated.author, time: updated.time })
  }
  return all
}

/** `ours`: two others agree, or this laptop's own changes say so. `one-of-two`: ours or theirs, nobody can say which. */
export type ClockDoubt = FutureChange & { readonly which: 'ours' | 'one-of-two' }

export function clockDoubt(changes: FutureChanges, ownDevice: string, now: number): ClockDoubt | null {
  const ahead = Array.from(changes).filter(([, { time }]) => time > now + toleranceMs)
  const newest = ahead.map(([, change]) => change).sort((a, b) => b.time - a.time)[0]
  if (!newest) return null
  const isOurs = ahead.length > 1 || ahead.some(([device]) => device === ownDevice)
  return { ...newest, which: isOurs ? 'ours' : 'one-of-two' }
}
