/**
 * What a person wants to have with them before it is asked for: the files of a delegation, for the trip. Kept in the profile, sealed with the
 * office's first data key, because whoever could read it could read the files.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { strFromU8, strToU8 } from 'fflate'
import { z } from 'zod'
import { type BlobKey, hex64 } from '#shared/sync/attachment.ts'
import { concatBytes } from '#shared/sync/bytes.ts'
import type { CryptoPort } from '#shared/sync/crypto-port.ts'
import { writeWholeFile } from '../files/write-whole-file.ts'
import { inTurn } from '../journal/in-turn.ts'

export const maxPinnedFiles = 5000
const maxGroups = 200
const saltBytes = 32
const purpose = 'cooperation-desk pinned attachments'

const schema = z.record(z.string().max(120), z.array(z.object({ blob: hex64, key: hex64 })))
type Groups = z.infer<typeof schema>

export interface Pins {
  readonly groups: () => Readonly<Record<string, readonly BlobKey[]>>
  /** Every file once. */
  readonly files: () => readonly BlobKey[]
  /** Takes the place of what was pinned under the same name. False where it would be more than is kept. */
  readonly pin: (group: string, files: readonly BlobKey[]) => Promise<boolean>
  readonly unpin: (group: string) => Promise<void>
}

/** `key`: null while this laptop was given none; then nothing is kept over a restart. */
export async function openPins(profile: string, key: () => Uint8Array | null, crypto: CryptoPort): Promise<Pins> {
  const path = join(profile, 'pinned.bin')
  const turn = inTurn()
  let groups = await read(path, key(), crypto)
  const filesIn = (of: Groups) =>
    Array.from(new Map(Object.values(of).flatMap((all) => all.map((one) => [one.blob, one]))).values())
  const keep = async (next: Groups) => {
    const secret = key()
    if (secret) {
      const salt = crypto.random(saltBytes)
      const sealed = crypto.seal(crypto.deriveKey(secret, salt, purpose), strToU8(JSON.stringify(next)), salt)
      await writeWholeFile(path, concatBytes(salt, sealed))
    }
    groups = next
  }
  return {
    groups: () => groups,
    files: () => filesIn(groups),
    pin: (group, files) =>
      turn(async () => {
        const next = { ...groups, [group]: files.map(({ blob, key: one }) => ({ blob, key: one })) }
        if (Object.keys(next).length > maxGroups || filesIn(next).length > maxPinnedFiles) return false
        await keep(next)
        return true
      }),
    unpin: (group) =>
      turn(async () => {
        const { [group]: _, ...next } = groups
        await keep(next)
      })
  }
}

/** A list that cannot be read is only a wish that has to be said again. */
async function read(path: string, secret: Uint8Array | null, crypto: CryptoPort): Promise<Groups> {
  try {
    const bytes = new Uint8Array(await readFile(path))
    const salt = bytes.subarray(0, saltBytes)
    if (!secret) return {}
    const plain = crypto.open(crypto.deriveKey(secret, salt, purpose), bytes.subarray(saltBytes), salt)
    return schema.parse(JSON.parse(strFromU8(plain)))
  } catch {
    return {}
  }
}
