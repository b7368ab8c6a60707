/**
 * A replica that has been read and checked: which segments are valid, in which order, and what to do with a new one.
 * Guards: only what passes FORMAT.md section 5 counts; the rest is set aside with its reason, and what is good still loads.
 */
import type { Entry, Office, Positions } from '#shared/bridge/contract.ts'
import { equalBytes, hashOf } from '#shared/sync/bytes.ts'
import { encodeEntry } from '#shared/sync/entry.ts'
import { type FileName, filePath, parseFilePath } from '#shared/sync/file-name.ts'
import type { FolderPort } from '#shared/sync/folder-port.ts'
import { maxPackFileBytes, maxSegmentFileBytes } from '#shared/sync/limits.ts'
import type { RoleSpan } from '#shared/sync/member.ts'
import { readPack, readPackEntries, readPackFile, withPack } from '#shared/sync/pack.ts'
import { type Identity, type OpenIdentity, readIdentity, writeIdentity } from '#shared/sync/replica-identity.ts'
import { roles } from '#shared/sync/roles.ts'
import {
  type Fault,
  fileNameOf,
  isSealed,
  lastNumberOf,
  ownHashOf,
  pathOfSegment,
  type Reading,
  readEntries,
  readSegment,
  readSegmentFile,
  type Segment
} from '#shared/sync/segment.ts'
import { identityFile, isTemporaryName, type SegmentName } from '#shared/sync/segment-name.ts'
import type { RosterStore } from '../roster/roster-store.ts'
import { type Acceptance, type Chains, createJudge, dependsOnRoster, type HistoryName, type Verdict } from './judge.ts'
import { markRefused, printOfRoles } from './mark-refused.ts'

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
  /** Its file outlasts a power cut from now on. Throws where that cannot be made sure of. */
  readonly settle: (segment: Segment) => Promise<void>
  /** Checks a segment or pack and, when it is valid and fits into its device's row, keeps it. */
  readonly accept: (name: SegmentName & { readonly ending?: FileName['ending'] }, bytes: Uint8Array) => Promise<Acceptance>
  /** Whether a pack that is held stands for this very file. */
  readonly covers: (name: FileName) => boolean
  /** Another number means that of the entries given out before others count now: a branch gave way, a role was changed. */
  readonly generation: () => number
  /** After the roster has changed: what it does not let in any more counts no longer, and what waited for its word is looked at again. */
  readonly reconsider: () => Promise<void>
  /** Files here that cannot be taken in yet: their forerunner, a statement or a key has not arrived. */
  readonly waiting: () => readonly string[]
  /** What a segment or pack says, whether or not it counts. */
  readonly readFile: (name: HistoryName, bytes: Uint8Array) => Reading<{ segment: Segment; entries: Entry[] }>
  /** Entries of a laptop in files that wait, as far as they can be read: they count nowhere yet. */
  readonly entriesWaiting: (device: string) => Promise<Entry[]>
  /** Problems met while opening, by file. */
  readonly faults: () => readonly { readonly file: string; readonly bytes: Uint8Array | null; readonly fault: Fault }[]
}

