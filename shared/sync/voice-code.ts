/**
 * The code that two people compare by voice before a laptop is let in: FORMAT.md section 4. It is made from the office's founding key
 * and the newcomer's keys, so both see the same digits only when nobody in between has changed either.
 */
import { strToU8 } from 'fflate'
import { hashOf } from './bytes.ts'

const groups = 6
const digitsInGroup = 4

/** Six groups of four digits (about 79 bits). */
export function voiceCode(office: string, founder: string, newcomerSigner: string, newcomerSealTo: string): string {
  const print = BigInt(
    `0x${hashOf(strToU8(`cooperation-desk voice code ${office} ${founder} ${newcomerSigner} ${newcomerSealTo}`))}`
  )
  const digits = (print % 10n ** BigInt(groups * digitsInGroup)).toString().padStart(groups * digitsInGroup, '0')
  return digits.match(/\d{4}/g)?.join(' ') ?? digits
}
