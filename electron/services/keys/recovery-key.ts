/**
 * The office's recovery key: printed once, kept in a safe, never stored. It opens every key file (as any age identity does, with the
 * public `age` tool too) and can speak as an administrator, so that an office whose laptops are all gone can be entered again.
 */
import { createHash } from 'node:crypto'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import type { Signer } from '#shared/sync/crypto-port.ts'
import { nodeCrypto, signerOf } from './node-crypto.ts'

export interface RecoveryKey {
  /** `AGE-SECRET-KEY-1…`: what is printed. */
  readonly text: string
  readonly sealTo: string
  readonly signer: Signer
}

export async function makeRecoveryKey(): Promise<RecoveryKey> {
  const key = await readRecoveryKey(await generateIdentity())
  if (!key) throw new Error('a new age identity does not read')
  return key
}

/** Null for what is no such key (its own check sum finds a slip of the hand). Blanks, line ends and lower case do not matter. */
export async function readRecoveryKey(typed: string): Promise<RecoveryKey | null> {
  const text = typed.replace(/\s+/g, '').toUpperCase()
  if (!/^AGE-SECRET-KEY-1[A-Z0-9]{58}$/.test(text)) return null
  try {
    const sealTo = await identityToRecipient(text)
    const secret = createHash('sha256').update(text).digest()
    const seed = nodeCrypto.deriveKey(secret, new Uint8Array(), 'cooperation-desk recovery signing key')
    return { text, sealTo, signer: signerOf(seed) }
  } catch {
    return null
  }
}
