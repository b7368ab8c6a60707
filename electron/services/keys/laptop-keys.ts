/**
 * This laptop's own keys: one to sign with, one that others seal to. They lie in `keys.json` under the person's passphrase.
 * Guards: the passphrase alone always opens them, and what stands between it and them is never weaker than the floor below.
 */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { argon2id } from 'hash-wasm'
import { z } from 'zod'
import type { Signer } from '#shared/sync/crypto-port.ts'
import { droppedSchema, sealToSchema } from '#shared/sync/roster-statement.ts'
import { deviceOfKey } from '#shared/sync/signed-file.ts'
import { errorCode } from '../files/error-code.ts'
import { writeWholeFile } from '../files/write-whole-file.ts'
import { nodeCrypto, signerOf } from './node-crypto.ts'

/** Argon2id (RFC 9106). The recommendation for machines with little memory is 64 MiB and three passes; nothing below it is used. */
export interface PassphraseCost {
  readonly memoryKiB: number
  readonly passes: number
}
export const passphraseFloor: PassphraseCost = { memoryKiB: 64 * 1024, passes: 3 }

/** Characters; a short sentence is easier to keep than a short password. */
export const shortestPassphrase = 10

export interface LaptopKeys {
  readonly device: string
  readonly signer: Signer
  /** age X25519: others seal to the recipient, the identity opens. */
  readonly sealTo: string
  /** The one that belongs to `sealTo`, then those this laptop had before it went on under new keys. */
  readonly identities: readonly string[]
  /** Set when this laptop was found to be a copy or a restored backup and goes on under new keys. */
  readonly succession: Succession | null
  /** Seals the key file anew without asking for the passphrase again. Memory only. */
  readonly passphraseKey: Uint8Array
  readonly secrets: Secrets
}

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`))
/** What the roster is told about it: FORMAT.md section 4. */
const successionSchema = z.object({
  from: hex(32),
  fromSigner: hex(64),
  proof: hex(128),
  dropped: droppedSchema.nullable(),
  /** Every number this laptop had before, the last one first. */
  former: z.array(hex(32))
})
export type Succession = z.infer<typeof successionSchema>

const fileSchema = z.looseObject({
  version: z.literal(1),
  device: hex(32),
  signer: hex(64),
  sealTo: sealToSchema,
  succession: successionSchema.nullable(),
  salt: hex(64),
  passphrase: z.object({
    name: z.literal('argon2id'),
    salt: hex(32),
    memoryKiB: z
      .number()
      .int()
      .max(1024 * 1024),
    passes: z.number().int().max(100)
  }),
  sealed: z.string().max(20_000)
})
type KeyFile = z.infer<typeof fileSchema>
const secretsSchema = z.object({
  seed: hex(64),
  identity: z.string().max(200),
  former: z.array(z.string().max(200)).max(100).default([])
})
type Secrets = z.infer<typeof secretsSchema>

export const keyFileIn = (profile: string): string => join(profile, 'keys.json')

/** Null where this laptop has no keys. Throws where the file is there and is not one of ours: guessing would lose the keys. */
export async function readKeyFile(profile: string): Promise<KeyFile | null> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(keyFileIn(profile), 'utf8')))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}

/** New keys under a passphrase, in the profile. */
export async function makeLaptopKeys(profile: string, passphrase: string, cost: PassphraseCost): Promise<LaptopKeys> {
  const secrets = { seed: randomBytes(32).toString('hex'), identity: await generateIdentity(), former: [] }
  const work = newWork(cost)
  const keys = await withSecrets(secrets, null, await passphraseKeyOf(passphrase, work))
  await keepKeys(profile, keys, work)
  return keys
}

/**
 * The same person's next keys under the same passphrase; what was sealed to the old ones still opens. Whoever has a copy of this laptop's
 * disk opens nothing that is sealed from now on.
 */
export async function makeSuccessor(
  old: LaptopKeys,
  proofFor: (newSigner: string) => string,
  dropped: Succession['dropped']
): Promise<LaptopKeys> {
  const secrets = {
    seed: randomBytes(32).toString('hex'),
    identity: await generateIdentity(),
    former: [old.secrets.identity, ...old.secrets.former]
  }
  const next = await withSecrets(secrets, null, old.passphraseKey)
  const former = [old.device, ...(old.succession?.former ?? [])]
  const proof = proofFor(next.signer.publicKey)
  return { ...next, succession: { from: old.device, fromSigner: old.signer.publicKey, proof, dropped, former } }
}

/** Other words for the same keys. */
export async function changePassphrase(
  profile: string,
  keys: LaptopKeys,
  passphrase: string,
  cost: PassphraseCost
): Promise<LaptopKeys> {
  const work = newWork(cost)
  const next = { ...keys, passphraseKey: await passphraseKeyOf(passphrase, work) }
  await keepKeys(profile, next, work)
  return next
}

/** Over an older file, whole or not at all. `work` as it was when `passphraseKey` was made. */
export async function keepKeys(profile: string, keys: LaptopKeys, work: KeyFile['passphrase']): Promise<void> {
  const head = {
    version: 1 as const,
    device: keys.device,
    signer: keys.signer.publicKey,
    sealTo: keys.sealTo,
    succession: keys.succession,
    passphrase: work,
    salt: randomBytes(32).toString('hex')
  }
  const sealed = nodeCrypto.seal(fileKey(keys.passphraseKey, head.salt), Buffer.from(JSON.stringify(keys.secrets)), boundTo(head))
  const file: KeyFile = { ...head, sealed: Buffer.from(sealed).toString('base64') }
  await writeWholeFile(keyFileIn(profile), Buffer.from(`${JSON.stringify(file, null, 2)}\n`))
}

/** Null for a wrong passphrase. Throws `KeysTooWeak` where the file asks for less work than `floor`: somebody has changed it. */
export async function unlockKeys(file: KeyFile, passphrase: string, floor: PassphraseCost): Promise<LaptopKeys | null> {
  if (file.passphrase.memoryKiB < floor.memoryKiB || file.passphrase.passes < floor.passes) throw new KeysTooWeak()
  if (passphrase === '') return null
  const passphraseKey = await passphraseKeyOf(passphrase, file.passphrase)
  let opened: Uint8Array
  try {
    opened = nodeCrypto.open(fileKey(passphraseKey, file.salt), Buffer.from(file.sealed, 'base64'), boundTo(file))
  } catch {
    return null
  }
  return withSecrets(secretsSchema.parse(JSON.parse(Buffer.from(opened).toString('utf8'))), file.succession, passphraseKey)
}

async function withSecrets(secrets: Secrets, succession: Succession | null, passphraseKey: Uint8Array): Promise<LaptopKeys> {
  const signer = signerOf(Buffer.from(secrets.seed, 'hex'))
  const sealTo = await identityToRecipient(secrets.identity)
  const device = deviceOfKey(signer.publicKey)
  const identities = [secrets.identity, ...secrets.former]
  return { device, signer, sealTo, identities, succession, passphraseKey, secrets }
}

const newWork = (cost: PassphraseCost): KeyFile['passphrase'] => ({
  name: 'argon2id',
  salt: randomBytes(16).toString('hex'),
  memoryKiB: cost.memoryKiB,
  passes: cost.passes
})

/** Each writing of the file has a key of its own, so that nothing is ever sealed twice under one. */
const fileKey = (passphraseKey: Uint8Array, salt: string): Uint8Array =>
  nodeCrypto.deriveKey(passphraseKey, Buffer.from(salt, 'hex'), 'cooperation-desk laptop keys')

export class KeysTooWeak extends Error {
  constructor() {
    super('keys.json asks for less work than is allowed')
    this.name = 'KeysTooWeak'
  }
}

/** NFC: the same words typed on another keyboard are the same passphrase. */
function passphraseKeyOf(passphrase: string, work: KeyFile['passphrase']): Promise<Uint8Array> {
  return argon2id({
    password: passphrase.normalize('NFC'),
    salt: Buffer.from(work.salt, 'hex'),
    memorySize: work.memoryKiB,
    iterations: work.passes,
    parallelism: 1,
    hashLength: 32,
    outputType: 'binary'
  })
}

/** The readable part of the file is bound to the sealed one: none of it can be exchanged for another laptop's. */
function boundTo(head: Pick<KeyFile, 'version' | 'device' | 'signer' | 'sealTo' | 'succession' | 'passphrase'>): Uint8Array {
  const { version, device, signer, sealTo, succession, passphrase } = head
  return Buffer.from(JSON.stringify([version, device, signer, sealTo, succession, passphrase.salt]))
}
