/**
 * Everything this laptop knows, as one row of entries a device: sealed segments and, for itself, the open journal behind them.
 * Guards the order of an edit (journal before acknowledgement) and of sealing (segment read back before the journal goes).
 */
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Entry, Positions } from '#shared/bridge/contract.ts'
import { maxSeenDevices, segmentTargetBytes } from '#shared/sync/limits.ts'
import { buildSegment, lastNumberOf, type Sealing, type Segment, type VouchedFiles } from '#shared/sync/segment.ts'
import { errorCode } from '../files/error-code.ts'
import { gapCode } from '../files/own-disk-failure.ts'
import { makeFolderDurably } from '../files/write-whole-file.ts'
import type { Quarantine } from '../quarantine/quarantine.ts'
import type { ReplicaStore } from '../replica/replica-store.ts'
import { inTurn } from './in-turn.ts'
import { type JournalFile, journalPath, openJournal, readJournal } from './journal-file.ts'

export interface EntryToWrite {
  readonly editId: string
  readonly author: string
  readonly time: number
  readonly record: string
  readonly changes: readonly Uint8Array[]
}

export interface Appended {
  readonly number: number
  /** The entry that held this edit already: its answer had been lost, and it is not written twice. */
  readonly known: Entry | null
}

export interface Ledger {
  readonly positions: () => Positions
  /** Number of this laptop's last entry. */
  readonly last: () => number
  /** Null when `expectedNumber` is not the next one: the caller has not seen the journal's end. */
  readonly append: (expectedNumber: number, entry: EntryToWrite) => Promise<Appended | null>
  readonly since: (positions: Positions, limit: number) => Promise<{ entries: Entry[]; more: boolean; total: number }>
  /** Own entries that are not in a segment yet. */
  readonly openEntries: () => Promise<readonly Entry[]>
  /**
   * Makes a segment of the open journal. With nothing to say, nothing is written; `seen` alone counts as something, and so does `vouched`. Null, too, while files of our own are missing here.
   */
  readonly seal: (vouched?: VouchedFiles | null) => Promise<Segment | null>
  /** A number of ours was used that cannot be read here: none may be given out. */
  readonly hasGap: () => Promise<boolean>
  /**
   * Takes in our own later segments from elsewhere: a backup was put back here. What they hold is not kept twice. False, and nothing is
   * done, where the open journal has an entry that `isThere` does not know.
   */
  readonly adoptOwn: (isThere: (entry: Entry) => boolean, accept: () => Promise<void>) => Promise<boolean>
  /** Hands the entries of every journal here over to another number; nothing more is written under this one. */
  readonly handOver: (to: (open: readonly Entry[]) => Promise<void>) => Promise<void>
  readonly unsealed: () => number
  readonly close: () => Promise<void>
}

