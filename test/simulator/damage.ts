/** What happens to a share while nobody of ours is looking. */
import type { Dice } from './dice.ts'
import { copyDisk, cutPower, type FileNode, flush, newFolder, nothing } from './memory-disk.ts'
import type { OfficeOfSchedule } from './office.ts'
import { filesOn, finals, remember, rootOf, type Share, shareFolder } from './shares.ts'
import { conflictCopy, hide, plantLink } from './stray-files.ts'
import { recount } from './survivors.ts'

function put(share: Share, file: FileNode, data: Uint8Array): void {
  share.disk.changes += 1
  file.data = data
  flush(file)
}

/** One file goes bad. */
function spoil(share: Share, dice: Dice): string {
  const files = finals(share)
  if (files.length === 0) return 'nothing to spoil'
  const [path, file] = dice.oneOf(files)
  const manner = dice.oneOf(['cut', 'empty', 'zeros', 'flip', 'longer'] as const)
  share.spoiled.add(path)
  put(share, file, spoiled(file.data, manner, dice))
  return `${path.slice(0, 14)} ${manner}`
}

export function spoiled(data: Uint8Array, manner: 'cut' | 'empty' | 'zeros' | 'flip' | 'longer', dice: Dice): Uint8Array {
  if (manner === 'empty' || data.length === 0) return nothing
  if (manner === 'cut') return data.slice(0, dice.below(data.length))
  if (manner === 'zeros') return new Uint8Array(data.length)
  if (manner === 'longer') return Uint8Array.from([...data, ...dice.bytes(1 + dice.below(20))])
  const flipped = data.slice()
  const at = dice.below(data.length)
  flipped[at] = (flipped[at] ?? 0) ^ (1 << dice.below(8))
  return flipped
}

/** A file under its final name that is not whole yet; `wholeAgain` ends it. */
function halfCopy(share: Share, dice: Dice): string {
  const files = finals(share)
  if (files.length === 0) return 'nothing to copy'
  const [path, file] = dice.oneOf(files)
  if (!share.arriving.has(path) && !share.spoiled.has(path)) share.arriving.set(path, file.data)
  put(share, file, file.data.slice(0, dice.below(file.data.length + 1)))
  return `${path.slice(0, 14)} is half copied`
}

export function wholeAgain(share: Share): void {
  const files = filesOn(share)
  for (const [path, whole] of share.arriving) {
    const file = files.get(path)
    if (file) put(share, file, whole)
  }
  share.arriving.clear()
}

function rollBack(share: Share, dice: Dice): string {
  if (share.olderDisks.length === 0) return 'there is no older copy'
  share.disk = { ...copyDisk(dice.oneOf(share.olderDisks)), changes: share.disk.changes + 1 }
  share.arriving.clear()
  return 'is an older copy'
}

/** `encrypted`: somebody else's program went over it. */
function wipe(share: Share, dice: Dice): string {
  const manner = dice.oneOf(['emptied', 'all but replica.json', 'encrypted'] as const)
  share.arriving.clear()
  if (manner === 'encrypted') {
    for (const [path, file] of finals(share)) {
      share.spoiled.add(path)
      put(share, file, dice.bytes(file.data.length))
    }
    return manner
  }
  const identity = rootOf(share).entries.get('replica.json')
  const fresh = newFolder()
  if (manner !== 'emptied' && identity) fresh.entries.set('replica.json', identity)
  flush(fresh)
  share.disk.changes += 1
  share.disk.root.entries.set(shareFolder, fresh)
  flush(share.disk.root)
  return manner
}

function serverDies(share: Share, dice: Dice): string {
  const left = cutPower(share.disk, dice)
  return `lost its power with ${left} things not flushed`
}

export async function damage(office: OfficeOfSchedule): Promise<void> {
  const { dice, say, tally } = office
  const share = dice.hits(60) ? office.office : office.stick
  const what = dice.weighted<(share: Share, dice: Dice) => string>([
    [8, spoil],
    [4, halfCopy],
    [4, conflictCopy],
    [2, plantLink],
    [4, (one, chance) => hide(office, one, chance)],
    [3, rollBack],
    [1, wipe],
    [2, serverDies]
  ])(share, dice)
  tally.faults += 1
  say(`${share.name}: ${what}`)
  await recount(office)
}

export function keepOlder(office: OfficeOfSchedule): void {
  remember(office.office)
  remember(office.stick)
}
