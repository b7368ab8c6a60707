/**
 * Segments as bytes: FORMAT.md section 5. Guards the rule that nothing foreign is trusted: a segment that reads here has the right
 * hash, place, header and, in a sealed office, signature; its place in the device's chain is checked by `checkChain`, whether its
 * writer is let in by the roster.
 */
import { z } from 'zod'
import type { Entry, Positions } from '../bridge/contract.ts'
import { bytesToHex, concatBytes, hashOf } from './bytes.ts'
import type { CryptoPort, EpochKey, Signer } from './crypto-port.ts'
import { decodeEntries, encodeEntry } from './entry.ts'
import { type FileName, filePath } from './file-name.ts'
import { maxRosterHeads, maxSegmentBodyBytes, maxSegmentFileBytes, maxVouched } from './limits.ts'
import type { PackIndex } from './pack.ts'
import { deflateCodec, openSealedBody, sealBody, sealedCodec } from './segment-codec.ts'
import type { SegmentName } from './segment-name.ts'
import { bad, checkOrigin, checkOuter, type FileParts, filePrefix, type Reading, signFile, splitFile } from './signed-file.ts'

export type { Fault, Reading } from './signed-file.ts'

/** 1: readable by whoever holds it (the sample office). 2: encrypted and signed. */
export const openVersion = 1
export const sealedVersion = 2

