/**
 * A replica that has been read and checked: which segments are valid, in which order, and what to do with a new one.
 * Guards: only what passes FORMAT.md section 5 counts; the rest is set aside with its reason, and what is good still loads.
 */
import type { Entry, Office, Positions } from '#shared/bridge/contract.ts'
import { hashOf } from '#shared/sync/bytes.ts'
import type { FolderPort } from '#shared/sync/folder-port.ts'
import { maxSegmentFileBytes } from '#shared/sync/limits.ts'
import { readIdentity, writeIdentity } from '#shared/sync/replica-identity.ts'
import { checkChain, type Fault, readSegment, type Segment } from '#shared/sync/segment.ts'
import { identityFile, isTemporaryName, parseSegmentPath, type SegmentName, segmentPath } from '#shared/sync/segment-name.ts'

export type Acceptance =
  | { readonly state: 'accepted'; readonly entries: number }
  | { readonly state: 'known' }
  | { readonly state: 'waits' }
  | { readonly state: 'rejected'; readonly fault: Fault }

export interface ReplicaStore {
  readonly office: () => Office | null
  /** Gives a replica that has none its identity. */
  readonly adopt: (office: Office) => Promise<void>
  readonly segments: () => readonly Segment[]
  readonly segmentsOf: (device: string) => readonly Segment[]
  readonly lastOf: (device: string) => Segment | undefined
  readonly holds: (path: string) => boolean
  readonly positions: () => Positions
  readonly entriesOf: (segment: Segment) => Promise<Entry[]>
  readonly bytesOf: (segment: Segment) => Promise<Uint8Array>
  /** Checks a file and, when it is valid and next in its device's row, keeps it. */
  readonly accept: (name: SegmentName, bytes: Uint8Array) => Promise<Acceptance>
  /** Files here whose forerunner has not arrived. */
  readonly waiting: () => readonly string[]
  /** Problems met while opening, by file. */
  readonly faults: () => readonly { readonly file: string; readonly bytes: Uint8Array | null; readonly fault: Fault }[]
}

export async function openReplica(folder: FolderPort): Promise<ReplicaStore> {
  const faults: { file: string; bytes: Uint8Array | null; fault: Fault }[] = []
  const chains = new Map<string, Segment[]>()
  const waiting = new Map<string, SegmentName>()
  let office: Office | null = null

  const identity = await folder.read(identityFile, 1_000_000)
  if (identity) {
    const reading = readIdentity(identity)
    if (reading.state === 'ours') office = reading.office
    else
      faults.push({
        file: identityFile,
        bytes: identity,
        fault: { reason: reading.state === 'newer' ? 'newer-version' : 'altered', detail: '' }
      })
  }

  const lastOf = (device: string) => chains.get(device)?.at(-1)
  const hold = (segment: Segment) => {
    const chain = chains.get(segment.name.device) ?? []
    chain.push(segment)
    chains.set(segment.name.device, chain)
  }

  const judge = (name: SegmentName, bytes: Uint8Array): Acceptance & { segment?: Segment } => {
    if (!office) return { state: 'rejected', fault: { reason: 'other-office', detail: 'no identity' } }
    const reading = readSegment(name, bytes, office.id)
    if (!reading.ok) return { state: 'rejected', fault: reading.fault }
    const { segment, entries } = reading.value
    const chain = checkChain(lastOf(name.device), segment)
    if (chain === 'waits') return { state: 'waits' }
    if (chain === 'broken') return { state: 'rejected', fault: { reason: 'broken-chain', detail: `sequence ${name.sequence}` } }
    return { state: 'accepted', entries: entries.length, segment }
  }

  /** Loads what lies in the folder already; after a gap is filled, what waited behind it. */
  const load = async (name: SegmentName): Promise<void> => {
    // One file that the disk will not give must not keep the app from opening.
    let failed = false
    const bytes = await folder.read(segmentPath(name), maxSegmentFileBytes).catch(() => {
      failed = true
      return null
    })
    if (!bytes) {
      faults.push({
        file: segmentPath(name),
        bytes: null,
        fault: { reason: failed ? 'not-readable' : 'too-large', detail: '' }
      })
      return
    }
    const verdict = judge(name, bytes)
    if (verdict.segment) hold(verdict.segment)
    else if (verdict.state === 'waits') waiting.set(segmentPath(name), name)
    else if (verdict.state === 'rejected') faults.push({ file: segmentPath(name), bytes, fault: verdict.fault })
  }
  const loadWaiting = async (device: string): Promise<void> => {
    const names = inSequence(Array.from(waiting.values()).filter((name) => name.device === device))
    for (const name of names) {
      waiting.delete(segmentPath(name))
      await load(name)
    }
  }

  const found: SegmentName[] = []
  for (const file of await folder.list()) {
    const name = file.isLink ? null : parseSegmentPath(file.path)
    if (name) found.push(name)
    else if (file.isLink) faults.push({ file: file.path, bytes: null, fault: { reason: 'link', detail: '' } })
    else if (file.path !== identityFile && !isTemporaryName(file.path.split('/').at(-1) ?? '')) {
      faults.push({ file: file.path, bytes: null, fault: { reason: 'foreign-name', detail: '' } })
    }
  }
  for (const name of inSequence(found)) await load(name)

  const readBack = async (segment: Segment): Promise<Uint8Array> => {
    const bytes = await folder.read(segmentPath(segment.name), maxSegmentFileBytes)
    if (!bytes) throw Object.assign(new Error(`segment is gone: ${segmentPath(segment.name)}`), { code: 'ENOENT' })
    return bytes
  }

  return {
    office: () => office,
    adopt: async (given) => {
      await folder.createOnce(identityFile, writeIdentity(given))
      office = given
    },
    segments: () => Array.from(chains.values()).flat(),
    segmentsOf: (device) => chains.get(device) ?? [],
    lastOf,
    holds: (path) => {
      const name = parseSegmentPath(path)
      return name !== null && (chains.get(name.device) ?? []).some((one) => one.name.hash === name.hash)
    },
    positions: () =>
      Object.fromEntries(
        Array.from(chains, ([device, chain]) => {
          const last = chain.at(-1)
          return [device, last ? last.header.firstNumber + last.header.count - 1 : 0]
        })
      ),
    entriesOf: async (segment) => {
      const reading = readSegment(segment.name, await readBack(segment), office?.id ?? '')
      if (!reading.ok) throw Object.assign(new Error(`segment no longer reads: ${reading.fault.reason}`), { code: 'EIO' })
      return reading.value.entries
    },
    bytesOf: async (segment) => {
      const bytes = await readBack(segment)
      // What went bad here since it was checked must not reach the share under a good name.
      if (hashOf(bytes) !== segment.fileHash) throw Object.assign(new Error('segment no longer reads: altered'), { code: 'EIO' })
      return bytes
    },
    accept: async (name, bytes) => {
      if ((chains.get(name.device) ?? []).some((one) => one.name.hash === name.hash)) return { state: 'known' }
      const { segment, ...verdict } = judge(name, bytes)
      if (segment) {
        await folder.write(segmentPath(name), bytes)
        hold(segment)
        await loadWaiting(name.device)
      }
      return verdict
    },
    waiting: () => Array.from(waiting.keys()),
    faults: () => faults
  }
}

function inSequence(names: readonly SegmentName[]): SegmentName[] {
  return [...names].sort((a, b) => a.sequence - b.sequence || (a.hash < b.hash ? -1 : 1))
}
