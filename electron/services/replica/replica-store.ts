/**
 * A replica that has been read and checked: which segments are valid, in which order, and what to do with a new one.
 * Guards: only what passes FORMAT.md section 5 counts; the rest is set aside with its reason, and what is good still loads.
 */
import type { Entry, Office, Positions } from '#shared/bridge/contract.ts'
import { deviceOf } from '#shared/sync/actor.ts'
import { hashOf } from '#shared/sync/bytes.ts'
import { actorOfChange } from '#shared/sync/change-actor.ts'
import { type FileName, filePath, parseFilePath } from '#shared/sync/file-name.ts'
import type { FolderPort } from '#shared/sync/folder-port.ts'
import { maxPackFileBytes, maxSegmentFileBytes } from '#shared/sync/limits.ts'
import {
  checkPack,
  packedSegmentAt,
  readPackEntries,
  readPackFile,
  readPackIndex,
  segmentOfPack,
  withPack
} from '#shared/sync/pack.ts'
import { type Identity, type OpenIdentity, readIdentity, writeIdentity } from '#shared/sync/replica-identity.ts'
import { mayChange } from '#shared/sync/roles.ts'
import { droppedKey, type Member, roleAt } from '#shared/sync/roster.ts'
import {
  checkChain,
  type Fault,
  lastNumberOf,
  ownHashOf,
  pathOfSegment,
  type Reading,
  readEntries,
  readSegmentFile,
  type Segment
} from '#shared/sync/segment.ts'
import { identityFile, isTemporaryName, type SegmentName, segmentPath } from '#shared/sync/segment-name.ts'
import { standingOf, vouchedFor } from '#shared/sync/standing.ts'
import type { RosterStore } from '../roster/roster-store.ts'

export type Acceptance =
  | { readonly state: 'accepted'; readonly entries: number }
  | { readonly state: 'known' }
  | { readonly state: 'waits' }
  | { readonly state: 'rejected'; readonly fault: Fault }

export interface ReplicaStore {
  readonly office: () => Office | null
  readonly identity: () => Identity | null
  /** Gives a replica that has none its identity. */
  readonly adopt: (office: Pick<Office, 'id' | 'name' | 'sample'>) => Promise<void>
  readonly segments: () => readonly Segment[]
  readonly segmentsOf: (device: string) => readonly Segment[]
  readonly lastOf: (device: string) => Segment | undefined
  readonly holds: (path: string) => boolean
  readonly positions: () => Positions
  /** Entries that the writer's role did not allow are marked `refused`. */
  readonly entriesOf: (segment: Segment) => Promise<Entry[]>
  /** How many entries of a laptop were found here that its role did not allow; counted as they are read. */
  readonly refusedOf: (device: string) => number
  readonly bytesOf: (segment: Segment) => Promise<Uint8Array>
  /** Checks a segment or pack and, when it is valid and fits into its device's row, keeps it. */
  readonly accept: (name: SegmentName & { readonly ending?: FileName['ending'] }, bytes: Uint8Array) => Promise<Acceptance>
  /** Whether a pack that is held stands for this very file. */
  readonly covers: (name: FileName) => boolean
  /** Grows when a branch gave way to another: entries that were given out before are not the ones that count. */
  readonly generation: () => number
  /** After the roster has changed: what it does not let in any more counts no longer. */
  readonly reconsider: () => void
  /** Files here whose forerunner has not arrived. */
  readonly waiting: () => readonly string[]
  /** Problems met while opening, by file. */
  readonly faults: () => readonly { readonly file: string; readonly bytes: Uint8Array | null; readonly fault: Fault }[]
}

