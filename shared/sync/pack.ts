/**
 * A laptop's own segments in one file: FORMAT.md section 9. Guards: what stands in a pack under a number is what its segment was, as far
 * as anybody who holds the segment can tell.
 */
import { decodeMulti, encode } from '@msgpack/msgpack'
import { z } from 'zod'
import type { Entry } from '../bridge/contract.ts'
import { bytesToHex, concatBytes, hashOf, hexToBytes } from './bytes.ts'
import { decodeEntries, encodeEntry } from './entry.ts'
import type { FileName } from './file-name.ts'
import { maxPackBodyBytes, maxPackFileBytes, maxRosterHeads } from './limits.ts'
import { assertShallow } from './msgpack-depth.ts'
import {
  type Acknowledgement,
  hex,
  isSealed,
  lastNumberOf,
  type SealedHeader,
  type Sealing,
  type Segment,
  type Unsealing,
  vouchedSchema
} from './segment.ts'
import { openSealedBody, sealBody, sealedCodec } from './segment-codec.ts'
import { bad, checkOrigin, checkOuter, type FileParts, filePrefix, type Reading, signFile, splitFile } from './signed-file.ts'

export const packVersion = 1
const count = z.number().int().min(0)
const headerSchema = z.looseObject({
  office: hex(32),
  device: hex(32),
  signer: hex(64),
  sequence: z.number().int().min(1),
  first: z.number().int().min(1),
  previous: hex(64).nullable(),
  tail: hex(64),
  firstNumber: z.number().int().min(1),
  count,
  bodyBytes: count.max(maxPackBodyBytes),
  indexBytes: count.max(maxPackBodyBytes),
  /** Length of the first of the two sealed parts. */
  indexSealed: count.max(maxPackFileBytes),
  codec: z.string().max(40),
  seen: z.record(hex(32), count),
  epoch: hex(16),
  lastEpoch: hex(16),
  salt: hex(64),
  roster: z.array(hex(64)).min(1).max(maxRosterHeads)
})
export type PackHeader = z.infer<typeof headerSchema>

export interface PackedSegment {
  readonly sequence: number
  readonly firstNumber: number
  readonly count: number
  readonly fileHash: string
}

export interface PackIndex {
  readonly segments: readonly PackedSegment[]
  readonly acknowledgements: readonly Acknowledgement[]
}

export interface PackFile {
  readonly name: FileName
  readonly header: PackHeader
  readonly fileHash: string
  readonly sizeBytes: number
  readonly parts: FileParts<PackHeader>
}

const indexPurpose = 'cooperation-desk pack index'
const bodyPurpose = 'cooperation-desk pack body'

export interface ToPack {
  readonly segment: Segment
  readonly entries: readonly Entry[]
  /** Of a pack that is packed again: its own index. */
  readonly index?: PackIndex
}

/** `previous`: hash of the segment before the first one; null where there is none. */
export function buildPack(
  office: string,
  previous: string | null,
  packed: readonly ToPack[],
  sealing: Sealing
): { name: FileName; bytes: Uint8Array } {
  const { crypto, signer, epoch, roster } = sealing
  const first = packed[0]?.segment
  const last = packed.at(-1)?.segment
  if (!first || !last || !isSealed(last.header)) throw new RangeError('nothing to pack')
  const index = indexOf(packed)
  const indexPlain = encodeIndex(index)
  const plain = concatBytes(...packed.flatMap((one) => one.entries.map(encodeEntry)))
  const salt = crypto.random(32)
  const bound = { office, device: last.name.device, sequence: last.name.sequence, tail: last.fileHash }
  const sealedIndex = sealBody(indexPlain, epoch.key, salt, boundTo(bound), crypto, indexPurpose)
  const sealedEntries = sealBody(plain, epoch.key, salt, boundTo(bound), crypto, bodyPurpose)
  const header: PackHeader = {
    ...bound,
    signer: signer.publicKey,
    first: index.segments[0]?.sequence ?? 1,
    previous,
    firstNumber: index.segments[0]?.firstNumber ?? 1,
    count: packed.reduce((sum, one) => sum + one.entries.length, 0),
    bodyBytes: plain.length,
    indexBytes: indexPlain.length,
    indexSealed: sealedIndex.length,
    codec: sealedCodec,
    seen: last.header.seen,
    epoch: epoch.id,
    lastEpoch: last.pack?.lastEpoch ?? last.header.epoch,
    salt: bytesToHex(salt),
    roster: [...roster].sort()
  }
  const bytes = signFile(filePrefix('CDPK', packVersion, header), concatBytes(sealedIndex, sealedEntries), signer)
  const name = { device: bound.device, sequence: bound.sequence, hash: hashOf(bytes).slice(0, 32), ending: 'pack' as const }
  return { name, bytes }
}

/** What the two sealed parts are bound to; the whole header is under the signature. */
const boundTo = (header: Pick<PackHeader, 'office' | 'device' | 'sequence' | 'tail'>): Uint8Array =>
  encode([header.office, header.device, header.sequence, header.tail])

