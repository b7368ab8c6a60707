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
export async function openEpochKeys(
  office: string,
  bytes: Uint8Array,
  identities: readonly string[]
): Promise<EpochKey[] | null> {
  const text = await openText(bytes, identities)
  try {
    const contents = contentsSchema.parse(JSON.parse(text ?? ''))
    if (contents.office !== office) return null
    return contents.keys.map(({ id, number, key }) => ({ id, number, key: new Uint8Array(Buffer.from(key, 'hex')) }))
  } catch {
    return null
  }
}

/** A key that nobody can seal to (a point of small order, say) gets nothing, and keeps nobody else from getting theirs. */
export async function sealText(text: string, sealTo: readonly string[]): Promise<Uint8Array> {
  const recipients = Array.from(new Set(sealTo))
  try {
    return await sealToAll(text, recipients)
  } catch {
    const canSeal = await Promise.all(
      recipients.map((recipient) =>
        sealToAll('', [recipient]).then(
          () => true,
          () => false
        )
      )
    )
    return sealToAll(
      text,
      recipients.filter((_, at) => canSeal[at])
    )
  }
}

async function sealToAll(text: string, recipients: readonly string[]): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  return encrypter.encrypt(text)
}

/** Null where none of the identities opens it. */
export async function openText(bytes: Uint8Array, identities: readonly string[]): Promise<string | null> {
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(identity)
  return decrypter.decrypt(bytes, 'text').catch(() => null)
}
