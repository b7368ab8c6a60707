/** One statement of the roster as a signed file: FORMAT.md section 4. Public keys and roles are readable, names are not. */
import { bech32 } from '@scure/base'
import { strFromU8, strToU8 } from 'fflate'
import { z } from 'zod'
import { bytesToHex, concatBytes, hashOf, hexToBytes } from './bytes.ts'
import type { CryptoPort, EpochKey, Signer } from './crypto-port.ts'
import type { FileName } from './file-name.ts'
import { maxRosterHeads, maxStatementBytes, maxVouched } from './limits.ts'
import { roles } from './roles.ts'
import { acknowledgementSchema, hex } from './segment.ts'
import { bad, checkOrigin, checkOuter, deviceOfKey, filePrefix, type Reading, signFile, splitFile } from './signed-file.ts'

export const statementVersion = 1
const device = hex(32)
const count = z.number().int().min(0).max(99_999_999)
/** A slip in a recipient would leave its owner without keys for ever. */
function hasRightCheckSum(recipient: string): boolean {
  return bech32.decodeUnsafe(recipient)?.prefix === 'age'
}
/** An age X25519 recipient, as the age specification writes it. */
export const sealToSchema = z
  .string()
  .regex(/^age1[02-9ac-hj-np-z]{58}$/)
  .refine(hasRightCheckSum)
const role = z.enum(roles)
const keyFile = hex(64)
const epoch = z.looseObject({ id: hex(16), number: z.number().int().min(1).max(1_000_000), check: hex(64) })
/** `proof`: the recovery key's own signature, for this office alone; its public half can be copied by anybody. */
const recovery = z.looseObject({ signer: hex(64), sealTo: sealToSchema, proof: hex(128) })
const members = z.array(device).max(1000)
/** Ids of the data keys in a key file. */
const epochIds = z.array(hex(16)).max(2000).optional()

/** `said`: what the laptop had acknowledged on that branch, and what nobody would know any more when it is gone. */
export const droppedSchema = z.looseObject({
  sequence: z.number().int().min(1),
  hash: hex(64),
  said: z.array(acknowledgementSchema).optional()
})
export type DroppedBranch = z.infer<typeof droppedSchema>

const statementSchema = z.discriminatedUnion('kind', [
  /** The first word: the founder is an administrator, and whoever holds the recovery key may speak as one. */
  z.looseObject({ kind: z.literal('found'), sealTo: sealToSchema, recovery, epoch, keyFile }),
  z.looseObject({ kind: z.literal('enrol'), device, signer: hex(64), sealTo: sealToSchema, role, keyFile, epochs: epochIds }),
  /** Counts for the segments after the one of that sequence. */
  z.looseObject({ kind: z.literal('role'), device, role, afterSegment: count }),
  /**
   * Puts a laptop out. What it wrote after this segment is not taken in, of what it said only what the author knew counts, and a number it goes
   * on under without the author knowing is out as well. `segments`: hashes of the last ones up to `afterSegment`, `packs`: of those of its
   * packs that the author holds; what is written later could say anything of what was written before.
   */
  z.looseObject({
    kind: z.literal('revoke'),
    device,
    afterSegment: count,
    epoch,
    keyFile,
    sealedTo: members,
    segments: z.array(hex(64)).max(maxVouched).optional(),
    packs: z.array(hex(64)).max(maxVouched).optional()
  }),
  z.looseObject({ kind: z.literal('epoch'), epoch, keyFile, sealedTo: members }),
  /** Existing keys for a member who came while another administrator made them. */
  z.looseObject({ kind: z.literal('keys'), device, keyFile, epochs: epochIds }),
  /** A laptop that was copied or restored goes on under a new key; the old key vouches for it. */
  z.looseObject({
    kind: z.literal('succeed'),
    from: device,
    sealTo: sealToSchema,
    /** The first segment of the branch that is written anew under the new key, or null where nothing of it had been sealed. */
    dropped: droppedSchema.nullable(),
    fromSigner: hex(64),
    proof: hex(128)
  })
])
export type StatementBody = z.infer<typeof statementSchema>

const headerSchema = z.looseObject({
  office: hex(32),
  device,
  signer: hex(64),
  sequence: z.number().int().min(1),
  previous: hex(64).nullable(),
  parents: z.array(hex(64)).max(maxRosterHeads),
  statement: statementSchema,
  names: z.looseObject({ epoch: hex(16), salt: hex(64) }).nullable()
})
type Header = z.infer<typeof headerSchema>

/** What only members read of a statement: who the laptop belongs to. */
const namesSchema = z.looseObject({
  person: z.string().max(120).default(''),
  laptop: z.string().max(120).default(''),
  office: z.string().max(200).optional()
})
export type Names = z.infer<typeof namesSchema>