export function readPackFile(name: FileName, bytes: Uint8Array, office: string, crypto: Unsealing['crypto']): Reading<PackFile> {
  const outer = checkOuter(bytes, 'CDPK', name.hash, maxPackFileBytes)
  if (!outer.ok) return outer
  const parts = splitFile(bytes, 'CDPK', packVersion, headerSchema, true)
  if (!parts.ok) return parts
  const { header, body } = parts.value
  const fault = checkOrigin(bytes, header, { office, device: name.device }, crypto)
  if (fault) return { ok: false, fault }
  if (header.sequence !== name.sequence || header.first > header.sequence) return bad('wrong-place', `pack ${header.sequence}`)
  if (header.codec !== sealedCodec) return bad('newer-version', `codec ${header.codec}`)
  if (header.indexSealed > body.length) return bad('not-readable', 'index')
  return { ok: true, value: { name, header, fileHash: outer.value, sizeBytes: bytes.length, parts: parts.value } }
}

export function readPackIndex({ header, parts }: PackFile, { crypto, keyOf }: Unsealing): Reading<PackIndex> {
  const epoch = keyOf(header.epoch)
  if (!epoch) return bad('no-key', header.epoch)
  try {
    const sealed = parts.body.subarray(0, header.indexSealed)
    const plain = openSealedBody(sealed, header.indexBytes, epoch.key, header.salt, boundTo(header), crypto, indexPurpose)
    const index = decodeIndex(plain, header)
    return index ? { ok: true, value: index } : bad('not-readable', 'index')
  } catch (error) {
    return bad('not-readable', error instanceof Error ? error.message.slice(0, 200) : 'index')
  }
}

export function readPackEntries({ header, parts }: PackFile, { crypto, keyOf }: Unsealing): Reading<Entry[]> {
  const epoch = keyOf(header.epoch)
  if (!epoch) return bad('no-key', header.epoch)
  try {
    const sealed = parts.body.subarray(header.indexSealed)
    const plain = openSealedBody(sealed, header.bodyBytes, epoch.key, header.salt, boundTo(header), crypto, bodyPurpose)
    const entries = decodeEntries(header.device, plain, header.count)
    const isWhole = entries.length === header.count && entries.every((entry, at) => entry.number === header.firstNumber + at)
    return isWhole ? { ok: true, value: entries } : bad('not-readable', 'entries')
  } catch (error) {
    return bad('not-readable', error instanceof Error ? error.message.slice(0, 200) : 'body')
  }
}

/** File, index and entries in one. */
export function readPack(
  name: FileName,
  bytes: Uint8Array,
  office: string,
  unsealing: Unsealing
): Reading<{ segment: Segment; entries: Entry[] }> {
  const file = readPackFile(name, bytes, office, unsealing.crypto)
  if (!file.ok) return file
  const index = readPackIndex(file.value, unsealing)
  if (!index.ok) return index
  const entries = readPackEntries(file.value, unsealing)
  return entries.ok ? { ok: true, value: { segment: segmentOfPack(file.value, index.value), entries: entries.value } } : entries
}

/** A pack as it stands in the chain: in the place of its last segment. */
export function segmentOfPack({ name, header, fileHash, sizeBytes }: PackFile, index: PackIndex | null): Segment {
  const { sequence, previous, firstNumber, seen, epoch, salt, roster, signer, office, device, bodyBytes, codec } = header
  return {
    name: { device: name.device, sequence, hash: name.hash },
    header: {
      office,
      device,
      sequence,
      previous,
      firstNumber,
      count: header.count,
      bodyBytes,
      codec,
      seen,
      signer,
      epoch,
      salt,
      roster
    },
    fileHash: header.tail,
    sizeBytes,
    pack: { first: header.first, last: sequence, fileHash, lastEpoch: header.lastEpoch, index }
  }
}

export const acknowledgementIn = ({ roster, seen, vouched }: SealedHeader): Acknowledgement => ({
  roster,
  seen,
  ...(vouched && { vouched })
})

function indexOf(packed: readonly ToPack[]): PackIndex {
  const acknowledgements: Acknowledgement[] = []
  const acknowledge = (one: Acknowledgement) => {
    const last = acknowledgements.at(-1)
    if (last && !last.vouched && last.roster.join() === one.roster.join()) acknowledgements[acknowledgements.length - 1] = one
    else acknowledgements.push(one)
  }
  const segments = packed.flatMap(({ segment, index }) => {
    if (index) {
      index.acknowledgements.forEach(acknowledge)
      return index.segments
    }
    if (isSealed(segment.header)) acknowledge(acknowledgementIn(segment.header))
    const { sequence, firstNumber, count } = segment.header
    return [{ sequence, firstNumber, count, fileHash: segment.fileHash }]
  })
  return { segments, acknowledgements }
}

const encodeIndex = ({ segments, acknowledgements }: PackIndex): Uint8Array =>
  encode([
    segments.map(({ count, fileHash }) => [count, hexToBytes(fileHash)]),
    acknowledgements.map(({ roster, seen, vouched }) => (vouched ? [roster, seen, vouched] : [roster, seen]))
  ])