/** `roster`: of a sealed office. Without it, an open office is read. */
export async function openReplica(folder: FolderPort, roster: RosterStore | null = null): Promise<ReplicaStore> {
  const faults: { file: string; bytes: Uint8Array | null; fault: Fault }[] = []
  const chains: Chains = new Map()
  const waiting = new Map<string, { readonly name: HistoryName; readonly why: Fault | null }>()
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
  const { judge, givenWay, firstUnvouched, receivedBefore } = createJudge(chains, () => identity, roster)

  /** Entries that their writers' roles did not allow: `device/number`. */
  const refusals = new Set<string>()
  /** How often what had counted no longer did, since the start. */
  let takenBack = 0

  /** A pack stands for it. */
  const isCovered = ({ device, sequence, hash, ending }: HistoryName): boolean => {
    const pack = (chains.get(device) ?? []).findLast((one) => one.pack)
    if (ending !== 'seg' || !pack || sequence > pack.name.sequence) return false
    const inside = pack.pack?.index?.segments.find((one) => one.sequence === sequence)
    // Of a copied laptop, it may be the other branch that lies here beside the pack.
    return !inside || inside.fileHash.startsWith(hash)
  }
  const take = (segment: Segment) => {
    if (segment.pack) chains.set(segment.name.device, withPack(chains.get(segment.name.device) ?? [], segment))
    else hold(segment)
  }
  /** Loads what lies in the folder already. Answers what is wrong with it, or null. */
  const load = async (name: HistoryName): Promise<(typeof faults)[number] | null> => {
    if (isCovered(name)) return null
    const file = filePath(name)
    // One file that the disk will not give must not keep the app from opening.
    let failed = false
    const bytes = await folder.read(file, name.ending === 'pack' ? maxPackFileBytes : maxSegmentFileBytes).catch(() => {
      failed = true
      return null
    })
    if (!bytes) return { file, bytes: null, fault: { reason: failed ? 'not-readable' : 'too-large', detail: '' } }
    const verdict = await judgeAndMend(name, bytes, false)
    if (verdict.segment) take(verdict.segment)
    if (verdict.state === 'waits') waiting.set(file, { name, why: null })
    if (verdict.state !== 'rejected') return null
    if (dependsOnRoster.has(verdict.fault.reason)) waiting.set(file, { name, why: verdict.fault })
    // What was dropped lies here for good: it is written anew under another number, and nothing is wrong.
    return verdict.fault.reason === 'forked' ? null : { file, bytes, fault: verdict.fault }
  }
  const judgeAndMend = async (name: HistoryName, bytes: Uint8Array, arriving: boolean): Promise<Verdict> => {
    const held = chains.get(name.device) ?? []
    const { gaveWay, ...verdict } = judge(name, bytes, arriving)
    if (gaveWay === undefined) return verdict
    const before = (await namesIn(folder)).filter((one) => one.device === name.device && one.sequence < gaveWay)
    for (const one of inSequence(before)) {
      if ((chains.get(name.device) ?? []).every((other) => pathOfSegment(other) !== filePath(one))) await load(one)
    }
    const again = verdict.segment ? verdict : judge(name, bytes, arriving)
    if (again.segment) return { ...again, gaveWay }
    // What does not fit in after all puts nothing out of its place.
    chains.set(name.device, held)
    return again
  }
  /**
   * What counted until the roster said something else, or until the words gave way that vouched for it. Everybody comes to the same: who
   * could vouch has done so.
   */
  const giveUpUnvouched = (): void => {
    for (const [device, chain] of chains) {
      const at = firstUnvouched(device)
      if (at === null) continue
      for (const segment of chain.slice(at)) {
        const name = fileNameOf(segment)
        const detail = `sequence ${name.sequence}`
        waiting.set(filePath(name), { name, why: { reason: 'revoked-signer', detail } })
      }
      chains.set(device, chain.slice(0, at))
      takenBack += 1
    }
  }
  /** After a gap was filled, or the roster has changed: what waited, until nothing more comes of it. */
  const loadWaiting = async (of: (name: HistoryName) => boolean): Promise<void> => {
    for (let left = -1; left !== waiting.size && waiting.size > 0; ) {
      left = waiting.size
      for (const name of inSequence(Array.from(waiting.values(), (one) => one.name).filter(of))) {
        waiting.delete(filePath(name))
        await load(name)
      }
    }
  }

  const found: HistoryName[] = []
  for (const file of await folder.list()) {
    const name = file.isLink ? null : parseFilePath(file.path)
    if (name && (name.ending === 'seg' || name.ending === 'pack')) found.push(name)
    else if (file.isLink) faults.push({ file: file.path, bytes: null, fault: { reason: 'link', detail: '' } })
    else if (!name && file.path !== identityFile && !isTemporaryName(file.path.split('/').at(-1) ?? '')) {
      faults.push({ file: file.path, bytes: null, fault: { reason: 'foreign-name', detail: '' } })
    }
  }
  const unsure = new Map<string, (typeof faults)[number]>()
  for (const name of inSequence(found)) {
    const fault = await load(name)
    if (fault && waiting.has(fault.file)) unsure.set(fault.file, fault)
    else if (fault) faults.push(fault)
  }
  // Of a laptop that was put out, what others vouch for counts: by now the others are here.
  await loadWaiting(() => true)
  for (const [file, fault] of unsure) if (waiting.has(file)) faults.push(fault)

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
      const file = readPackFile(fileNameOf(segment), bytes, office, unsealing.crypto)
      return file.ok ? readPackEntries(file.value, unsealing) : file
    }
    const file = readSegmentFile(segment.name, bytes, office, roster?.crypto ?? null)
    return file.ok ? readEntries(file.value, unsealing) : file
  }
  /** A pack is read page by page, and opened once for all of them. */
  let lastPack: { readonly hash: string; readonly entries: Entry[] } | null = null
  const entriesOf = async (segment: Segment): Promise<Entry[]> => {
    if (segment.pack && lastPack?.hash === segment.pack.fileHash) return upTo(segment, lastPack.entries)
    const entries = await readAll(segment)
    if (!entries.ok) throw Object.assign(new Error(`segment no longer reads: ${entries.fault.reason}`), { code: 'EIO' })
    if (segment.pack) lastPack = { hash: segment.pack.fileHash, entries: entries.value }
    return upTo(segment, entries.value)
  }

  const readFile = (name: HistoryName, bytes: Uint8Array): Reading<{ segment: Segment; entries: Entry[] }> => {
    const office = identity?.id ?? ''
    return name.ending === 'pack' && unsealing
      ? readPack(name, bytes, office, unsealing)
      : readSegment(name, bytes, office, unsealing)
  }
  const inGoodFaith = (device: string, { from, role, by, before }: RoleSpan): number => {
    const first = (chains.get(device) ?? []).find((one) => one.name.sequence >= from)?.header.firstNumber
    if (first === undefined || before === null || roles.indexOf(role) >= roles.indexOf(before.role)) return 0
    const last = Math.min(receivedBefore(device, by), lastNumberOf(lastOf(device)))
    return last >= first ? last : 0
  }
  /** Whether a new pack holds, word for word, what is here under its numbers. */
  const saysTheSame = async (name: HistoryName, bytes: Uint8Array): Promise<boolean> => {
    const file = unsealing ? readPackFile(name, bytes, identity?.id ?? '', unsealing.crypto) : null
    if (!unsealing || !file?.ok) return false
    const { header } = file.value
    const isInPack = ({ name: { sequence } }: Segment) => sequence >= header.first && sequence <= header.sequence
    const here = (chains.get(name.device) ?? []).filter((one) => isInPack(one) && one.header.count > 0)
    const packed = here.length > 0 ? readPackEntries(file.value, unsealing) : null
    if (packed && !packed.ok) return false
    for (const segment of here) {
      // What does not read here any more says nothing against it.
      for (const entry of await entriesOf(segment).catch(() => [])) {
        const inPack = packed?.value[entry.number - header.firstNumber]
        if (!inPack || !equalBytes(encodeEntry(inPack), encodeEntry(entry))) return false
      }
    }
    return true
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
      const all = entries.map((entry) => markRefused(entry, roster.roster(), segment, receivedBefore))
      for (const { refused, device, number } of all) if (refused) refusals.add(`${device}/${number}`)
      return all
    },
    refusedOf: (device) => Array.from(refusals).filter((key) => key.startsWith(`${device}/`)).length,
    settle: async (segment) => folder.flush?.(pathOfSegment(segment)),
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
      const { segment, ...verdict } = await judgeAndMend(full, bytes, true)
      if (!segment) return verdict
      if (segment.pack && !(await saysTheSame(full, bytes)))
        return { state: 'rejected', fault: { reason: 'altered', detail: 'a pack with other entries than its segments' } }
      await folder.write(filePath(full), bytes)
      take(segment)
      await loadWaiting((one) => one.device === name.device)
      if (verdict.gaveWay !== undefined || isVouching(segment)) giveUpUnvouched()
      return verdict
    },
    reconsider: async () => {
      for (const device of chains.keys()) {
        // Somebody whom an administrator let in that had been put out. Who is known keeps what was taken in while it counted.
        if (!roster || device === roster.own || roster.roster().members.has(device)) continue
        chains.delete(device)
        takenBack += 1
      }
      giveUpUnvouched()
      await loadWaiting(() => true)
    },
    generation: () => {
      const members = roster?.roster().members ?? new Map()
      const outsiders = roster ? Array.from(chains.keys()).filter((device) => !members.has(device)).length : 0
      return printOfRoles(members, inGoodFaith, [takenBack, givenWay(), outsiders])
    },
    waiting: () => Array.from(waiting).flatMap(([file, { why }]) => (why?.reason === 'forked' ? [] : [file])),
    readFile,
    entriesWaiting: async (device) => {
      const entries: Entry[] = []
      for (const { name } of waiting.values()) {
        if (name.device !== device) continue
        const bytes = await folder.read(filePath(name), maxPackFileBytes).catch(() => null)
        const read = bytes ? readFile(name, bytes) : null
        if (read?.ok) entries.push(...read.value.entries)
      }
      return entries
    },
    faults: () => faults
  }
}

