/** Lets programs run until nothing moves any more; of several at once, chance says whose file call is carried out next. */
import type { Dice } from './dice.ts'

export class Hangs extends Error {}

/** What does not go on after so many looks waits for something that never comes. A module may be loaded at its first use: from a real disk. */
const patience = 20_000

export interface Pace {
  /** For the mounts: null while only one program runs. */
  readonly turn: () => Promise<void> | null
  readonly toEnd: <Value>(runs: readonly Run<Value>[], dice: Dice) => Promise<Outcome<Value>[]>
}
export interface Run<Value> {
  readonly work: () => Promise<Value>
  readonly isDead: () => boolean
}
export type Outcome<Value> =
  | { readonly state: 'done'; readonly value: Value }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'dead' }

/** Nothing in the simulation waits for a clock: when the loop comes round, everything has gone as far as it can. */
const standstill = () => new Promise<void>((done) => setImmediate(done))

export function newPace(): Pace {
  const waiting: (() => void)[] = []
  let inTurns = false
  return {
    turn: () => (inTurns ? new Promise<void>((go) => waiting.push(go)) : null),
    toEnd: async (runs, dice) => {
      const outcomes: (Outcome<(typeof runs)[number] extends Run<infer Value> ? Value : never> | null)[] = runs.map(() => null)
      inTurns = runs.length > 1
      for (const [index, { work }] of runs.entries()) {
        void work().then(
          (value) => {
            outcomes[index] = { state: 'done', value }
          },
          (error: unknown) => {
            outcomes[index] = { state: 'failed', error }
          }
        )
      }
      for (let still = 0; still < patience; ) {
        await standstill()
        const next = waiting.length > 0 ? waiting.splice(dice.below(waiting.length), 1)[0] : undefined
        next?.()
        still = next ? 0 : still + 1
        const isOver = runs.every((run, index) => outcomes[index] !== null || run.isDead())
        // Once more: what a program began by itself ends in here too.
        if (isOver && still > 1) break
      }
      inTurns = false
      return runs.map((run, index) => {
        const outcome = outcomes[index]
        if (run.isDead()) return { state: 'dead' }
        if (!outcome) throw new Hangs('a program waits for ever')
        return outcome
      })
    }
  }
}