export const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`))
const common = {
  office: hex(32),
  device: hex(32),
  sequence: z.number().int().min(1),
  previous: hex(64).nullable(),
  firstNumber: z.number().int().min(1),
  count: z.number().int().min(0),
  bodyBytes: z.number().int().min(0).max(maxSegmentBodyBytes),
  codec: z.string().max(40),
  seen: z.record(hex(32), z.number().int().min(0))
}
/** What is held of laptops that are about to be put out: FORMAT.md section 4. */
export const vouchedSchema = z.looseObject({
  /** Device to the number and hash of each segment behind the last one that who put it out knows. */
  segments: z.record(hex(32), z.array(z.tuple([z.number().int().min(1), hex(64)])).max(maxVouched)),
  /** Hashes. */
  packs: z.array(hex(64)).max(maxVouched)
})
export type VouchedFiles = z.infer<typeof vouchedSchema>
/** What a laptop had seen, under one state of the roster. */
export const acknowledgementSchema = z.looseObject({
  roster: z.array(hex(64)).min(1).max(maxRosterHeads),
  seen: z.record(hex(32), z.number().int().min(0)),
  /** What it had said to hold of laptops that were put out after. */
  vouched: vouchedSchema.optional()
})
export type Acknowledgement = z.infer<typeof acknowledgementSchema>
const openHeaderSchema = z.looseObject({ ...common, bodyHash: hex(64) })
const sealedHeaderSchema = z.looseObject({
  ...common,
  signer: hex(64),
  epoch: hex(16),
  salt: hex(64),
  roster: z.array(hex(64)).min(1).max(maxRosterHeads),
  vouched: vouchedSchema.optional()
})
export type OpenHeader = z.infer<typeof openHeaderSchema>
export type SealedHeader = z.infer<typeof sealedHeaderSchema>
export type SegmentHeader = OpenHeader | SealedHeader

export const isSealed = (header: SegmentHeader): header is SealedHeader => 'epoch' in header && 'signer' in header

export interface Segment {
  readonly name: SegmentName
  readonly header: SegmentHeader
  /** SHA-256 of the whole file: the next segment's `previous`. */
  readonly fileHash: string
  readonly sizeBytes: number
  /** Set where a pack stands in the place of its segments: FORMAT.md section 9. */
  readonly pack?: PackedRun
}

export interface PackedRun {
  readonly first: number
  /** Sequence of the file's last segment: above the segment's own where the rest has given way to another branch. */
  readonly last: number
  /** SHA-256 of the pack's file. */
  readonly fileHash: string
  /** The epoch that its last segment was written with; null where that is not known. */
  readonly lastEpoch: string | null
  /** Null where its key is not held. */
  readonly index: PackIndex | null
}

export interface SegmentToWrite {
  readonly office: string
  readonly device: string
  readonly sequence: number
  readonly previous: string | null
  readonly firstNumber: number
  readonly entries: readonly Entry[]
  readonly seen: Positions
  /** Sealed offices. */
  readonly vouched?: VouchedFiles | null
}

/** What a laptop of a sealed office writes with. */
export interface Sealing {
  readonly crypto: CryptoPort
  readonly signer: Signer
  readonly epoch: EpochKey
  /** The ends of the roster that the writer knows. */
  readonly roster: readonly string[]
}

/** What a laptop of a sealed office reads with. */
export interface Unsealing {
  readonly crypto: CryptoPort
  readonly keyOf: (epoch: string) => EpochKey | null
}

export interface BuiltSegment {
  readonly path: string
  readonly bytes: Uint8Array
  readonly segment: Segment
}

/** Builds a segment's file. Without `sealing` the same input gives the same bytes. */
export function buildSegment(input: SegmentToWrite, sealing: Sealing | null = null): BuiltSegment {
  const plain = concatBytes(...input.entries.map(encodeEntry))
  const basis = {
    office: input.office,
    device: input.device,
    sequence: input.sequence,
    previous: input.previous,
    firstNumber: input.firstNumber,
    count: input.entries.length,
    bodyBytes: plain.length,
    seen: Object.fromEntries(Object.entries(input.seen).sort(([a], [b]) => (a < b ? -1 : 1)))
  }
  const { header, bytes } = sealing ? sealedFile(basis, plain, sealing, input.vouched ?? null) : openFile(basis, plain)
  const fileHash = hashOf(bytes)
  const name = { device: input.device, sequence: input.sequence, hash: fileHash.slice(0, 32) }
  return { path: filePath({ ...name, ending: 'seg' }), bytes, segment: { name, header, fileHash, sizeBytes: bytes.length } }
}

type Basis = Omit<OpenHeader, 'bodyHash' | 'codec'>

function openFile(basis: Basis, plain: Uint8Array): { header: OpenHeader; bytes: Uint8Array } {
  const body = deflateCodec.seal(plain)
  const { seen, ...before } = basis
  const header = { ...before, bodyHash: hashOf(body), codec: deflateCodec.name, seen } as OpenHeader
  return { header, bytes: concatBytes(filePrefix('CDSG', openVersion, header), body) }
}

function sealedFile(basis: Basis, plain: Uint8Array, { crypto, signer, epoch, roster }: Sealing, vouched: VouchedFiles | null) {
  const salt = crypto.random(32)
  const header = {
    ...basis,
    codec: sealedCodec,
    signer: signer.publicKey,
    epoch: epoch.id,
    salt: bytesToHex(salt),
    roster: [...roster].sort(),
    ...(vouched && { vouched })
  } as SealedHeader
  const prefix = filePrefix('CDSG', sealedVersion, header)
  return { header, bytes: signFile(prefix, sealBody(plain, epoch.key, salt, prefix, crypto), signer) }
}

export interface SegmentFile {
  readonly segment: Segment
  readonly parts: FileParts<SegmentHeader>
}

/** Checks a file against its name, its office and, in a sealed office, its signature. The body is not opened. */
export function readSegmentFile(
  name: SegmentName,
  bytes: Uint8Array,
  office: string,
  crypto: CryptoPort | null = null
): Reading<SegmentFile> {
  const outer = checkOuter(bytes, 'CDSG', name.hash, maxSegmentFileBytes)
  if (!outer.ok) return outer
  // A file that anybody could have written is nothing in an office whose laptops sign.
  if (crypto && bytes[4] === openVersion) return bad('not-sealed', '')
  const parts: Reading<FileParts<SegmentHeader>> = crypto
    ? splitFile<SegmentHeader>(bytes, 'CDSG', sealedVersion, sealedHeaderSchema, true)
    : splitFile<SegmentHeader>(bytes, 'CDSG', openVersion, openHeaderSchema, false)
  if (!parts.ok) return parts
  const { header, body } = parts.value
  if (isSealed(header) && crypto) {
    const fault = checkOrigin(bytes, header, { office, device: name.device }, crypto)
    if (fault) return { ok: false, fault }
  } else if (header.office !== office) return bad('other-office', header.office)
  if (header.device !== name.device || header.sequence !== name.sequence)
    return bad('wrong-place', `${header.device}/${header.sequence}`)
  if (header.codec !== (crypto ? sealedCodec : deflateCodec.name)) return bad('newer-version', `codec ${header.codec}`)
  if (!isSealed(header) && hashOf(body) !== header.bodyHash) return bad('altered', 'body')
  return {
    ok: true,
    value: { segment: { name, header, fileHash: outer.value, sizeBytes: bytes.length }, parts: parts.value }
  }
}

/** Opens the body of a file that has been checked. `no-key`: it was written with a key that this laptop was not given. */
export function readEntries({ segment, parts }: SegmentFile, unsealing: Unsealing | null = null): Reading<Entry[]> {
  const { header } = segment
  try {
    let plain: Uint8Array
    if (isSealed(header)) {
      const epoch = unsealing?.keyOf(header.epoch) ?? null
      if (!epoch || !unsealing) return bad('no-key', header.epoch)
      plain = openSealedBody(parts.body, header.bodyBytes, epoch.key, header.salt, parts.prefix, unsealing.crypto)
    } else plain = deflateCodec.open(parts.body, header.bodyBytes)
    const entries = decodeEntries(header.device, plain, header.count)
    if (entries.length !== header.count)
      return bad('not-readable', `${entries.length} entries where ${header.count} were promised`)
    if (entries.some((entry, index) => entry.number !== header.firstNumber + index)) return bad('not-readable', 'entry numbers')
    return { ok: true, value: entries }
  } catch (error) {
    return bad('not-readable', error instanceof Error ? error.message.slice(0, 200) : 'body')
  }
}

/** Both steps in one. */
export function readSegment(
  name: SegmentName,
  bytes: Uint8Array,
  office: string,
  unsealing: Unsealing | null = null
): Reading<{ segment: Segment; entries: Entry[] }> {
  const file = readSegmentFile(name, bytes, office, unsealing?.crypto ?? null)
  if (!file.ok) return file
  const entries = readEntries(file.value, unsealing)
  return entries.ok ? { ok: true, value: { segment: file.value.segment, entries: entries.value } } : entries
}

/** Where it lies below a replica's root. */
export const pathOfSegment = (segment: Segment): string => filePath(fileNameOf(segment))
/** Of the file that holds it. */
export const fileNameOf = ({ name, pack }: Segment): FileName =>
  pack ? { ...name, sequence: pack.last, ending: 'pack' } : { ...name, ending: 'seg' }
/** SHA-256 of the file itself: of a pack, not of the segment in whose place it stands. */
export const ownHashOf = (segment: Segment): string => segment.pack?.fileHash ?? segment.fileHash

export type ChainState = 'fits' | 'waits' | 'broken'

/** Whether a segment follows what is held of its device. `waits`: its forerunner has not arrived. */
export function checkChain(held: Segment | undefined, next: Segment): ChainState {
  const expected = (held?.header.sequence ?? 0) + 1
  if (next.header.sequence > expected) return 'waits'
  if (next.header.sequence < expected) return 'broken'
  if (next.header.previous !== (held?.fileHash ?? null)) return 'broken'
  return next.header.firstNumber === lastNumberOf(held) + 1 ? 'fits' : 'broken'
}

/** Number of the last entry in or before a segment; 0 where there is none. */
export function lastNumberOf(segment: Segment | undefined): number {
  return segment ? segment.header.firstNumber + segment.header.count - 1 : 0
}
