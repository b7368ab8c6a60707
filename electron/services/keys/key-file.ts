/**
 * The office's data keys, sealed: an age file that each laptop it was made for can open, and the recovery key too. Openable with the
 * public `age` tool: `age --decrypt --identity recovery.txt 00000001-….age`.
 */
import { Decrypter, Encrypter } from 'age-encryption'
import { z } from 'zod'
import type { EpochKey } from '#shared/sync/crypto-port.ts'

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`))
const contentsSchema = z.looseObject({
  office: hex(32),
  keys: z.array(z.looseObject({ id: hex(16), number: z.number().int().min(1), key: hex(64) })).max(1000)
})

/** `sealTo`: age recipients. */
export async function sealEpochKeys(office: string, keys: readonly EpochKey[], sealTo: readonly string[]): Promise<Uint8Array> {
  const contents = { office, keys: keys.map(({ id, number, key }) => ({ id, number, key: Buffer.from(key).toString('hex') })) }
  return sealText(JSON.stringify(contents), sealTo)
}

/** Null where none of the identities opens it, or it is no key file of this office. */
export async function openEpochKeys(office: string, bytes: Uint8Array, identity: string): Promise<EpochKey[] | null> {
  const text = await openText(bytes, identity)
  try {
    const contents = contentsSchema.parse(JSON.parse(text ?? ''))
    if (contents.office !== office) return null
    return contents.keys.map(({ id, number, key }) => ({ id, number, key: new Uint8Array(Buffer.from(key, 'hex')) }))
  } catch {
    return null
  }
}

export async function sealText(text: string, sealTo: readonly string[]): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  for (const recipient of new Set(sealTo)) {
    try {
      encrypter.addRecipient(recipient)
    } catch {
      // A key that nobody can seal to gets nothing, and keeps nobody else from getting theirs.
    }
  }
  return encrypter.encrypt(text)
}

/** Null where the identity does not open it. */
export async function openText(bytes: Uint8Array, identity: string): Promise<string | null> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  return decrypter.decrypt(bytes, 'text').catch(() => null)
}
