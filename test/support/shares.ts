/** Shared folders for tests, and what must hold of every one of them. */
import { expect } from 'vitest'
import type { FolderPort } from '#shared/sync/folder-port.ts'
import { writeIdentity } from '#shared/sync/replica-identity.ts'
import { identityFile, isTemporaryName } from '#shared/sync/segment-name.ts'
import { folderOnDisk } from '../../electron/services/replica/folder-on-disk.ts'
import { openReplica } from '../../electron/services/replica/replica-store.ts'
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

/** Every file under a final name is right; half files are there only under temporary names. */
export async function expectEveryFileRight(root: string, when = ''): Promise<void> {
  const store = await openReplica(folderOnDisk(root))
  expect(
    store.faults().map(({ file, fault }) => `${file}: ${fault.reason}`),
    when
  ).toEqual([])
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
