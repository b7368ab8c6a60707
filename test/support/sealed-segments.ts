/**
 * Segments of a sealed office as its laptops write them, and as somebody might who holds a key and follows no rule: any header, any
 * body, signed by whoever is told to. Every name fits its bytes.
 */
import { createHash } from 'node:crypto'
import { strToU8, zlibSync } from 'fflate'
import type { Entry, Positions } from '#shared/bridge/contract.ts'
import { concatBytes, hashOf, hexToBytes } from '#shared/sync/bytes.ts'
import type { EpochKey, Signer } from '#shared/sync/crypto-port.ts'
import { encodeEntry } from '#shared/sync/entry.ts'
import { type BuiltSegment, buildSegment, readSegment, type SealedHeader, type Unsealing } from '#shared/sync/segment.ts'
import { sealedCodec } from '#shared/sync/segment-codec.ts'
import type { SegmentName } from '#shared/sync/segment-name.ts'
import { deviceOfKey, signFile } from '#shared/sync/signed-file.ts'
import { nodeCrypto } from '../../electron/services/keys/node-crypto.ts'
import { type Author, author } from './roster-tale.ts'

export const sealedOffice = 'a5'.repeat(16)
export const lan = author('Lan')
export const otherOne = author('another laptop')
const sum = (text: string) => createHash('sha256').update(text)

export const epochKey = (number: number, name = `epoch ${number}`): EpochKey => ({
  id: sum(name).digest('hex').slice(0, 16),
  number,
  key: new Uint8Array(sum(`key of ${name}`).digest())
})
export const firstKey = epochKey(1)
export const rosterHead = '7c'.repeat(32)

export const unsealing = (...keys: readonly EpochKey[]): Unsealing => ({
  crypto: nodeCrypto,
  keyOf: (id) => keys.find((one) => one.id === id) ?? null
})

export const sealedEntry = (who: Author, number: number, part: Partial<Entry> = {}): Entry => ({
  device: who.device,
  number,
  editId: `edit-${who.name.slice(0, 8)}-${number}`,
  author: who.name,
  time: Date.UTC(2026, 10, 23, 9, number),
  record: 'delegation.x',
  changes: [new Uint8Array([1, 2, 3, number % 256])],
  ...part
})

export interface SealedPart {
  readonly office?: string
  readonly after?: BuiltSegment
  readonly entries?: readonly Entry[]
  /** How many entries, where it does not matter what stands in them. */
  readonly count?: number
  readonly seen?: Positions
  readonly epoch?: EpochKey
  readonly roster?: readonly string[]
}

/** The next segment of an honest laptop's row. */
export function sealedSegment(who: Author, part: SealedPart = {}): BuiltSegment {
  const { office = sealedOffice, after, count = 2, seen = {}, epoch = firstKey, roster = [rosterHead] } = part
  const before = after?.segment.header
  const firstNumber = before ? before.firstNumber + before.count : 1
  const entries = part.entries ?? Array.from({ length: count }, (_, index) => sealedEntry(who, firstNumber + index))
  return buildSegment(
    {
      office,
      device: who.device,
      sequence: (before?.sequence ?? 0) + 1,
      previous: after?.segment.fileHash ?? null,
      firstNumber,
      entries,
      seen
    },
    { crypto: nodeCrypto, signer: who.signer, epoch, roster }
  )
}

export interface Forgery {
  /** What the header says that it should not; `undefined` leaves a field out. */
  readonly header?: Partial<Record<keyof SealedHeader | 'extra', unknown>>
  /** The header as text, whatever it is; made from the honest one. */
  readonly text?: (honest: string) => string | Uint8Array
  readonly plain?: Uint8Array
  /** Packed otherwise than by deflate. */
  readonly packed?: Uint8Array
  /** In place of the sealed body. */
  readonly body?: Uint8Array
  readonly key?: Uint8Array
  readonly who?: Author
  readonly signer?: Signer
  readonly version?: number
  readonly magic?: string
  readonly place?: Partial<SegmentName>
}

export interface Forged {
  readonly name: SegmentName
  readonly bytes: Uint8Array
}

/** Sealed and signed by the rules, whatever it says. */
export function forgedSegment(forgery: Forgery = {}): Forged {
  const { who = lan, signer = who.signer, key = firstKey.key, version = 2, magic = 'CDSG' } = forgery
  const plain = forgery.plain ?? concatBytes(encodeEntry(sealedEntry(who, 1)), encodeEntry(sealedEntry(who, 2)))
  const salt = sum('salt').digest('hex')
  const honest = {
    office: sealedOffice,
    device: who.device,
    sequence: 1,
    previous: null,
    firstNumber: 1,
    count: 2,
    bodyBytes: plain.length,
    seen: {},
    codec: sealedCodec,
    signer: who.signer.publicKey,
    epoch: firstKey.id,
    salt,
    roster: [rosterHead],
    ...forgery.header
  }
  const text = JSON.stringify(honest)
  const written = forgery.text?.(text) ?? text
  const prefix = prefixOf(magic, version, typeof written === 'string' ? strToU8(written) : written)
  const bodyKey = nodeCrypto.deriveKey(key, hexToBytes(salt), 'cooperation-desk segment body')
  const body = forgery.body ?? nodeCrypto.seal(bodyKey, forgery.packed ?? zlibSync(plain), prefix)
  return named(signFile(prefix, body, signer), { device: deviceOfKey(who.signer.publicKey), ...forgery.place })
}

/** Magic, version, length and whatever header. */
export function prefixOf(magic: string, version: number, header: Uint8Array): Uint8Array {
  const head = new Uint8Array(9)
  head.set([...strToU8(magic), version])
  new DataView(head.buffer).setUint32(5, header.length, true)
  return concatBytes(head, header)
}

/** A file whose name fits its bytes. */
export const named = (bytes: Uint8Array, place: Partial<SegmentName> = {}): Forged => ({
  name: { device: lan.device, sequence: 1, hash: hashOf(bytes).slice(0, 32), ...place },
  bytes
})

/** Why it is not read; null where it is. */
export function reasonOf({ name, bytes }: Forged, office = sealedOffice, ...keys: readonly EpochKey[]): string | null {
  const reading = readSegment(name, bytes, office, unsealing(firstKey, ...keys))
  return reading.ok ? null : reading.fault.reason
}

export const forgedFrom = ({ segment, bytes }: BuiltSegment): Forged => ({ name: segment.name, bytes })