/** `sealing`: of a sealed office; null while this laptop has no key to write with. An open office has none at all. */
export async function openLedger(
  folder: string,
  device: string,
  replica: ReplicaStore,
  quarantine: Quarantine,
  sealing?: () => Sealing | null
): Promise<Ledger> {
  await makeFolderDurably(folder)
  const turn = inTurn()
  const sealedEnd = () => lastNumberOf(replica.lastOf(device))
  const nextSequence = () => (replica.lastOf(device)?.header.sequence ?? 0) + 1
  const pathOf = (sequence: number) => journalPath(folder, sequence)

  let open: Entry[] = []
  let handedOver = false
  let file: JournalFile | null = null
  /** A segment that was begun and not confirmed may lie in the replica all the same: its number is never given to other bytes. */
  let begun: ReturnType<typeof buildSegment> | null = null

  const openFile = async (): Promise<JournalFile> => {
    if (await hasGap()) throw Object.assign(new Error('a segment of our own is missing here'), { code: gapCode })
    const path = pathOf(nextSequence())
    const reading = await readJournal(path, device)
    if (reading.damaged)
      await quarantine.keep(`journal/${nextSequence()}.log`, await readFile(path), { reason: 'altered', detail: 'journal' })
    const journal = await openJournal(path, reading.goodBytes)
    try {
      open = await bringOver([...reading.entries], journal)
      return journal
    } catch (error) {
      await journal.close()
      throw error
    }
  }

  const journals = async () => (await readdir(folder)).filter((name) => /^\d{8}\.log$/.test(name))

  const inJournals = async (): Promise<Entry[]> => {
    const names = (await journals()).sort()
    return (await Promise.all(names.map((name) => readJournal(join(folder, name), device)))).flatMap((one) => one.entries)
  }

  /** While files of our own are missing, no journal is open, and all of them may hold something. */
  const openEntries = async (): Promise<readonly Entry[]> =>
    file ? open : (await inJournals()).filter((entry) => entry.number > sealedEnd())

  /** Files of our own behind one that cannot be read (locked, or gone bad): writing now would give their numbers away twice. */
  const hasGap = async (): Promise<boolean> =>
    replica.waiting().some((path) => path.startsWith(`${device}/`)) ||
    (await journals()).some((name) => Number(name.slice(0, 8)) > nextSequence())

  /** Answers for one entry after the other; each segment is read once. Null where the segment of that number does not read now. */
  const lookingIntoSegments = () => {
    const read = new Map<Segment, ReadonlySet<string> | null>()
    const editsIn = async (segment: Segment) => {
      const entries = await replica.entriesOf(segment).catch(() => null)
      return entries && new Set(entries.map((entry) => entry.editId))
    }
    const isSealed = async ({ number, editId }: Entry): Promise<boolean | null> => {
      const segment = replica.segmentsOf(device).find((one) => number <= lastNumberOf(one))
      if (!segment) return null
      const edits = read.get(segment) ?? (await editsIn(segment))
      read.set(segment, edits)
      return edits?.has(editId) ?? null
    }
    /** False where one of them might go with a power cut. */
    const areSettled = () =>
      Promise.all(Array.from(read.keys(), (segment) => replica.settle(segment))).then(
        () => true,
        () => false
      )
    return { isSealed, areSettled }
  }

  /**
   * A crash between "segment read back" and "journal removed" leaves an older journal: what stands in a segment is not needed twice,
   * what does not is written behind `entries` before the old file goes; under the next number, where its own has become another's.
   */
  const bringOver = async (entries: Entry[], journal: JournalFile): Promise<Entry[]> => {
    const end = () => entries.at(-1)?.number ?? sealedEnd()
    const { isSealed, areSettled } = lookingIntoSegments()
    const here = new Set(entries.map(({ editId }) => editId))
    for (const name of await journals()) {
      if (Number(name.slice(0, 8)) >= nextSequence()) continue
      const older = await readJournal(join(folder, name), device)
      let mayGo = true
      for (const entry of older.entries) {
        const isThere = entry.number <= sealedEnd() ? await isSealed(entry) : here.has(entry.editId)
        // It may be the only copy.
        if (isThere === null) mayGo = false
        if (isThere !== false) continue
        const next = { ...entry, number: end() + 1 }
        await journal.append(next)
        entries.push(next)
        here.add(next.editId)
      }
      if (mayGo && (await areSettled())) await rm(join(folder, name))
    }
    return entries
  }
  try {
    file = await openFile()
  } catch (error) {
    // What is here can be read all the same.
    if (errorCode(error) !== gapCode) throw error
  }

  /** Own edits in sealed segments, by edit id: where each lies. Read once; what is sealed later is added then. */
  const sealedEdits = new Map<string, Segment>()
  const indexed = new Set<string>()
  const ownEdit = async (editId: string): Promise<Entry | null> => {
    for (const segment of replica.segmentsOf(device)) {
      if (indexed.has(segment.fileHash)) continue
      // One that went bad while the program runs keeps nobody from saving.
      for (const entry of await replica.entriesOf(segment).catch(() => [])) sealedEdits.set(entry.editId, segment)
      indexed.add(segment.fileHash)
    }
    const unsealed = open.find((entry) => entry.editId === editId)
    if (unsealed) return unsealed
    const segment = sealedEdits.get(editId)
    return segment ? ((await replica.entriesOf(segment)).find((entry) => entry.editId === editId) ?? null) : null
  }

  const last = () => open.at(-1)?.number ?? sealedEnd()
  const positions = (): Positions => ({ ...replica.positions(), [device]: last() })

  const seal = async (vouched: VouchedFiles | null = null): Promise<Segment | null> => {
    const office = replica.office()
    const sealed = sealing?.() ?? null
    if (handedOver || !office || (sealing && !sealed) || (!file && (await hasGap()))) return null
    file ??= await openFile()
    const before = replica.lastOf(device)
    const saidBefore = before?.header.seen ?? {}
    const moved = ([other, number]: [string, number]) => number > (saidBefore[other] ?? 0)
    // A header has a largest size: with more laptops than fit, those that moved are named first.
    const others = Object.entries(replica.positions()).filter(([other]) => other !== device)
    const seen = Object.fromEntries(others.sort((a, b) => Number(moved(b)) - Number(moved(a))).slice(0, maxSeenDevices))
    const newlySeen = Object.entries(seen).some(moved)
    if (!begun && open.length === 0 && !newlySeen && !vouched) return null
    begun ??= buildSegment(
      {
        office: office.id,
        device,
        sequence: nextSequence(),
        previous: before?.fileHash ?? null,
        firstNumber: sealedEnd() + 1,
        entries: open,
        seen,
        vouched
      },
      sealed
    )
    const { segment, bytes } = begun
    const verdict = await replica.accept(segment.name, bytes)
    if (verdict.state === 'rejected') begun = null
    if (verdict.state !== 'accepted') throw new Error(`own segment was not accepted: ${verdict.state}`)
    begun = null
    open = open.filter((entry) => entry.number > sealedEnd())
    const full = file
    file = null
    await full?.close()
    file = await openFile()
    return segment
  }

  return {
    positions,
    last,
    append: (expectedNumber, entry) =>
      turn(async () => {
        if (handedOver) return null
        const known = await ownEdit(entry.editId)
        if (known) return { number: known.number, known }
        file ??= await openFile()
        if (expectedNumber !== last() + 1) return null
        const whole: Entry = { device, number: expectedNumber, ...entry }
        await file.append(whole)
        open.push(whole)
        // The entry stands, whatever becomes of the segment: one that cannot be written now is written later.
        if (file.sizeBytes() > segmentTargetBytes) await seal().catch(() => undefined)
        return { number: expectedNumber, known: null }
      }),
    since: (from, limit) =>
      turn(async () => {
        const entries: Entry[] = []
        let total = 0
        const take = (more: readonly Entry[]) => {
          entries.push(...more.slice(0, limit - entries.length))
        }
        devices: for (const other of Object.keys(positions())) {
          const after = from[other] ?? 0
          total += Math.max(0, (positions()[other] ?? 0) - after)
          for (const segment of replica.segmentsOf(other)) {
            if (entries.length >= limit || lastNumberOf(segment) <= after) continue
            const read = await replica.entriesOf(segment).catch(() => null)
            if (!read) {
              // Gone bad, or its key is not here: of this laptop no more for now, and of the others everything.
              total -= (positions()[other] ?? 0) - Math.max(after, segment.header.firstNumber - 1)
              continue devices
            }
            take(read.filter((entry) => entry.number > after))
          }
          if (other === device) take(open.filter((entry) => entry.number > after))
        }
        return { entries, more: total > entries.length, total }
      }),
    seal: (vouched) => turn(() => seal(vouched)),
    hasGap: () => turn(async () => !file && (await hasGap())),
    adoptOwn: (isThere, accept) =>
      turn(async () => {
        if (!(await openEntries()).every(isThere)) return false
        await file?.close()
        file = null
        open = []
        await accept()
        file = await openFile()
        return true
      }),
    handOver: (to) =>
      turn(async () => {
        await to(await openEntries())
        handedOver = true
      }),
    unsealed: () => open.length,
    openEntries: () => turn(openEntries),
    close: () => turn(async () => file?.close())
  }
}
