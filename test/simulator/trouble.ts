/** What may go wrong with the file calls of one step: drawn before the step begins. */
import type { Dice } from './dice.ts'
import type { Call, Verdict } from './mounts.ts'

type Manner = Verdict['manner']
export interface Trouble {
  readonly said: string
  readonly verdict: (call: Call) => Verdict | null
  readonly listing?: (names: string[]) => string[]
}

const dropCodes = ['EIO', 'ENOENT', 'ESTALE', 'ETIMEDOUT', 'ECONNRESET', 'UNKNOWN', 'EHOSTDOWN', 'EACCES', 'EPERM'] as const
const fullCodes = ['ENOSPC', 'EDQUOT'] as const
const manners: readonly Manner[] = ['refused', 'torn', 'late']

/** The n-th call fails, alone or with all that follow it. */
function dropped(dice: Dice): Trouble {
  const code = dice.oneOf(dropCodes)
  const manner = dice.oneOf(manners)
  const stays = dice.hits(50)
  let left = dice.below(dice.oneOf([4, 12, 60]))
  return {
    said: `${code} after ${left} calls, ${manner}${stays ? ', and stays' : ''}`,
    verdict: () => {
      left -= 1
      if (left === -1) return { code, manner }
      return left < 0 && stays ? { code, manner: 'refused' } : null
    }
  }
}

/** Only reading goes on. */
function readOnly(dice: Dice): Trouble {
  const code = dice.oneOf(['EACCES', 'EPERM', 'EROFS'] as const)
  return { said: `read-only, ${code}`, verdict: ({ writes }) => (writes ? { code, manner: 'refused' } : null) }
}

/** No room any more after some writes. */
export function full(dice: Dice, most = 8): Trouble {
  const code = dice.oneOf(fullCodes)
  const torn = dice.hits(50)
  let room = dice.below(most)
  const grows = new Set(['open', 'write', 'append', 'mkdir'])
  return {
    said: `${code} after ${room} writes`,
    verdict: ({ writes, name }) => {
      if (!writes || !grows.has(name)) return null
      room -= 1
      return room < 0 ? { code, manner: torn ? 'torn' : 'refused' } : null
    }
  }
}

/** A virus scanner holds each new file for a while. */
function busy(dice: Dice): Trouble {
  const code = dice.oneOf(['EBUSY', 'EPERM', 'EACCES'] as const)
  const times = 1 + dice.below(12)
  let left = times
  return {
    said: `${code} at ${times} renames`,
    verdict: ({ name }) => {
      if (name !== 'rename' || left === 0) return null
      left -= 1
      return { code, manner: 'refused' }
    }
  }
}

/** Part of each listing is missing. */
function partial(dice: Dice): Trouble {
  const share = 1 + dice.below(3)
  return {
    said: `listings without ${share} in 4`,
    verdict: () => null,
    listing: (names) => names.filter(() => dice.below(4) >= share)
  }
}

export function shareTrouble(dice: Dice): Trouble {
  return dice.weighted([
    [5, dropped],
    [1, readOnly],
    [2, full],
    [2, busy],
    [2, partial]
  ])(dice)
}
