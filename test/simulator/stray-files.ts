/** What lies about on a share that nobody of ours has put there, and what is there and cannot be seen yet. */
import type { Dice } from './dice.ts'
import { type FolderNode, flush, newFile, nothing, rename } from './memory-disk.ts'
import type { OfficeOfSchedule } from './office.ts'
import { finals, rootOf, type Share } from './shares.ts'

const names = [
  (name: string) => name.replace('.', ' (1).'),
  (name: string) => name.replace('.', '-MAY-LAN.'),
  (name: string) => name.replace('.', ' (conflicted copy 2026-11-23).'),
  (name: string) => name.replace('.', '.sync-conflict-20261123-081500-ABCDEFG.'),
  (name: string) => `~$${name}`,
  (name: string) => `.~lock.${name}#`,
  (name: string) => `${name}.tmp`
]
const strangers = ['desktop.ini', '.DS_Store', 'Thumbs.db', 'ghi chú.txt']

/** Another program's copies beside ours, and what systems leave lying about. */
export function conflictCopy(share: Share, dice: Dice): string {
  const files = finals(share)
  const [path, file] = files.length > 0 && dice.hits(70) ? dice.oneOf(files) : ['', null]
  const folder = path === '' ? rootOf(share) : rootOf(share).entries.get(path.split('/')[0] ?? '')
  const name = path === '' ? dice.oneOf(strangers) : dice.oneOf(names)(path.split('/')[1] ?? '')
  if (folder?.kind !== 'folder') return 'no folder'
  rename(share.disk, folder, [name, newFile(file?.data ?? nothing)])
  flush(folder)
  return `beside it lies ${name.slice(-30)}`
}

/** A link where a file or a laptop's folder could be. */
export function plantLink(share: Share, dice: Dice): string {
  const device = Buffer.from(dice.bytes(16)).toString('hex')
  const asFolder = dice.hits(50)
  const name = asFolder ? device : `00000001-${Buffer.from(dice.bytes(16)).toString('hex')}.seg`
  const folders = Array.from(rootOf(share).entries.values()).filter((node): node is FolderNode => node.kind === 'folder')
  const folder = asFolder || folders.length === 0 ? rootOf(share) : dice.oneOf(folders)
  rename(share.disk, folder, [name, { kind: 'link', target: '/sim/outside/secret' }])
  flush(folder)
  return `a link ${name.slice(0, 12)} was planted`
}

/** Some files are not to be seen yet from one laptop. */
export function hide({ people }: OfficeOfSchedule, share: Share, dice: Dice): string {
  const { machine } = dice.oneOf(people)
  const hidden = finals(share).flatMap(([path]) => (dice.hits(40) ? [path] : []))
  share.hidden.set(machine.name, new Set(hidden))
  return `${hidden.length} files are not to be seen by ${machine.name}`
}
