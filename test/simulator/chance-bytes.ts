/** Keys, salts and temporary names from the seed, so that a schedule is the same to the last byte when it is run again. */
import { type Dice, seededDice } from './dice.ts'

let dice: Dice = seededDice(0, 'keys')

export function seedBytes(seed: number): void {
  dice = seededDice(seed, 'keys')
}

export function chanceBytes(size: number): Buffer {
  return Buffer.from(dice.bytes(size))
}
