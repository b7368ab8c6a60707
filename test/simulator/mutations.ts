/**
 * B3 and E1–E7: files of a good share, each changed in one way, met by a laptop that has nothing yet. None may be taken in. Each change of
 * bytes comes twice: under the file's own name, and under the name that fits the changed bytes.
 */
import { hashOf } from '#shared/sync/bytes.ts'
import { type FileName, filePath, parseFilePath } from '#shared/sync/file-name.ts'
import { act, started } from './act.ts'
import { forgetBuilt } from './built-files.ts'
import { seedBytes } from './chance-bytes.ts'
import { allEntries } from './check-people.ts'
import { spoiled } from './damage.ts'
import { type Dice, seededDice } from './dice.ts'
import { type Forgery, forgeries } from './forgeries.ts'
import { copyDisk, type Disk, filesIn, flush, newFile, newFolder, rename } from './memory-disk.ts'
import type { OfficeOfSchedule } from './office.ts'
import { copyPage, newPage } from './page.ts'
import { filesOn, rootOf } from './shares.ts'
import { type Tale, tellTale } from './tale.ts'

export interface MutationResult {
  readonly tried: number
  readonly accepted: readonly string[]
}

/** Each batch is one exchange; a quarantine of thousands would be slow to look through. */
const filesOfABatch = 120

export async function runMutations(seed: number, most: number): Promise<MutationResult> {
  seedBytes(seed)
  forgetBuilt()
  const dice = seededDice(seed, 'mutations')
  const tale = await tellTale(seed)
  const good = new Map(Array.from(filesOn(tale.office.office), ([path, { data }]) => [path, data]))
  const honest = await meet(tale, good)
  const accepted: string[] = []
  let tried = 0
  const attempt = async (changed: readonly Forgery[], besides: ReadonlyMap<string, Uint8Array>) => {
    const share = new Map(besides)
    for (const { path, bytes } of changed) share.set(path, bytes)
    tried += changed.length
    const after = await meet(tale, share).catch(String)
    if (typeof after === 'string') {
      accepted.push(`${changed.length} changed files: the laptop shows nothing any more: ${after}`)
      return
    }
    accepted.push(...changed.filter((one) => isTakenIn(one, after, honest)).map(({ what, path }) => `${what}: ${path}`))
  }
  const [control, ...forged] = await forgeries(tale)
  if (!control || !isTakenIn(control, await meet(tale, new Map([...good, [control.path, control.bytes]])), honest))
    throw new Error('not even a good file is taken in')
  for (const one of forged) await attempt([one], good)
  while (tried < most) {
    const batch = Array.from({ length: filesOfABatch }, () => mutation(good, dice))
    const renamed = batch.filter(({ path }) => !good.has(path))
    await attempt(renamed, good)
    await attempt(onePerPath(batch.filter(({ path }) => good.has(path))), good)
  }
  return { tried, accepted }
}

const onePerPath = (changed: readonly Forgery[]): Forgery[] => Array.from(new Map(changed.map((one) => [one.path, one])).values())

function mutation(good: ReadonlyMap<string, Uint8Array>, dice: Dice): Forgery {
  const [path, bytes] = dice.oneOf(Array.from(good).filter(([one]) => parseFilePath(one) !== null))
  const name = parseFilePath(path) as FileName
  const other = dice.oneOf(
    Array.from(good).filter(([one, data]) => parseFilePath(one)?.ending === name.ending && hashOf(data) !== hashOf(bytes))
  )
  switch (dice.below(12)) {
    case 0:
      return { what: 'swapped names', path, bytes: other[1] }
    case 1: {
      const device = parseFilePath(other[0])?.device ?? name.device
      return {
        what: 'another laptop’s folder',
        path: filePath({ ...name, device: device === name.device ? 'c'.repeat(32) : device }),
        bytes
      }
    }
    case 2:
      return { what: 'another sequence', path: filePath({ ...name, sequence: name.sequence + 1 + dice.below(5) }), bytes }
    default: {
      const manner = dice.oneOf(['cut', 'flip', 'flip', 'flip', 'longer', 'zeros', 'empty'] as const)
      const changed = spoiled(bytes, manner, dice)
      const fitting = filePath({ ...name, hash: hashOf(changed).slice(0, 32) })
      return { what: manner, path: dice.hits(70) ? fitting : path, bytes: changed }
    }
  }
}