/** `roster`: of a sealed office. Without it, an open office is read. */
export async function openReplica(folder: FolderPort, roster: RosterStore | null = null): Promise<ReplicaStore> {
  const faults: { file: string; bytes: Uint8Array | null; fault: Fault }[] = []
  const chains = new Map<string, Segment[]>()
  const waiting = new Map<string, SegmentName>()
  const waitingPacks: FileName[] = []
  let identity: Identity | null = null
  const unsealing = roster ? { crypto: roster.crypto, keyOf: roster.keyOf } : null

  const identityBytes = await folder.read(identityFile, 1_000_000)
  if (identityBytes) {
    const reading = readIdentity(identityBytes)
    if (reading.state === 'ours') identity = reading.identity
    else {
      const reason = reading.state === 'newer' ? 'newer-version' : 'altered'
      faults.push({ file: identityFile, bytes: identityBytes, fault: { reason, detail: '' } })
    }
  }

  const lastOf = (device: string) => chains.get(device)?.at(-1)
  const segments = () => Array.from(chains.values()).flat()
  const hold = (segment: Segment) => {
    const chain = chains.get(segment.name.device) ?? []
    chain.push(segment)
    chains.set(segment.name.device, chain)
  }
  const memberOf = (device: string): Member | undefined => roster?.roster().members.get(device)

  /** Entries that their writers' roles did not allow: `device/number`. */
  const refusals = new Set<string>()
  /** How often what had counted no longer did, since the start. */
  let takenBack = 0
  const rolesNow = () => new Map(Array.from(roster?.roster().members.values() ?? [], (member) => [member.device, member]))
  let rolesThen = rolesNow()
  /** A word about a role that counts after all, or counts no longer, and that touches what is here. */
  const hasOtherRole = (device: string, chain: readonly Segment[]): boolean => {
    const [now, then] = [memberOf(device), rolesThen.get(device)]
    return then !== undefined && chain.some(({ name }) => roleAt(now, name.sequence) !== roleAt(then, name.sequence))
  }
  /** What a member had received of a revoked laptop in good faith; counted anew only when there is more to count. */
  const vouches = new Map<string, { readonly basis: string; readonly last: number }>()
  const vouched = (device: string): number => {
    const member = memberOf(device)
    if (!roster || !member?.revoked) return 0
    const basis = `${segments().length} ${roster.print()}`
    const known = vouches.get(device)
    if (known?.basis === basis) return known.last
    const last = vouchedFor(roster.roster(), member, segments())
    vouches.set(device, { basis, last })
    return last
  }

  const standingFault = (segment: Segment, held: Segment | undefined): Acceptance | null => {
    if (!roster) return null
    const standing = standingOf(roster.roster(), segment, held, vouched(segment.name.device))
    if (standing === 'allowed') return null
    if (standing === 'waits') return { state: 'waits' }
    return { state: 'rejected', fault: { reason: standing, detail: `sequence ${segment.name.sequence}` } }
  }
  const judgePack = (name: FileName, bytes: Uint8Array, arriving: boolean): Acceptance & { segment?: Segment } => {
    if (!identity || !roster || !unsealing) return { state: 'rejected', fault: { reason: 'foreign-name', detail: 'a pack' } }
    const file = readPackFile(name, bytes, identity.id, roster.crypto)
    if (!file.ok) return { state: 'rejected', fault: file.fault }
    const index = readPackIndex(file.value, unsealing)
    const chain = chains.get(name.device) ?? []
    // Looked at from a terminal, without keys: what is outside the seal is all that can be checked.
    if (!index.ok && roster.keys().length === 0 && chain.length === 0)
      return { state: 'accepted', entries: file.value.header.count, segment: segmentOfPack(file.value, null) }
    if (!index.ok) return { state: 'rejected', fault: index.fault }
    const segment = segmentOfPack(file.value, index.value)
    const refusal = standingFault(
      segment,
      chain.findLast((one) => one.name.sequence < file.value.header.first)
    )
    if (refusal) return refusal
    const state = checkPack(chain, segment)
    if (state === 'known' || state === 'waits') return { state }
    if (state !== 'fits') {
      const reason = state === 'forked' ? 'forked' : 'broken-chain'
      return { state: 'rejected', fault: { reason, detail: `pack ${name.sequence}` } }
    }
    const entries = arriving ? readPackEntries(file.value, unsealing) : null
    if (entries && !entries.ok) return { state: 'rejected', fault: entries.fault }
    return { state: 'accepted', entries: segment.header.count, segment }
  }

  /** `arriving`: the body is opened too; what lies here already has been opened once. */
  const judge = (name: SegmentName, bytes: Uint8Array, arriving: boolean): Acceptance & { segment?: Segment } => {
    if (!identity) return { state: 'rejected', fault: { reason: 'other-office', detail: 'no identity' } }
    const file = readSegmentFile(name, bytes, identity.id, roster?.crypto ?? null)
    if (!file.ok) return { state: 'rejected', fault: file.fault }
    const { segment } = file.value
    const held = lastOf(name.device)
    const refusal = standingFault(segment, held)
    if (refusal) return refusal
    const chain = checkChain(held, segment)
    if (chain === 'waits') return { state: 'waits' }
    if (chain === 'broken') return { state: 'rejected', fault: { reason: whyBroken(name), detail: `sequence ${name.sequence}` } }
    if (arriving || !roster) {
      const entries = readEntries(file.value, unsealing)
      if (!entries.ok) return { state: 'rejected', fault: entries.fault }
    }
    return { state: 'accepted', entries: segment.header.count, segment }
  }

  /** A second file of one number, rightly signed: the laptop was copied, and wrote on in two places. */
  const whyBroken = ({ device, sequence }: SegmentName): Fault['reason'] =>
    heldHash(device, sequence) !== null || branchPoint(device, sequence) !== null ? 'forked' : 'broken-chain'

  /** Hash of what is held under a number, in a segment or a pack. */
  const heldHash = (device: string, sequence: number): string | null => {
    for (const { name, fileHash, pack } of chains.get(device) ?? []) {
      if (name.sequence === sequence) return fileHash
      const inside = pack?.index?.segments.find((one) => one.sequence === sequence)
      if (inside) return inside.fileHash
    }
    return null
  }
  /** The first number up to `sequence` that a laptop has said to have written anew under another one. */
  const branchPoint = (device: string, sequence: number): number | null => {
    const points = Array.from(roster?.roster().dropped ?? [], (key) => key.split('/'))
      .filter(([owner, at]) => owner === device && Number(at) <= sequence)
      .map(([, at]) => Number(at))
    return points.length > 0 ? Math.min(...points) : null
  }
  /**
   * Two branches of a copied laptop are never held together. Of the two the one that was written anew elsewhere gives way, and only when the
   * other one is there: nobody makes work vanish by saying so.
   */
  const giveWay = (device: string, numbers: readonly (readonly [number, string])[]): boolean => {
    for (const [sequence, hash] of numbers) {
      const here = heldHash(device, sequence)
      if (here === null || here === hash || !roster?.roster().dropped.has(droppedKey(device, sequence, here))) continue
      const chain = chains.get(device) ?? []
      const at = chain.findIndex((one) => one.name.sequence >= sequence)
      chains.set(device, chain.slice(0, at))
      return true
    }
    return false
  }
  const judgeOne = (name: SegmentName & { readonly ending: FileName['ending'] }, bytes: Uint8Array, arriving: boolean) =>
    name.ending === 'pack' ? judgePack(name, bytes, arriving) : judge(name, bytes, arriving)
  const judgeBranch = (name: SegmentName & { readonly ending: FileName['ending'] }, bytes: Uint8Array, arriving: boolean) => {
    const verdict = judgeOne(name, bytes, arriving)
    if (verdict.state !== 'rejected' || verdict.fault.reason !== 'forked') return verdict
    return giveWay(name.device, numbersIn(name, bytes)) ? judgeOne(name, bytes, arriving) : verdict
  }
  /** Number and hash of each segment in a file that was judged before. */
  const numbersIn = (name: SegmentName & { readonly ending: FileName['ending'] }, bytes: Uint8Array): [number, string][] => {
    if (name.ending !== 'pack') return [[name.sequence, hashOf(bytes)]]
    const file = identity && unsealing ? readPackFile(name, bytes, identity.id, unsealing.crypto) : null
    const index = file?.ok && unsealing ? readPackIndex(file.value, unsealing) : null
    return index?.ok ? index.value.segments.map((one) => [one.sequence, one.fileHash]) : []
  }

  /** A pack stands for it; whether for these very bytes is asked elsewhere. */
  const isCovered = ({ device, sequence }: SegmentName): boolean => {
    const pack = (chains.get(device) ?? []).findLast((one) => one.pack)
    return pack !== undefined && sequence <= pack.name.sequence
  }
  const loadPack = async (name: FileName): Promise<void> => {
    const bytes = await folder.read(filePath(name), maxPackFileBytes).catch(() => null)
    if (!bytes) return
    const verdict = judgeBranch(name, bytes, false)
    if (verdict.segment) chains.set(name.device, withPack(chains.get(name.device) ?? [], verdict.segment))
    else if (verdict.state === 'waits') waitingPacks.push(name)
    else if (verdict.state === 'rejected' && verdict.fault.reason !== 'forked')
      faults.push({ file: filePath(name), bytes, fault: verdict.fault })
  }

  /** Loads what lies in the folder already; after a gap is filled, what waited behind it. */
  const load = async (name: SegmentName): Promise<void> => {
    if (isCovered(name)) return
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
    const verdict = judgeBranch({ ...name, ending: 'seg' }, bytes, false)
    if (verdict.segment) hold(verdict.segment)
    else if (verdict.state === 'waits') waiting.set(segmentPath(name), name)
    // What was dropped lies here for good: it is written anew under another number, and nothing is wrong.
    else if (verdict.state === 'rejected' && verdict.fault.reason !== 'forked')
      faults.push({ file: segmentPath(name), bytes, fault: verdict.fault })
  }
  const loadWaiting = async (device: string): Promise<void> => {
    const names = inSequence(Array.from(waiting.values()).filter((name) => name.device === device))
    for (const name of names) {
      waiting.delete(segmentPath(name))
      await load(name)
    }
  }

  const found: SegmentName[] = []
  const packs: FileName[] = []
  for (const file of await folder.list()) {
    const name = file.isLink ? null : parseFilePath(file.path)
    if (name?.ending === 'seg') found.push(name)
    else if (name?.ending === 'pack') packs.push(name)
    else if (file.isLink) faults.push({ file: file.path, bytes: null, fault: { reason: 'link', detail: '' } })
    else if (!name && file.path !== identityFile && !isTemporaryName(file.path.split('/').at(-1) ?? '')) {
      faults.push({ file: file.path, bytes: null, fault: { reason: 'foreign-name', detail: '' } })
    }
  }
  // Of a laptop that was put out, what others vouch for counts: the others come first.
  const isRevoked = (name: SegmentName) => Number(Boolean(memberOf(name.device)?.revoked))
  // The longest first: it stands for the shorter ones; one that begins behind it waits for it.
  for (const name of packs.sort((a, b) => isRevoked(a) - isRevoked(b) || b.sequence - a.sequence)) await loadPack(name)
  for (const name of waitingPacks.splice(0).reverse()) await loadPack(name)
  for (const name of inSequence(found).sort((a, b) => isRevoked(a) - isRevoked(b))) await load(name)

  const readBack = async (segment: Segment): Promise<Uint8Array> => {
    const path = pathOfSegment(segment)
    const bytes = await folder.read(path, segment.pack ? maxPackFileBytes : maxSegmentFileBytes)
    if (!bytes) throw Object.assign(new Error(`segment is gone: ${path}`), { code: 'ENOENT' })
    return bytes
  }
  const readAll = async (segment: Segment): Promise<Reading<Entry[]>> => {
    const office = identity?.id ?? ''
    const bytes = await readBack(segment)
    if (segment.pack && unsealing) {
      const file = readPackFile({ ...segment.name, ending: 'pack' }, bytes, office, unsealing.crypto)
      return file.ok ? readPackEntries(file.value, unsealing) : file
    }
    const file = readSegmentFile(segment.name, bytes, office, roster?.crypto ?? null)
    return file.ok ? readEntries(file.value, unsealing) : file
  }
  /** A pack is read page by page, and opened once for all of them. */
  let lastPack: { readonly hash: string; readonly entries: Entry[] } | null = null
  const entriesOf = async (segment: Segment): Promise<Entry[]> => {
    if (segment.pack && lastPack?.hash === segment.pack.fileHash) return lastPack.entries
    const entries = await readAll(segment)
    if (!entries.ok) throw Object.assign(new Error(`segment no longer reads: ${entries.fault.reason}`), { code: 'EIO' })
    if (segment.pack) lastPack = { hash: segment.pack.fileHash, entries: entries.value }
    return entries.value
  }

  return {
    office: () => (identity ? officeOf(identity, roster) : null),
    identity: () => identity,
    adopt: async ({ id, name, sample }) => {
      const open: OpenIdentity = { kind: 'open', id, name, sample }
      await folder.createOnce(identityFile, writeIdentity(open))
      identity = open
    },
    segments,
    segmentsOf: (device) => chains.get(device) ?? [],
    lastOf,
    holds: (path) => {
      const name = parseFilePath(path)
      return name !== null && (chains.get(name.device) ?? []).some((one) => pathOfSegment(one) === path)
    },
    covers: (name) => {
      const chain = chains.get(name.device) ?? []
      if (name.ending === 'pack') return chain.some((one) => one.pack && one.name.sequence >= name.sequence)
      return chain.some(({ pack }) =>
        pack?.index?.segments.some((one) => one.sequence === name.sequence && one.fileHash.startsWith(name.hash))
      )
    },
    positions: () => Object.fromEntries(Array.from(chains, ([device, chain]) => [device, lastNumberOf(chain.at(-1))])),
    entriesOf: async (segment) => {
      const entries = await entriesOf(segment)
      if (!roster) return entries
      const all = entries.map((entry) => marked(entry, roster, segment))
      for (const { refused, device, number } of all) if (refused) refusals.add(`${device}/${number}`)
      return all
    },
    refusedOf: (device) => Array.from(refusals).filter((key) => key.startsWith(`${device}/`)).length,
    bytesOf: async (segment) => {
      const bytes = await readBack(segment)
      // What went bad here since it was checked must not reach the share under a good name.
      if (hashOf(bytes) !== ownHashOf(segment))
        throw Object.assign(new Error('segment no longer reads: altered'), { code: 'EIO' })
      return bytes
    },
    accept: async (name, bytes) => {
      const full = { ...name, ending: name.ending ?? 'seg' } as const
      const chain = chains.get(name.device) ?? []
      if (chain.some((one) => pathOfSegment(one) === filePath(full))) return { state: 'known' }
      const { segment, ...verdict } = judgeBranch(full, bytes, true)
      if (!segment) return verdict
      await folder.write(filePath(full), bytes)
      if (segment.pack) chains.set(name.device, withPack(chains.get(name.device) ?? [], segment))
      else hold(segment)
      await loadWaiting(name.device)
      return verdict
    },
    reconsider: () => {
      for (const [device, chain] of chains) {
        // Somebody whom an administrator let in that had been put out. Who is known keeps what was taken in while it counted.
        if (roster && !memberOf(device)) chains.delete(device)
        else if (!hasOtherRole(device, chain)) continue
        takenBack += 1
      }
      rolesThen = rolesNow()
    },
    generation: () =>
      takenBack +
      Array.from(roster?.roster().dropped ?? []).filter((key) => {
        const [device = '', sequence, hash] = key.split('/')
        const here = heldHash(device, Number(sequence))
        return here !== null && here !== hash
      }).length,
    waiting: () => Array.from(waiting.keys()),
    faults: () => faults
  }
}