export interface Statement {
  /** SHA-256 of the file. */
  readonly hash: string
  readonly name: FileName
  readonly header: Header
  readonly body: StatementBody
  readonly prefix: Uint8Array
  readonly sealedNames: Uint8Array
}

export interface StatementToWrite {
  readonly office: string
  readonly sequence: number
  readonly previous: string | null
  readonly parents: readonly string[]
  readonly statement: StatementBody
  readonly names: Names | null
}

const namesPurpose = 'cooperation-desk roster names'
export const epochCheck = (key: Uint8Array): string => hashOf(concatBytes(strToU8('cooperation-desk epoch key '), key))

export function buildStatement(
  input: StatementToWrite,
  signer: Signer,
  /** Seals the names; without it none are written. */
  epochKey: EpochKey | null,
  crypto: CryptoPort
): { name: FileName; bytes: Uint8Array } {
  const salt = crypto.random(32)
  const owner = deviceOfKey(signer.publicKey)
  const header = {
    office: input.office,
    device: owner,
    signer: signer.publicKey,
    sequence: input.sequence,
    previous: input.previous,
    // More ends than a header holds come together in two steps.
    parents: [...input.parents].sort().slice(0, maxRosterHeads),
    statement: input.statement,
    names: input.names && epochKey ? { epoch: epochKey.id, salt: bytesToHex(salt) } : null
  }
  const prefix = filePrefix('CDRO', statementVersion, header)
  const body =
    input.names && epochKey
      ? crypto.seal(crypto.deriveKey(epochKey.key, salt, namesPurpose), strToU8(JSON.stringify(input.names)), prefix)
      : new Uint8Array()
  const bytes = signFile(prefix, body, signer)
  return { name: { device: owner, sequence: input.sequence, hash: hashOf(bytes).slice(0, 32), ending: 'ros' }, bytes }
}

/** Checks name, signature and shape. Whether its author may say so is for `evaluateRoster`. */
export function readStatement(name: FileName, bytes: Uint8Array, office: string, crypto: CryptoPort): Reading<Statement> {
  const outer = checkOuter(bytes, 'CDRO', name.hash, maxStatementBytes)
  if (!outer.ok) return outer
  const parts = splitFile(bytes, 'CDRO', statementVersion, headerSchema, true)
  if (!parts.ok) return parts
  const { header, body, prefix } = parts.value
  const fault = checkOrigin(bytes, header, { office, device: name.device }, crypto)
  if (fault) return { ok: false, fault }
  if (header.sequence !== name.sequence) return bad('wrong-place', `statement ${header.sequence}`)
  const { statement } = header
  if (statement.kind === 'enrol' && deviceOfKey(statement.signer) !== statement.device) return bad('not-readable', 'enrol')
  if (statement.kind === 'found' && !isOfRecoveryKey(header.office, statement.recovery, crypto))
    return bad('bad-signature', 'recovery key')
  if (statement.kind === 'succeed' && !isProven(header, statement, crypto)) return bad('bad-signature', 'succession')
  return { ok: true, value: { hash: outer.value, name, header, body: statement, prefix, sealedNames: body } }
}

/** What the recovery key signs when an office is founded with it. */
export const recoveryText = (office: string): Uint8Array => strToU8(`cooperation-desk recovery ${office}`)

function isOfRecoveryKey(office: string, { signer, proof }: z.infer<typeof recovery>, crypto: CryptoPort): boolean {
  return crypto.verify(signer, recoveryText(office), hexToBytes(proof))
}

/** What the old key signs: this new key, in this office, and no other. */
export const successionText = (office: string, newSigner: string): Uint8Array =>
  strToU8(`cooperation-desk succession ${office} ${newSigner}`)

function isProven(header: Header, { from, fromSigner, proof }: Extract<StatementBody, { kind: 'succeed' }>, crypto: CryptoPort) {
  return (
    deviceOfKey(fromSigner) === from && crypto.verify(fromSigner, successionText(header.office, header.signer), hexToBytes(proof))
  )
}

/** Null where the key is not held. */
export function readNames(statement: Statement, keyOf: (epoch: string) => EpochKey | null, crypto: CryptoPort): Names | null {
  const sealed = statement.header.names
  const epochKey = sealed ? keyOf(sealed.epoch) : null
  if (!sealed || !epochKey) return null
  try {
    const key = crypto.deriveKey(epochKey.key, hexToBytes(sealed.salt), namesPurpose)
    return namesSchema.parse(JSON.parse(strFromU8(crypto.open(key, statement.sealedNames, statement.prefix))))
  } catch {
    return null
  }
}
