import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, symlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { lockPlaces, lockProfile, type ProfileLock } from '../../../electron/services/profile/profile-lock.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** Locks until the test is over. */
async function lock(folder: string): Promise<ProfileLock | null> {
  const held = await lockProfile(folder)
  if (held) onTestFinished(() => held.release())
  return held
}

test('a profile that is open cannot be opened a second time, and can again when it is let go', async () => {
  const folder = await temporaryFolder()
  const first = await lock(folder)
  expect(first).not.toBeNull()
  expect(await lock(folder)).toBeNull()
  expect(await lock(folder)).toBeNull()
  await first?.release()
  expect(await lock(folder)).not.toBeNull()
})

test('two profiles are open side by side', async () => {
  expect(await lock(await temporaryFolder())).not.toBeNull()
  expect(await lock(await temporaryFolder())).not.toBeNull()
})

test('a profile is the same one however its path is written', async () => {
  const parent = await temporaryFolder()
  const folder = join(parent, 'profile')
  await mkdir(folder)
  await symlink(folder, join(parent, 'link'))
  expect(await lock(folder)).not.toBeNull()
  for (const same of [`${folder}/`, join(parent, '.', 'profile'), `${parent}/x/../profile`, join(parent, 'link')]) {
    expect(await lock(same), same).toBeNull()
  }
})

test('a profile that is not there yet is locked before it is made', async () => {
  const folder = join(await temporaryFolder(), 'new', 'profile')
  expect(await lock(folder)).not.toBeNull()
  expect(await lock(folder)).toBeNull()
})

test('of two that start at one moment, one opens the profile', async () => {
  const folder = await temporaryFolder()
  const outcomes = await Promise.all([lock(folder), lock(folder), lock(folder)])
  expect(outcomes.filter((held) => held !== null)).toHaveLength(1)
})

test('a lock that had to move one place on, because a killed process kept the first, holds as firmly', async () => {
  const folder = await temporaryFolder()
  const [, second = ''] = await lockPlaces(folder)
  const other = createServer((socket) => socket.destroy())
  await once(other.listen(second), 'listening')
  expect(await lock(folder)).toBeNull()
  expect(await lock(folder), 'and the one refused kept nothing').toBeNull()
  await new Promise((done) => other.close(done))
  expect(await lock(folder)).not.toBeNull()
})

/** A lock whose process was killed; where locks are files, its socket lies there and nobody answers. */
async function killedHolder(folder: string): Promise<void> {
  const [place = ''] = await lockPlaces(folder)
  const listening = `require('node:net').createServer((socket) => socket.destroy()).listen(${JSON.stringify(place)}, () => console.log('held'))`
  const holder = spawn(process.execPath, ['-e', listening])
  await once(holder.stdout, 'data')
  expect(await lock(folder), 'while it lives').toBeNull()
  const ended = once(holder, 'exit')
  holder.kill('SIGKILL')
  await ended
}

describe('a process that was killed', () => {
  test('holds nothing back', async (context) => {
    if (process.platform === 'win32') context.skip('a named pipe leaves nothing behind')
    const folder = await temporaryFolder()
    await killedHolder(folder)
    expect(await lock(folder)).not.toBeNull()
    expect(await lock(folder), 'and the next one is held as firmly').toBeNull()
  })

  test('is followed by one, when several start at one moment', async (context) => {
    if (process.platform === 'win32') context.skip('a named pipe leaves nothing behind')
    for (let round = 0; round < 5; round += 1) {
      const folder = await temporaryFolder()
      await killedHolder(folder)
      const outcomes = await Promise.all([1, 2, 3, 4].map(() => lock(folder)))
      expect(outcomes.filter((held) => held !== null)).toHaveLength(1)
    }
  })
})
