/** Chance that can be repeated: the seed is printed, and `FC_SEED=… npm test` runs that very case again. */
export interface Chance {
  readonly seed: number
  /** A whole number from 0 up to and without `end`. */
  readonly below: (end: number) => number
}

export function seededChance(seed = Number(process.env.FC_SEED) || Math.floor(Math.random() * 2 ** 31)): Chance {
  let state = seed | 0
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { seed, below: (end) => Math.floor(next() * end) }
}
