/** What a folder is to us, found out without changing anything in it. */
import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ShareState } from '#shared/bridge/contract.ts'
import { fileEndings, filePath } from '#shared/sync/file-name.ts'
import { sealedIdentity, writeIdentity } from '#shared/sync/replica-identity.ts'
import { identityFile } from '#shared/sync/segment-name.ts'
import { inspectShare, type ShareKnowledge } from '../../../electron/services/exchange/inspect-share.ts'
import { folderOnDisk } from '../../../electron/services/replica/folder-on-disk.ts'
import { faultyFolder } from '../../support/faulty-folder.ts'
import { deviceNumbered, type MadeSegment, makeChain, otherOfficeId, testOffice } from '../../support/make-segments.ts'
import { readTree } from '../../support/read-tree.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const device = deviceNumbered(1)
const [first, second] = makeChain(device, [1, 1]) as [MadeSegment, MadeSegment]
const openIdentity = { kind: 'open', ...testOffice } as const
const office = { ...testOffice, sealed: false }
const knowledge: ShareKnowledge = { identity: openIdentity, office, device, ownVerified: 0, usedBefore: false }
const ourKeys = sealedIdentity('1d'.repeat(32), '5c'.repeat(32), '2e'.repeat(16))
const sealed: Partial<ShareKnowledge> = { identity: ourKeys, office: { id: ourKeys.id, name: 'Vụ', sample: false, sealed: true } }
const newcomer: Partial<ShareKnowledge> = { identity: null, office: null }
const statement = first.path.replace('.seg', '.ros')
const identity = (part: object = {}) =>
  JSON.stringify({
    format: 'cooperation-desk-replica',
    version: 1,
    office: testOffice.id,
    name: testOffice.name,
    sample: false,
    ...part
  })

/** Inspects and checks on the way that nothing was made, changed or removed. */
async function inspect(path: string, part: Partial<ShareKnowledge> = {}): Promise<ShareState> {
  const before = await readTree(path).catch(() => 'nothing there')
  const { state, listed, found } = await inspectShare(path, folderOnDisk(path), { ...knowledge, ...part })
  expect(await readTree(path).catch(() => 'nothing there')).toEqual(before)
  // What the exchange goes on with is what lies there, and nothing where the folder is not to be used.
  expect(listed).toEqual(state.state === 'unusable' ? [] : await folderOnDisk(path).list())
  if (state.state === 'unusable' || state.state === 'empty') expect(found).toBeNull()
  return state
}
const unusable = (code: string) => ({ state: 'unusable', code })

async function shareWith(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const share = await temporaryFolder('share')
  for (const [path, contents] of Object.entries(files)) {
    await mkdir(join(share, path, '..'), { recursive: true })
    await writeFile(join(share, path), contents)
  }
  return share
}

test('a share of our office is ready', async () => {
  const share = await shareWith({ [identityFile]: writeIdentity(openIdentity), [first.path]: first.bytes })
  expect(await inspect(share)).toEqual({ state: 'ready', office, rolledBack: false })
})

test('a share of our sealed office is ready, and named as only members know it', async () => {
  const share = await shareWith({ [identityFile]: writeIdentity(ourKeys), [statement]: 'x' })
  expect(await inspect(share, sealed)).toEqual({ state: 'ready', office: sealed.office, rolledBack: false })
})

test('a laptop without an office may join the share’s', async () => {
  const share = await shareWith({ [identityFile]: identity() })
  expect(await inspect(share, newcomer)).toEqual({ state: 'joinable', office })
  expect((await inspectShare(share, folderOnDisk(share), { ...knowledge, ...newcomer })).found).toEqual(openIdentity)
})

test('a laptop without an office may only ask to be let into a sealed one', async () => {
  const share = await shareWith({ [identityFile]: writeIdentity(ourKeys) })
  expect(await inspect(share, newcomer)).toEqual({ state: 'askable' })
  expect((await inspectShare(share, folderOnDisk(share), { ...knowledge, ...newcomer })).found).toEqual(ourKeys)
})