interface Met {
  /** Path and hash of every file in the replica. */
  readonly held: ReadonlySet<string>
  readonly effective: ReadonlySet<string>
  readonly members: ReadonlySet<string>
  readonly standing: string
}

/** A laptop that has nothing yet meets a share that holds these files. */
async function meet({ office, fresh }: Tale, files: ReadonlyMap<string, Uint8Array>): Promise<Met> {
  fill(office.office.disk, rootOf(office.office), files)
  const person = office.addPerson()
  office.people.pop()
  person.machine.disk = copyDisk(fresh)
  person.page = copyPage(newPage(''))
  await started(office, person)
  await exchangeTwice(office, person)
  const entries = await allEntries(person)
  const roster = await person.machine.get('roster.read', {})
  await person.machine.close()
  return {
    held: new Set(replicaFiles(person.machine.disk)),
    effective: new Set(entries.flatMap(({ editId, refused }) => (refused ? [] : [editId]))),
    members: new Set(roster.members.map(({ device }) => device)),
    standing: JSON.stringify(roster.members.map(({ device, role, revoked }) => [device, role, revoked]).sort())
  }
}

async function exchangeTwice(office: OfficeOfSchedule, person: Parameters<typeof act>[1]): Promise<void> {
  const { machine } = person
  for (let time = 0; time < 2; time += 1)
    await act(office, person, () => machine.call('exchange.run', { folder: machine.at(office.office) }), false)
}

function fill(disk: Disk, root: ReturnType<typeof newFolder>, files: ReadonlyMap<string, Uint8Array>): void {
  root.entries.clear()
  for (const [path, bytes] of files) {
    const [first = '', second] = path.split('/')
    const folder = second === undefined ? root : (root.entries.get(first) ?? newFolder())
    if (folder.kind !== 'folder') throw new Error(`${first} is no folder`)
    if (second !== undefined && !root.entries.has(first)) rename(disk, root, [first, folder])
    rename(disk, folder, [second ?? first, newFile(bytes)])
    flush(folder)
  }
  flush(root)
}

const replicaFolder = 'profile/replica/'
const place = (path: string, bytes: Uint8Array): string => `${path} ${hashOf(bytes)}`
const replicaFiles = (disk: Disk): string[] =>
  Array.from(filesIn(disk.root)).flatMap(([path, { data }]) =>
    path.startsWith(replicaFolder) ? [place(path.slice(replicaFolder.length), data)] : []
  )

/**
 * A file counts as taken in when it is kept among the office's, or when anything of it has effect. Keys and statements of strangers may
 * be kept, since only the roster as a whole says which count; they must change nothing.
 */
function isTakenIn({ path, bytes, editId }: Forgery, after: Met, honest: Met): boolean {
  const ending = parseFilePath(path)?.ending
  if (Array.from(after.members).some((device) => !honest.members.has(device))) return true
  if (after.standing !== honest.standing && !isMissingSomething(after, honest)) return true
  if (editId && after.effective.has(editId)) return true
  const counts = ending === 'seg' || ending === 'pack' || ending === 'join'
  return counts && editId === undefined && after.held.has(place(path, bytes)) && !honest.held.has(place(path, bytes))
}

/** A good file stood aside for the changed one: less is known, and nothing else. */
const isMissingSomething = (after: Met, honest: Met): boolean => Array.from(honest.held).some((hash) => !after.held.has(hash))
