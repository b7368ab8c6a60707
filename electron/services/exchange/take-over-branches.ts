/**
 * Branches of a number that this laptop had before: FORMAT.md section 7. A backup that was put back twice leaves work on a share that
 * nobody goes on with. Guards: what was written under a number of ours is written anew where nobody holds it; what merely has not arrived
 * yet is left to arrive.
 */
import { type FileName, filePath } from '#shared/sync/file-name.ts'
import { lineageOf } from '#shared/sync/member.ts'
import { hashesIn } from '#shared/sync/pack.ts'
import { droppedKey } from '#shared/sync/roster.ts'
import type { Segment } from '#shared/sync/segment.ts'
import { type OwnElsewhere, readThem } from './meet-own-segments.ts'
import type { ExchangeParts } from './run-exchange.ts'

type Parts = Pick<ExchangeParts, 'device' | 'share' | 'replica' | 'roster' | 'ledger' | 'quarantine' | 'takenOver'>

/** `names`: history that is not held here. */
export async function takeOverBranches(parts: Parts, names: readonly FileName[]): Promise<void> {
  const { device, replica, roster, ledger, takenOver } = parts
  const former = roster ? lineageOf(roster.roster().members, device).filter((one) => one !== device) : []
  // What is held of the number decides what stands beside it: looked at again when that has changed.
  const placeOf = (name: FileName) => `${filePath(name)} ${replica.lastOf(name.device)?.fileHash ?? ''}`
  for (const number of former) {
    const missing = names.filter((one) => one.device === number && !replica.holds(filePath(one)) && !replica.covers(one))
    if (missing.every((one) => takenOver.has(placeOf(one)))) continue
    const { read } = await readThem(parts, missing)
    const beside = besideHeld(replica.segmentsOf(number), read, roster?.roster().dropped ?? new Set())
    const known = beside.length > 0 ? await editsOf(parts, [device, ...former]) : new Set<string>()
    for (const { editId, author, time, record, changes } of beside.flatMap((one) => one.entries)) {
      if (known.has(editId)) continue
      const appended = await ledger.append(ledger.last() + 1, { editId, author, time, record, changes })
      // This number is being given up: the next one does it.
      if (!appended) return
      known.add(editId)
    }
    for (const { name } of read) takenOver.add(placeOf(name))
  }
}

/** Those under whose numbers other files are held, and what follows them; without what was written anew by whoever dropped it. */
function besideHeld(held: readonly Segment[], read: readonly OwnElsewhere[], dropped: ReadonlySet<string>): OwnElsewhere[] {
  const here = new Map(held.flatMap(hashesIn))
  const isDropped = ({ segment }: OwnElsewhere) =>
    hashesIn(segment).some(([sequence, hash]) => dropped.has(droppedKey(segment.name.device, sequence, hash)))
  const isBeside = ({ segment }: OwnElsewhere) =>
    hashesIn(segment).some(([sequence, hash]) => here.has(sequence) && here.get(sequence) !== hash)
  const gone = withFollowers(read.filter(isDropped), read)
  return withFollowers(read.filter(isBeside), read).filter((one) => !gone.includes(one))
}

function withFollowers(first: readonly OwnElsewhere[], all: readonly OwnElsewhere[]): OwnElsewhere[] {
  const found = [...first]
  for (const { segment } of found) {
    const hashes = new Set(hashesIn(segment).map(([, hash]) => hash))
    found.push(...all.filter((one) => !found.includes(one) && hashes.has(one.segment.header.previous ?? '')))
  }
  return found
}

async function editsOf({ replica, ledger }: Parts, numbers: readonly string[]): Promise<Set<string>> {
  const edits = new Set((await ledger.openEntries()).map(({ editId }) => editId))
  for (const segment of numbers.flatMap(replica.segmentsOf)) {
    for (const { editId } of await replica.entriesOf(segment).catch(() => [])) edits.add(editId)
  }
  return edits
}
