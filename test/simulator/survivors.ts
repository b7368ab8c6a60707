/** Which edits lie somewhere they can come back from: what a restored backup or a wiped share took with it is nobody's fault. */
import { readdir, readFile } from 'node:fs/promises'
import { hashOf } from '#shared/sync/bytes.ts'
import { parseFilePath } from '#shared/sync/file-name.ts'
import { readJournal } from '../../electron/services/journal/journal-file.ts'
import { type BuiltFile, builtFile } from './built-files.ts'
import { type FileNode, filesIn } from './memory-disk.ts'
import type { OfficeOfSchedule, Person } from './office.ts'
import { filesOn } from './shares.ts'

/** Bytes are never changed in place. */
const hashes = new WeakMap<Uint8Array, string>()
function hashOfData(data: Uint8Array): string {
  const known = hashes.get(data)
  if (known) return known
  const hash = hashOf(data)
  hashes.set(data, hash)
  return hash
}

/** After something was destroyed: what is left. */
export async function recount(office: OfficeOfSchedule): Promise<void> {
  const living = await livingEdits(office)
  const gone = Array.from(office.mustSurvive).filter((editId) => !living.has(editId))
  for (const editId of gone) office.mustSurvive.delete(editId)
  if (gone.length > 0) office.say(`  with it went ${gone.join(', ')}`)
}

async function livingEdits(office: OfficeOfSchedule): Promise<Set<string>> {
  const found = new Map<string, BuiltFile>()
  const take = (path: string, file: FileNode) => {
    const name = parseFilePath(path)
    if (name?.ending !== 'seg' && name?.ending !== 'pack') return
    const hash = hashOfData(file.data)
    const built = hash.startsWith(name.hash) ? builtFile(hash) : undefined
    if (built) found.set(hash, built)
  }
  for (const share of [office.office, office.stick]) for (const [path, file] of filesOn(share)) take(path, file)
  const living = new Set<string>()
  for (const person of office.people) {
    // Whoever was put out hands on nothing but its own.
    if (Array.from(person.devices).some((device) => office.putOut.has(device))) continue
    for (const [path, file] of filesIn(person.machine.disk.root)) {
      if (path.startsWith('profile/replica/')) take(path.slice('profile/replica/'.length), file)
    }
    for (const editId of await journaled(person)) living.add(editId)
  }
  for (const { editIds } of reachable(Array.from(found.values()))) for (const editId of editIds) living.add(editId)
  return living
}

/** A segment without those before it is of no use to anybody. */
function reachable(files: readonly BuiltFile[]): BuiltFile[] {
  const reached = new Set<string | null>([null])
  let left = files
  const done: BuiltFile[] = []
  for (;;) {
    const next = left.filter(({ previous }) => reached.has(previous))
    if (next.length === 0) return done
    for (const { hashes } of next) for (const hash of hashes) reached.add(hash)
    done.push(...next)
    left = left.filter((one) => !next.includes(one))
  }
}

async function journaled({ machine }: Person): Promise<string[]> {
  const profile = `/sim/${machine.name}-disk/profile`
  const keys: { device?: string } = await readFile(`${profile}/keys.json`, 'utf8').then(JSON.parse, () => ({}))
  if (!keys.device) return []
  const folder = `${profile}/journal/${keys.device}`
  const names = await readdir(folder).catch(() => [])
  const readings = await Promise.all(names.map((name) => readJournal(`${folder}/${name}`, keys.device ?? '')))
  return readings.flatMap(({ entries }) => entries.map(({ editId }) => editId))
}
