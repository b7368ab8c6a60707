/**
 * A set of statements that each name what they build on, in one order, with the question of who knew what. Kept as bits: a roster of
 * thousands of statements is worked out in a moment.
 */
export interface Links {
  readonly hash: string
  /** Hashes of what it builds on. */
  readonly basis: readonly string[]
}

export interface CausalOrder<One> {
  /** What everything builds on comes first; of two that do not know of each other, the one with the smaller hash. */
  readonly ordered: readonly One[]
  /** Something they build on is not there. */
  readonly waiting: readonly One[]
  readonly has: (hash: string) => boolean
  /** Whether the writer of `later` knew `earlier`. */
  readonly knew: (later: string, earlier: string) => boolean
  /** How many the writer knew. */
  readonly knownTo: (hash: string) => number
}

export function causalOrder<One extends Links>(all: readonly One[]): CausalOrder<One> {
  const byHash = new Map(all.map((one) => [one.hash, one]))
  const followers = new Map<string, One[]>()
  const missing = new Map<string, number>()
  for (const one of byHash.values()) {
    const basis = new Set(one.basis)
    missing.set(one.hash, basis.size)
    for (const hash of basis) followers.set(hash, [...(followers.get(hash) ?? []), one])
  }
  const ordered: One[] = []
  const byHashOrder = (a: One, b: One) => (a.hash < b.hash ? -1 : 1)
  let ready = Array.from(byHash.values()).filter((one) => missing.get(one.hash) === 0)
  while (ready.length > 0) {
    ready.sort(byHashOrder)
    const next: One[] = []
    for (const one of ready) {
      ordered.push(one)
      for (const follower of followers.get(one.hash) ?? []) {
        const left = (missing.get(follower.hash) ?? 0) - 1
        missing.set(follower.hash, left)
        if (left === 0) next.push(follower)
      }
    }
    ready = next
  }
  const place = new Map(ordered.map((one, at) => [one.hash, at]))
  const words = Math.ceil(ordered.length / 32)
  const past: Uint32Array[] = []
  for (const [at, one] of ordered.entries()) {
    const bits = new Uint32Array(words)
    for (const hash of one.basis) {
      const before = place.get(hash)
      if (before === undefined) continue
      bits[before >> 5] = (bits[before >> 5] ?? 0) | (1 << (before & 31))
      past[before]?.forEach((word, index) => {
        bits[index] = (bits[index] ?? 0) | word
      })
    }
    past[at] = bits
  }
  return {
    ordered,
    waiting: Array.from(byHash.values()).filter((one) => !place.has(one.hash)),
    has: (hash) => place.has(hash),
    knew: (later, earlier) => {
      const [from, to] = [place.get(later), place.get(earlier)]
      if (from === undefined || to === undefined) return false
      return (((past[from]?.[to >> 5] ?? 0) >>> (to & 31)) & 1) === 1
    },
    knownTo: (hash) => countBits(past[place.get(hash) ?? -1])
  }
}

function countBits(bits: Uint32Array | undefined): number {
  let count = 0
  for (let word of bits ?? []) for (; word !== 0; word &= word - 1) count += 1
  return count
}
