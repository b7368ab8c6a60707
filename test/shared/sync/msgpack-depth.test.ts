import { encode } from '@msgpack/msgpack'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assertShallow } from '#shared/sync/msgpack-depth.ts'

const depthOf = (value: unknown): number => {
  const inner = Array.isArray(value)
    ? value
    : value && typeof value === 'object' && !(value instanceof Uint8Array)
      ? Object.values(value)
      : null
  if (!inner || inner.length === 0) return 0
  return 1 + Math.max(...inner.map(depthOf))
}

describe('a body of MessagePack values', () => {
  it('passes when nothing nests deeper than allowed, and only then', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 6 },
        fc.string(),
        fc.integer(),
        fc.double({ noNaN: true }),
        fc.boolean(),
        fc.constant(null),
        fc.uint8Array(),
        fc.array(tie('any'), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie('any'), { maxKeys: 3 })
      )
    })).any
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), fc.integer({ min: 1, max: 6 }), (values, limit) => {
        const bytes = new Uint8Array(values.flatMap((one) => [...encode(one)]))
        const tooDeep = values.some((one) => depthOf(one) > limit)
        if (tooDeep) expect(() => assertShallow(bytes, limit)).toThrow(RangeError)
        else expect(() => assertShallow(bytes, limit)).not.toThrow()
      }),
      { ...(process.env.FC_SEED && { seed: Number(process.env.FC_SEED) }) }
    )
  })

  it('of two hundred million nested lists is refused at the first few of them', () => {
    expect(() => assertShallow(new Uint8Array(20_000_000).fill(0x91), 8)).toThrow('nest deeper than 8')
  })
})
