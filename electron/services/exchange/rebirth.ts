/**
 * A laptop that was copied goes on under new keys: FORMAT.md section 7. Guards the order: the entries lie in the new journal before the
 * new keys count, and the new keys count (one file, whole or not at all) before anything else is said. Cut off anywhere, it either has
 * not happened or is finished at the next start.
 */
import { join } from 'node:path'
import { bytesToHex } from '#shared/sync/bytes.ts'
import { successionText } from '#shared/sync/roster-statement.ts'
import { makeFolderDurably } from '../files/write-whole-file.ts'
import { journalPath, openJournal } from '../journal/journal-file.ts'
import { keepKeys, type LaptopKeys, makeSuccessor, readKeyFile } from '../keys/laptop-keys.ts'
import type { ProfileFolders } from '../profile/profile.ts'
import type { OwnFork } from './run-exchange.ts'

export async function rebirth(folders: ProfileFolders, office: string, keys: LaptopKeys, fork: OwnFork): Promise<LaptopKeys> {
  const file = await readKeyFile(folders.root)
  if (!file) throw new Error('no key file')
  const proofFor = (signer: string) => bytesToHex(keys.signer.sign(successionText(office, signer)))
  const next = await makeSuccessor(keys, proofFor, fork.dropped)
  const folder = join(folders.journal, next.device)
  await makeFolderDurably(folder)
  const journal = await openJournal(journalPath(folder, 1), 0)
  for (const [index, entry] of fork.entries.entries()) await journal.append({ ...entry, device: next.device, number: index + 1 })
  await journal.close()
  await keepKeys(folders.root, next, file.passphrase)
  return next
}
