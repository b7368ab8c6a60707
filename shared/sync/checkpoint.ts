/**
 * What an administrator's view held, in parts, so that a new laptop shows everything before it has read all history: FORMAT.md section 10.
 * A shortcut and not a source: the entries behind it come all the same.
 */
import { decodeMulti, encode } from '@msgpack/msgpack'
import { z } from 'zod'
import { isRecordId, type RecordId } from '../domain/record.ts'
import { bytesToHex, concatBytes, hashOf } from './bytes.ts'
import type { FileName } from './file-name.ts'
import { maxChangeBytes, maxRosterHeads, maxSegmentBodyBytes, maxSegmentFileBytes } from './limits.ts'
import { assertShallow } from './msgpack-depth.ts'
import { hex, type Sealing, type Unsealing } from './segment.ts'
import { openSealedBody, sealBody, sealedCodec } from './segment-codec.ts'
import { bad, checkOrigin, checkOuter, type FileParts, filePrefix, type Reading, signFile, splitFile } from './signed-file.ts'

export const checkpointVersion = 1
/** Packed bytes after which a part is closed. */
export const partTargetBytes = 8 * 1024 * 1024

const count = z.number().int().min(0)
const headerSchema = z.looseObject({
  office: hex(32),
  device: hex(32),
  signer: hex(64),
  sequence: z.number().int().min(1),
  /** Names the whole. */
  checkpoint: hex(16),
  part: z.number().int().min(1),
  /** Set in the last part only. */
  parts: z.number().int().min(1).nullable(),
  records: count,
  positions: z.record(hex(32), count),
  /** The form of the rows in it: `row-print.ts`. */
  rows: z.string().max(40).optional(),
  bodyBytes: count.max(maxSegmentBodyBytes),
  codec: z.string().max(40),
  epoch: hex(16),
  salt: hex(64),
  roster: z.array(hex(64)).min(1).max(maxRosterHeads)
})
export type CheckpointHeader = z.infer<typeof headerSchema>

/** A record as a view keeps it. `row` is the row as JSON text: it goes through as it is. */
export interface CheckpointRecord {
  readonly id: RecordId
  readonly row: string
  readonly document: Uint8Array
}

export interface CheckpointPart {
  readonly name: FileName
  readonly header: CheckpointHeader
  readonly parts: FileParts<CheckpointHeader>
}

export type PartToWrite = Pick<
  CheckpointHeader,
  'office' | 'device' | 'sequence' | 'checkpoint' | 'part' | 'parts' | 'positions' | 'rows'
>
const purpose = 'cooperation-desk checkpoint'

export const encodeCheckpointRecord = ({ id, row, document }: CheckpointRecord): Uint8Array => encode([id, row, document])

/** `records`: encoded one by one. */
export function buildCheckpointPart(
  input: PartToWrite,
  records: readonly Uint8Array[],
  { crypto, signer, epoch, roster }: Sealing
): { name: FileName; bytes: Uint8Array } {
  const plain = concatBytes(...records)
  const salt = crypto.random(32)
  const header: CheckpointHeader = {
    ...input,
    signer: signer.publicKey,
    records: records.length,
    bodyBytes: plain.length,
    codec: sealedCodec,
    epoch: epoch.id,
    salt: bytesToHex(salt),
    roster: [...roster].sort()
  }
  const prefix = filePrefix('CDCP', checkpointVersion, header)
  const bytes = signFile(prefix, sealBody(plain, epoch.key, salt, prefix, crypto, purpose), signer)
  const name = { device: input.device, sequence: input.sequence, hash: hashOf(bytes).slice(0, 32), ending: 'snap' as const }
  return { name, bytes }
}

export function readCheckpointPart(
  name: FileName,
  bytes: Uint8Array,
  office: string,
  crypto: Unsealing['crypto']
): Reading<CheckpointPart> {
  const outer = checkOuter(bytes, 'CDCP', name.hash, maxSegmentFileBytes)
  if (!outer.ok) return outer
  const parts = splitFile(bytes, 'CDCP', checkpointVersion, headerSchema, true)
  if (!parts.ok) return parts
  const { header } = parts.value
  const fault = checkOrigin(bytes, header, { office, device: name.device }, crypto)
  if (fault) return { ok: false, fault }
  if (header.sequence !== name.sequence) return bad('wrong-place', `part ${header.sequence}`)
  return { ok: true, value: { name, header, parts: parts.value } }
}

const recordTuple = z.tuple([
  z.string().refine(isRecordId),
  z.string().max(maxChangeBytes),
  z.instanceof(Uint8Array).refine((bytes) => bytes.length <= maxChangeBytes)
])
const limits = { maxStrLength: maxChangeBytes, maxBinLength: maxChangeBytes, maxArrayLength: 3, maxMapLength: 0, maxExtLength: 0 }

export function readCheckpointRecords(
  { header, parts }: CheckpointPart,
  { crypto, keyOf }: Unsealing
): Reading<CheckpointRecord[]> {
  const epoch = keyOf(header.epoch)
  if (!epoch) return bad('no-key', header.epoch)
  try {
    const plain = openSealedBody(parts.body, header.bodyBytes, epoch.key, header.salt, parts.prefix, crypto, purpose)
    assertShallow(plain, 2)
    const records: CheckpointRecord[] = []
    for (const value of decodeMulti(plain, limits)) {
      if (records.length >= header.records) return bad('not-readable', 'more records than promised')
      const [id, row, document] = recordTuple.parse(value)
      records.push({ id: id as RecordId, row, document })
    }
    return records.length === header.records ? { ok: true, value: records } : bad('not-readable', 'fewer records than promised')
  } catch (error) {
    return bad('not-readable', error instanceof Error ? error.message.slice(0, 200) : 'body')
  }
}
