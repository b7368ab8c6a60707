/** Rightly built files that must not count all the same: E2, E3, E4, E7 and their like. */
import type { Entry } from '#shared/bridge/contract.ts'
import { type FieldValue, recordId } from '#shared/domain/record.ts'
import { createRecord } from '#shared/sync/engine.ts'
import { filePath } from '#shared/sync/file-name.ts'
import { buildStatement, type StatementBody } from '#shared/sync/roster-statement.ts'
import { buildSegment, lastNumberOf, type SegmentToWrite } from '#shared/sync/segment.ts'
import { deviceOfKey } from '#shared/sync/signed-file.ts'
import { nodeCrypto, signerOf } from '../../electron/services/keys/node-crypto.ts'
import { chanceBytes } from './chance-bytes.ts'
import { type Program, programOf, sealedHeader } from './keys-of.ts'
import type { Person } from './office.ts'
import type { Tale } from './tale.ts'

export interface Forgery {
  readonly what: string
  readonly path: string
  readonly bytes: Uint8Array
  /** Its own device must not become a member, or its entries must not have effect: beyond the file itself. */
  readonly editId?: string
}

let serial = 0
function someEntry(device: string, number: number, kind: 'person' | 'approval' = 'person'): Entry {
  serial += 1
  const record = recordId(kind, `gia-${serial}`)
  const fields: Readonly<Record<string, FieldValue>> =
    kind === 'person' ? { title: 'giả' } : { subject: 'person.x', version: 'a'.repeat(64), decision: 'approved' }
  const stamp = { device, session: '0'.repeat(16), author: 'Kẻ giả', time: 1 }
  return {
    device,
    number,
    editId: `forged-${serial}`,
    author: 'Kẻ giả',
    time: 1,
    record,
    changes: createRecord(record, fields, stamp).changes
  }
}

interface Wish {
  readonly what: string
  readonly part?: Partial<SegmentToWrite>
  readonly epoch?: string
  readonly heads?: readonly string[]
  readonly entry?: Entry
}

/** The next segment of a laptop, as its keys allow, changed as wished. */
function segmentOf({ keys, roster, segments }: Program, { what, part = {}, epoch, heads, entry }: Wish): Forgery {
  const last = segments.at(-1)
  const number = lastNumberOf(last) + 1
  const key = roster.keyOf(epoch ?? roster.roster().current?.id ?? '')
  if (!key) throw new Error(`no key for ${what}`)
  const written = entry ?? someEntry(keys.device, number)
  const built = buildSegment(
    {
      office: roster.identity.id,
      device: keys.device,
      sequence: (last?.name.sequence ?? 0) + 1,
      previous: last?.fileHash ?? null,
      firstNumber: number,
      entries: [written],
      seen: {},
      ...part
    },
    { crypto: nodeCrypto, signer: keys.signer, epoch: key, roster: heads ?? roster.roster().heads }
  )
  return { what, path: built.path, bytes: built.bytes, editId: written.editId }
}

function statementOf({ keys, roster }: Program, what: string, statement: StatementBody, heads = roster.roster().heads): Forgery {
  const { name, bytes } = buildStatement(
    { office: roster.identity.id, sequence: 50, previous: null, parents: heads, statement, names: null },
    keys.signer,
    null,
    nodeCrypto
  )
  return { what, path: filePath(name), bytes }
}

function stranger(like: Program): Program {
  const signer = signerOf(chanceBytes(32))
  return { ...like, keys: { ...like.keys, signer, device: deviceOfKey(signer.publicKey) }, segments: [] }
}

/** The first one is none: it must be taken in. */
export async function forgeries({ office, founder, officer, reader, formerOfficer }: Tale): Promise<Forgery[]> {
  const at = (person: Person) => programOf(person, office.office)
  const [admin, member, onlyReads, former] = [await at(founder), await at(officer), await at(reader), await at(formerOfficer)]
  const unknown = stranger(member)
  const first = Array.from(admin.roster.roster().epochs.values()).find(({ number }) => number === 1)?.id ?? ''
  const before = sealedHeader(former.segments.at(-1) ?? failed('the former officer wrote nothing')).roster
  const current = lastOf(member)
  const enrolment = (program: Program): StatementBody => ({
    kind: 'enrol',
    device: unknown.keys.device,
    signer: unknown.keys.signer.publicKey,
    sealTo: program.keys.sealTo,
    role: 'administrator',
    keyFile: 'a'.repeat(64)
  })
  const inMembersFolder = { ...unknown, keys: { ...unknown.keys, device: member.keys.device }, segments: member.segments }
  return [
    segmentOf(member, { what: 'no forgery' }),
    segmentOf(unknown, { what: 'a segment by an unknown key' }),
    segmentOf(inMembersFolder, { what: 'a segment by an unknown key in a member’s folder' }),
    segmentOf(former, { what: 'a segment of a laptop put out, as if it had not heard', epoch: first, heads: before }),
    segmentOf(former, {
      what: 'a segment of a laptop put out, which has heard',
      epoch: first,
      heads: admin.roster.roster().heads
    }),
    segmentOf(member, { what: 'a segment with an older epoch', epoch: first }),
    segmentOf(member, {
      what: 'a second segment of one number',
      part: { sequence: current.name.sequence, previous: current.header.previous }
    }),
    segmentOf(member, { what: 'a segment behind another one than there is', part: { previous: 'b'.repeat(64) } }),
    segmentOf(member, { what: 'a segment that leaves a number out', part: { firstNumber: lastNumberOf(current) + 2 } }),
    segmentOf(member, {
      what: 'an approval by an officer',
      entry: someEntry(member.keys.device, lastNumberOf(current) + 1, 'approval')
    }),
    segmentOf(onlyReads, { what: 'a change by a reader' }),
    statementOf(member, 'an enrolment by an officer', enrolment(member)),
    statementOf(former, 'an enrolment by a laptop put out', enrolment(former), before),
    statementOf(unknown, 'an enrolment by an unknown key', enrolment(unknown))
  ]
}

const lastOf = ({ segments }: Program) => segments.at(-1) ?? failed('nothing was written')
function failed(why: string): never {
  throw new Error(why)
}
