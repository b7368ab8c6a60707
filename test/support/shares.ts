/** Shared folders for tests, and what must hold of every one of them. */
import { expect } from 'vitest'
import { parseFilePath } from '#shared/sync/file-name.ts'
import type { FolderPort } from '#shared/sync/folder-port.ts'
import { readIdentity, writeIdentity } from '#shared/sync/replica-identity.ts'
import { identityFile, isTemporaryName } from '#shared/sync/segment-name.ts'
import { folderOnDisk } from '../../electron/services/replica/folder-on-disk.ts'
import { openReplica } from '../../electron/services/replica/replica-store.ts'
import { openRoster, type RosterStore } from '../../electron/services/roster/roster-store.ts'
import type { BareLaptop } from './bare-laptop.ts'
import { testOffice } from './make-segments.ts'
import { readFiles } from './read-tree.ts'
import { temporaryFolder } from './temporary-folder.ts'

export interface Share {
  readonly root: string
  readonly folder: FolderPort
}

/** A share of the test office with nothing in it but its identity. */
export async function newShare(): Promise<Share> {
  const root = await temporaryFolder('share')
  const folder = folderOnDisk(root)
  await folder.createOnce(identityFile, writeIdentity({ kind: 'open', ...testOffice }))
  return { root, folder }
}

/** Every file under a final name is right; half files are there only under temporary names. Of a sealed office, the roster's too. */
export async function expectEveryFileRight(root: string, when = ''): Promise<void> {
  const folder = folderOnDisk(root)
  const roster = await rosterIn(folder)
  const store = await openReplica(folder, roster)
  const listed = (await folder.list()).flatMap((file) => (parseFilePath(file.path) ? [file.path] : []))
  expect(
    [
      ...store.faults().map(({ file, fault }) => `${file}: ${fault.reason}`),
      ...listed.filter((path) => !path.endsWith('.seg') && !roster?.holds(path)).map((path) => `${path}: not read`)
    ],
    when
  ).toEqual([])
}

/** Nobody has written two segments under one number: FORMAT.md section 1. Segments of every given replica count together. */
export async function expectOneSegmentANumber(roots: readonly string[], when = ''): Promise<void> {
  const hashes = new Map<string, Set<string>>()
  for (const root of roots) {
    for (const { path } of await folderOnDisk(root).list()) {
      const name = parseFilePath(path)
      if (name?.ending !== 'seg') continue
      const place = `${name.device}/${name.sequence}`
      hashes.set(place, (hashes.get(place) ?? new Set()).add(name.hash))
    }
  }
  expect(
    Array.from(hashes).flatMap(([place, different]) => (different.size > 1 ? [place] : [])),
    when
  ).toEqual([])
}

async function rosterIn(folder: FolderPort): Promise<RosterStore | null> {
  const bytes = await folder.read(identityFile, 1_000_000)
  const reading = bytes ? readIdentity(bytes) : null
  return reading?.state === 'ours' && reading.identity.kind === 'sealed' ? openRoster(folder, reading.identity, null) : null
}

/** The replicas hold the same files, byte for byte. */
export async function expectSameFiles(roots: readonly string[], when = ''): Promise<void> {
  const [first, ...others] = await Promise.all(roots.map(filesOf))
  for (const other of others) expect(other, when).toEqual(first)
}

export async function filesOf(root: string): Promise<Record<string, string>> {
  const files = Object.entries(await readFiles(root))
  return Object.fromEntries(files.filter(([path]) => path !== identityFile && !isTemporaryName(path.split('/').at(-1) ?? '')))
}

/** Every laptop has every edit of every laptop, once and in order. */
export async function expectAllKnow(
  laptops: readonly BareLaptop[],
  written: Readonly<Record<string, number>>,
  when = ''
): Promise<void> {
  for (const laptop of laptops) {
    const { entries } = await laptop.ledger.since({}, 5000)
    for (const [device, count] of Object.entries(written)) {
      const numbers = entries.filter((entry) => entry.device === device).map((entry) => entry.number)
      expect(numbers, when).toEqual(Array.from({ length: count }, (_, index) => index + 1))
    }
  }
}
