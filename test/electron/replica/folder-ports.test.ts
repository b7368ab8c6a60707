import { describe } from 'vitest'
import { folderInMemory } from '#shared/sync/folder-in-memory.ts'
import { folderOnDisk } from '../../../electron/services/replica/folder-on-disk.ts'
import { folderWithTimeout } from '../../../electron/services/replica/folder-with-timeout.ts'
import { folderSuite } from '../../suites/folder-suite.ts'
import { faultyFolder } from '../../support/faulty-folder.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

describe('a folder on disk', () => folderSuite(async () => folderOnDisk(await temporaryFolder())))
describe('a folder in memory', () => folderSuite(async () => folderInMemory()))
describe('a folder with a time limit', () =>
  folderSuite(async () => folderWithTimeout(folderOnDisk(await temporaryFolder()), 60_000)))
describe('a faulty folder without a fault', () =>
  folderSuite(async () => faultyFolder(folderInMemory(), { at: 0, code: '', manner: 'refused' })))
