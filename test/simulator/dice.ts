/** Everything that is left to chance in a schedule, drawn from its seed and from nothing else. */
import { type Chance, seededChance } from '../support/seeded-random.ts'

export interface Dice extends Chance {
  readonly hits: (percent: number) => boolean
  readonly oneOf: <Value>(values: readonly Value[]) => Value
  /** Each choice as often as its weight says. */
  readonly weighted: <Value>(choices: readonly (readonly [number, Value])[]) => Value
  readonly bytes: (size: number) => Uint8Array
}

/** `purpose`: dice of one seed that must not disturb each other. */
export function seededDice(seed: number, purpose = ''): Dice {
  let mixed = seed | 0
  for (const letter of purpose) mixed = (Math.imul(mixed, 31) + (letter.codePointAt(0) ?? 0)) | 0
  const chance = seededChance(mixed)
  const { below } = chance
  return {
    ...chance,
    hits: (percent) => below(100) < percent,
    oneOf: (values) => {
      if (values.length === 0) throw new RangeError('nothing to choose from')
      return values[below(values.length)] as (typeof values)[number]
    },
    weighted: (choices) => {
      let left = below(choices.reduce((sum, [weight]) => sum + weight, 0))
      for (const [weight, value] of choices) {
        if (left < weight) return value
        left -= weight
      }
      throw new RangeError('nothing to choose from')
    },
    bytes: (size) => Uint8Array.from({ length: size }, () => below(256))
  }
}
