/** The identity file of a replica: FORMAT.md section 2. */
import { strFromU8, strToU8 } from 'fflate'
import { z } from 'zod'
import type { Office } from '../bridge/contract.ts'

const identitySchema = z.looseObject({
  format: z.literal('cooperation-desk-replica'),
  version: z.number().int(),
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
    const parsed = identitySchema.safeParse(JSON.parse(strFromU8(bytes)))
    if (!parsed.success) return { state: 'unreadable' }
    if (parsed.data.version > 1) return { state: 'newer' }
    return { state: 'ours', office: { id: parsed.data.office, name: parsed.data.name, sample: parsed.data.sample } }
  } catch {
    return { state: 'unreadable' }
  }
}