describe('a folder with nothing in it', () => {
  test('may be set up when it was never ours', async () => {
    expect(await inspect(await temporaryFolder())).toEqual({ state: 'empty' })
  })

  test('that was ours is a drive that is not mounted, and not a new share', async () => {
    expect(await inspect(await temporaryFolder(), { usedBefore: true })).toEqual(unusable('share-was-ours-now-empty'))
  })

  test('but what a broken-off write left counts as empty', async () => {
    const share = await shareWith({ 'replica.json.tmp-0badf00d': '{' })
    expect(await inspect(share)).toEqual({ state: 'empty' })
    expect(await inspect(share, { usedBefore: true })).toEqual(unusable('share-was-ours-now-empty'))
  })
})

describe('a path that is no share', () => {
  test('is missing when nothing is there, and nothing is made', async () => {
    expect(await inspect(join(await temporaryFolder(), 'gone', 'deeper'))).toEqual(unusable('share-missing'))
  })

  test('is missing when a link leads nowhere', async () => {
    const parent = await temporaryFolder()
    await symlink(join(parent, 'nowhere'), join(parent, 'share'))
    const { state } = await inspectShare(join(parent, 'share'), folderOnDisk(join(parent, 'share')), knowledge)
    expect(state).toEqual(unusable('share-missing'))
  })

  test('is no folder when it is a file, or lies behind one', async () => {
    const path = join(await temporaryFolder(), 'file')
    await writeFile(path, 'x')
    expect(await inspect(path)).toEqual(unusable('share-not-a-folder'))
    expect(await inspect(join(path, 'behind'))).toEqual(unusable('share-not-a-folder'))
  })

  test('is too long when a file of ours would not fit below it on Windows', async () => {
    const longest = filePath({ device, sequence: 1, hash: '0'.repeat(32), ending: 'join' })
    const ours = `/${longest}.tmp-0badf00d`.length
    expect(await inspect(`/${'a'.repeat(260 - ours)}`)).toEqual(unusable('share-path-too-long'))
    expect(await inspect(`/${'a'.repeat(259 - ours)}`)).toEqual(unusable('share-missing'))
  })

  test('is not ours when other files lie in it', async () => {
    expect(await inspect(await shareWith({ 'holiday.jpg': 'x' }))).toEqual(unusable('share-not-ours'))
    expect(await inspect(await shareWith({ 'photos/holiday.jpg': 'x' }), { usedBefore: true })).toEqual(
      unusable('share-not-ours')
    )
    expect(await inspect(await shareWith({ 'a/b/c/deep.txt': 'x' }))).toEqual(unusable('share-not-ours'))
  })
})

describe('a share that is not as it should be', () => {
  test('belongs to another office', async () => {
    expect(await inspect(await shareWith({ [identityFile]: identity({ office: otherOfficeId }) }))).toEqual(
      unusable('share-other-office')
    )
    const other = await shareWith({
      [identityFile]: writeIdentity(sealedIdentity('4a'.repeat(32), '5c'.repeat(32), '2e'.repeat(16)))
    })
    for (const whose of [{}, sealed]) expect(await inspect(other, whose)).toEqual(unusable('share-other-office'))
  })

  test('has our sealed office’s number and asks for no keys: a step back is not taken', async () => {
    const share = await shareWith({ [identityFile]: identity({ office: ourKeys.id }) })
    expect(await inspect(share, sealed)).toEqual(unusable('share-other-office'))
  })

  test('was made by a newer program', async () => {
    for (const knows of [{}, sealed, newcomer]) {
      const share = await shareWith({ [identityFile]: identity({ version: 3 }) })
      expect(await inspect(share, knows)).toEqual(unusable('share-newer-version'))
    }
  })

  test.each([
    ['cut short', '{ "format": "coop'],
    ['empty', ''],
    ['zeros', '\u0000\u0000\u0000'],
    ['of another program', '{"format":"restic","version":1}'],
    ['without an office', identity({ office: 'x' })],
    ['a version that is no number', identity({ version: '1' })],
    ['keys that nobody founded it with', identity({ version: 2, founder: '4a'.repeat(32), nonce: '2e'.repeat(16) })],
    ['a list', '[]'],
    ['null', 'null']
  ])('has a damaged identity: %s', async (_, text) => {
    expect(await inspect(await shareWith({ [identityFile]: text }))).toEqual(unusable('share-identity-damaged'))
  })

  test('has lost its identity while our segments still lie there', async () => {
    const share = await shareWith({ [first.path]: first.bytes })
    expect(await inspect(share)).toEqual(unusable('share-identity-damaged'))
    expect(await inspect(share, { usedBefore: true, ownVerified: 1 })).toEqual(unusable('share-identity-damaged'))
  })

  test.each(fileEndings)('has lost its identity while nothing but a file of ours (.%s) still lies there', async (ending) => {
    const share = await shareWith({ [first.path.replace('.seg', `.${ending}`)]: 'x' })
    for (const knows of [{}, sealed, newcomer]) expect(await inspect(share, knows)).toEqual(unusable('share-identity-damaged'))
  })

  test('has a link for an identity, which is not followed', async () => {
    const share = await shareWith({ [first.path]: first.bytes })
    const elsewhere = join(await temporaryFolder(), 'replica.json')
    await writeFile(elsewhere, identity())
    await symlink(elsewhere, join(share, identityFile))
    expect(await inspect(share)).toEqual(unusable('share-identity-damaged'))
  })
})