function officeOf(identity: Identity, roster: RosterStore | null): Office {
  if (identity.kind === 'open') return { id: identity.id, name: identity.name, sample: identity.sample, sealed: false }
  return { id: identity.id, name: roster?.officeName() ?? '', sample: false, sealed: true }
}

/** Guards: no laptop writes what its role forbids, or in another one's name; what it had before it went on under new keys is its own. */
function marked(entry: Entry, roster: RosterStore, { name, pack }: Segment): Entry {
  const { device } = name
  const sequence = pack?.index ? (packedSegmentAt(pack.index, entry.number)?.sequence ?? name.sequence) : name.sequence
  const { members } = roster.roster()
  const own = new Set<string>()
  for (
    let one = members.get(device);
    one && !own.has(one.device);
    one = one.predecessor ? members.get(one.predecessor) : undefined
  )
    own.add(one.device)
  const isForged = entry.changes.some((change) => {
    const actor = actorOfChange(change)
    return actor !== null && !own.has(deviceOf(actor))
  })
  return mayChange(roleAt(members.get(device), sequence), entry.record) && !isForged ? entry : { ...entry, refused: true }
}

function inSequence(names: readonly SegmentName[]): SegmentName[] {
  return [...names].sort((a, b) => a.sequence - b.sequence || (a.hash < b.hash ? -1 : 1))
}
