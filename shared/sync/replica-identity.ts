/** The identity file of a replica: FORMAT.md section 2. */
import { strFromU8, strToU8 } from 'fflate'
import { z } from 'zod'
import { hashOf } from './bytes.ts'

const format = z.literal('cooperation-desk-replica')
const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`))
const newerSchema = z.looseObject({ format, version: z.number().int().min(3) })
const openSchema = z.looseObject({
  format,
  version: z.literal(1),
  office: hex(32),
  name: z.string().max(200),
  sample: z.boolean().default(false)
})
const sealedSchema = z.looseObject({
  format,
  version: z.literal(2),
  office: hex(32),
  founder: hex(64),
  recovery: hex(64),
  nonce: hex(32)
})

/** Readable by whoever holds its files: the sample office, and offices that were made before there were keys. */
export interface OpenIdentity {
  readonly kind: 'open'
  readonly id: string
  readonly name: string
  readonly sample: boolean
}
/** Encrypted and signed. What it is called stands in the roster, where only members read it. */
export interface SealedIdentity {
  readonly kind: 'sealed'
  readonly id: string
  /** Signing key of the laptop that founded it. */
  readonly founder: string
  /** Signing key that follows from the printed one. */
  readonly recovery: string
  readonly nonce: string
}
export type Identity = OpenIdentity | SealedIdentity

export type IdentityReading =
  | { readonly state: 'ours'; readonly identity: Identity }
  | { readonly state: 'newer' }
  | { readonly state: 'unreadable' }

/** An office's number is the print of the keys it begins with: who swaps one of them has another office. */
export const officeIdOf = (founder: string, recovery: string, nonce: string): string =>
  hashOf(strToU8(`cooperation-desk office ${founder} ${recovery} ${nonce}`)).slice(0, 32)

export function sealedIdentity(founder: string, recovery: string, nonce: string): SealedIdentity {
  return { kind: 'sealed', id: officeIdOf(founder, recovery, nonce), founder, recovery, nonce }
}

export function writeIdentity(identity: Identity): Uint8Array {
  const format = 'cooperation-desk-replica'
  const file =
    identity.kind === 'open'
      ? { format, version: 1, office: identity.id, name: identity.name, sample: identity.sample }
      : { format, version: 2, office: identity.id, founder: identity.founder, recovery: identity.recovery, nonce: identity.nonce }
  return strToU8(`${JSON.stringify(file, null, 2)}\n`)
}

export function readIdentity(bytes: Uint8Array): IdentityReading {
  try {
    const file: unknown = JSON.parse(strFromU8(bytes))
    // The version before the rest: what a newer program writes there may have another shape.
    if (newerSchema.safeParse(file).success) return { state: 'newer' }
    const open = openSchema.safeParse(file)
    if (open.success) {
      const { office, name, sample } = open.data
      return { state: 'ours', identity: { kind: 'open', id: office, name, sample } }
    }
    const sealed = sealedSchema.safeParse(file)
    if (!sealed.success) return { state: 'unreadable' }
    const identity = sealedIdentity(sealed.data.founder, sealed.data.recovery, sealed.data.nonce)
    return identity.id === sealed.data.office ? { state: 'ours', identity } : { state: 'unreadable' }
  } catch {
    return { state: 'unreadable' }
  }
}