function officeOf(identity: Identity, roster: RosterStore | null): Office {
  if (identity.kind === 'open') return { id: identity.id, name: identity.name, sample: identity.sample, sealed: false }
  return { id: identity.id, name: roster?.officeName() ?? '', sample: false, sealed: true }
}

/** Without those of a pack's segments that gave way. */
const upTo = (segment: Segment, entries: Entry[]): Entry[] =>
  entries.length > segment.header.count ? entries.slice(0, segment.header.count) : entries

const isVouching = ({ header, pack }: Segment): boolean =>
  (isSealed(header) && header.vouched !== undefined) || (pack?.index?.acknowledgements.some((one) => one.vouched) ?? false)

/** The segments and packs among the files of a folder. */
const namesIn = async (folder: FolderPort): Promise<HistoryName[]> =>
  (await folder.list()).flatMap((file) => {
    const name = file.isLink ? null : parseFilePath(file.path)
    return name?.ending === 'seg' || name?.ending === 'pack' ? [name] : []
  })

/** The longest packs first: they stand for the shorter ones, and for the segments in them. */
function inSequence(names: readonly HistoryName[]): HistoryName[] {
  const isPack = ({ ending }: HistoryName) => ending === 'pack'
  const direction = (one: HistoryName) => (isPack(one) ? -1 : 1)
  return [...names].sort(
    (a, b) => Number(isPack(b)) - Number(isPack(a)) || direction(a) * (a.sequence - b.sequence) || (a.hash < b.hash ? -1 : 1)
  )
}
