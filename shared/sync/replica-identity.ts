/** The identity file of a replica: FORMAT.md section 2. */
import { strFromU8, strToU8 } from 'fflate'
import { z } from 'zod'
import type { Office } from '../bridge/contract.ts'

const format = z.literal('cooperation-desk-replica')
const newerSchema = z.looseObject({ format, version: z.number().int().min(2) })
const identitySchema = z.looseObject({
  format,
  version: z.literal(1),
  office: z.string().regex(/^[0-9a-f]{32}$/),
  name: z.string().max(200),
  sample: z.boolean().default(false)
})

export type IdentityReading =
  | { readonly state: 'ours'; readonly office: Office }
  | { readonly state: 'newer' }
  | { readonly state: 'unreadable' }

export function writeIdentity(office: Office): Uint8Array {
  const identity = { format: 'cooperation-desk-replica', version: 1, office: office.id, name: office.name, sample: office.sample }
  return strToU8(`${JSON.stringify(identity, null, 2)}\n`)
}

export function readIdentity(bytes: Uint8Array): IdentityReading {
  try {
    const identity: unknown = JSON.parse(strFromU8(bytes))
    // The version before the rest: what a newer program writes there may have another shape.
    if (newerSchema.safeParse(identity).success) return { state: 'newer' }
    const parsed = identitySchema.safeParse(identity)
    if (!parsed.success) return { state: 'unreadable' }
    return { state: 'ours', office: { id: parsed.data.office, name: parsed.data.name, sample: parsed.data.sample } }
  } catch {
    return { state: 'unreadable' }
  }
}