const indexSchema = z.tuple([
  z.array(z.tuple([count, z.instanceof(Uint8Array).refine((bytes) => bytes.length === 32)])),
  z.array(
    z.union([
      z.tuple([z.array(hex(64)), z.record(hex(32), count)]),
      z.tuple([z.array(hex(64)), z.record(hex(32), count), vouchedSchema])
    ])
  )
])
const indexDepth = 8
const indexLimits = { maxStrLength: 64, maxBinLength: 32, maxArrayLength: 1_000_000, maxMapLength: 2000, maxExtLength: 0 }

/** Null where the index does not say what the header says. */
function decodeIndex(plain: Uint8Array, header: PackHeader): PackIndex | null {
  assertShallow(plain, indexDepth)
  const [value, ...more] = Array.from(decodeMulti(plain, indexLimits))
  const [packed, known] = indexSchema.parse(value)
  let next = header.firstNumber
  const segments = packed.map(([count, hash], at): PackedSegment => {
    const firstNumber = next
    next += count
    return { sequence: header.first + at, firstNumber, count, fileHash: bytesToHex(hash) }
  })
  const last = segments.at(-1)
  const fits = more.length === 0 && last?.sequence === header.sequence && last.fileHash === header.tail
  if (!fits || next !== header.firstNumber + header.count) return null
  return { segments, acknowledgements: known.map(([roster, seen, vouched]) => ({ roster, seen, ...(vouched && { vouched }) })) }
}

/** The segment of a pack that holds an entry's number. */
export function packedSegmentAt(index: PackIndex, number: number): PackedSegment | undefined {
  let [low, high] = [0, index.segments.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const one = index.segments[middle]
    if (!one) return undefined
    if (number < one.firstNumber) high = middle - 1
    else if (number >= one.firstNumber + one.count) low = middle + 1
    else return one
  }
  return undefined
}

export type PackState = 'fits' | 'known' | 'waits' | 'forked' | 'broken'

/** Whether a pack stands where the chain has, or lacks, its segments. Answers what of the chain stays before it, too. */
export function checkPack(chain: readonly Segment[], pack: Segment): PackState {
  const run = pack.pack
  if (!run?.index) return 'broken'
  const held = chain.at(-1)?.name.sequence ?? 0
  if (chain.some((one) => one.pack && one.pack.first <= run.first && one.name.sequence >= pack.name.sequence)) return 'known'
  if (held < run.first - 1) return 'waits'
  const hashes = new Map(run.index.segments.map((one) => [one.sequence, one.fileHash]))
  for (const one of chain) {
    const { sequence } = one.name
    const here = hashes.get(sequence)
    if (here !== undefined && here !== one.fileHash) return 'forked'
    // Packs that overlap by halves are not made by us.
    if (one.pack && one.pack.first < run.first && sequence >= run.first) return 'broken'
    if (one.pack && sequence > pack.name.sequence) return 'broken'
    if (
      sequence === run.first - 1 &&
      (one.fileHash !== pack.header.previous || lastNumberOf(one) + 1 !== pack.header.firstNumber)
    ) {
      return 'broken'
    }
  }
  if (run.first === 1 && (pack.header.previous !== null || pack.header.firstNumber !== 1)) return 'broken'
  return 'fits'
}

/** Sequence and hash of each segment in a file. */
export const hashesIn = ({ name, fileHash, pack }: Segment): readonly (readonly [number, string])[] =>
  pack?.index?.segments.map((one) => [one.sequence, one.fileHash] as const) ?? [[name.sequence, fileHash]]

/** Of the packs in a chain. */
export const packHashesOf = (chain: readonly Segment[]): string[] => chain.flatMap(({ pack }) => (pack ? [pack.fileHash] : []))

/**
 * What a pack holds up to a sequence, where the rest gave way to another branch of a copied laptop. Its acknowledgements stay, all of
 * them: what was said on the branch that gave way is said again (`roster-statement.ts`).
 */
export function packUpTo(segment: Segment, sequence: number): Segment {
  const { name, header, pack } = segment
  const segments = pack?.index?.segments.filter((one) => one.sequence <= sequence) ?? []
  const last = segments.at(-1)
  if (!pack?.index || !last) throw new RangeError(`a pack without segment ${sequence}`)
  const count = last.firstNumber + last.count - header.firstNumber
  return {
    ...segment,
    name: { ...name, sequence },
    header: { ...header, sequence, count },
    fileHash: last.fileHash,
    pack: { ...pack, lastEpoch: null, index: { ...pack.index, segments } }
  }
}

/** The chain with the pack in the place of what it holds. */
export function withPack(chain: readonly Segment[], pack: Segment): Segment[] {
  const first = pack.pack?.first ?? 1
  const before = chain.filter((one) => one.name.sequence < first)
  const after = chain.filter((one) => one.name.sequence > pack.name.sequence)
  return [...before, pack, ...after]
}