describe('an older copy of our share', () => {
  test('is seen when segments of ours that stood there are gone', async () => {
    const share = await shareWith({ [identityFile]: identity(), [first.path]: first.bytes, [second.path]: second.bytes })
    expect(await inspect(share, { ownVerified: 2, usedBefore: true })).toMatchObject({ state: 'ready', rolledBack: false })
    await rm(join(share, second.path))
    expect(await inspect(share, { ownVerified: 2, usedBefore: true })).toMatchObject({ state: 'ready', rolledBack: true })
    await rm(join(share, first.path))
    expect(await inspect(share, { ownVerified: 2, usedBefore: true })).toMatchObject({ state: 'ready', rolledBack: true })
  })

  test('is seen although statements of ours, which have a row of their own, are still there', async () => {
    const later = statement.replace('00000001', '00000007')
    const share = await shareWith({ [identityFile]: writeIdentity(ourKeys), [first.path]: first.bytes, [later]: 'x' })
    expect(await inspect(share, { ...sealed, ownVerified: 1 })).toMatchObject({ rolledBack: false })
    expect(await inspect(share, { ...sealed, ownVerified: 2 })).toMatchObject({ rolledBack: true })
  })

  test('is not supposed by a laptop that has never verified anything there', async () => {
    expect(await inspect(await shareWith({ [identityFile]: identity() }))).toMatchObject({ state: 'ready', rolledBack: false })
  })
})

test.each([
  ['EACCES', 'share-read-only'],
  ['EPERM', 'share-read-only'],
  ['EIO', 'share-dropped'],
  ['ESTALE', 'share-dropped'],
  ['ETIMEDOUT', 'share-dropped'],
  ['EHOSTDOWN', 'share-dropped'],
  ['UNKNOWN', 'share-dropped'],
  ['ENOENT', 'share-missing']
])('a drive that answers %s is said to be %s, whether at its identity or its listing', async (code, said) => {
  const share = await shareWith({ [identityFile]: identity() })
  for (const at of [1, 2]) {
    const drive = faultyFolder(folderOnDisk(share), { at, code, manner: 'refused' })
    expect(await inspectShare(share, drive, knowledge)).toEqual({ state: unusable(said), listed: [], found: null })
    expect(drive.operations, 'nothing more is asked of it').toHaveLength(at)
  }
})

test('a folder that may not be read is said to be so', async (context) => {
  if (process.platform === 'win32' || process.getuid?.() === 0) context.skip('root may read every folder')
  const share = await shareWith({ [identityFile]: identity() })
  await chmod(share, 0)
  expect((await inspectShare(share, folderOnDisk(share), knowledge)).state).toEqual(unusable('share-read-only'))
  await chmod(share, 0o700)
})
