/** This laptop's keys on its disk: what stands in the file, what opens it, and what a changed file does. */
import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { dispatch } from '../../../electron/services/host/dispatch.ts'
import { openHost } from '../../../electron/services/host/host.ts'
import {
  changePassphrase,
  KeysTooWeak,
  keepKeys,
  keyFileIn,
  type LaptopKeys,
  makeLaptopKeys,
  makeSuccessor,
  passphraseFloor,
  readKeyFile,
  unlockKeys
} from '../../../electron/services/keys/laptop-keys.ts'
import { quickPassphrase } from '../../support/laptop.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const passphrase = 'một câu dễ nhớ của tôi'
const fileOf = async (profile: string) => {
  const file = await readKeyFile(profile)
  if (!file) throw new Error('no key file')
  return file
}
const made = async (): Promise<{ profile: string; keys: LaptopKeys }> => {
  const profile = await temporaryFolder('keys')
  return { profile, keys: await makeLaptopKeys(profile, passphrase, quickPassphrase) }
}
const unlocked = async (profile: string, words: string) => unlockKeys(await fileOf(profile), words, quickPassphrase)
/** The file as text, altered. */
const alter = async (profile: string, change: (file: Record<string, unknown>) => unknown) => {
  const path = keyFileIn(profile)
  await writeFile(path, JSON.stringify(change(JSON.parse(await readFile(path, 'utf8')))))
}

describe('at the cost the app itself asks for', () => {
  test('64 MiB and three passes stand in the file, and no less opens it', { timeout: 60_000 }, async () => {
    const profile = await temporaryFolder('keys')
    const host = await openHost({
      profile,
      sampleFolder: '',
      version: '0',
      desktop: { shell: 'browser', chooseFolder: async () => null, open: async () => undefined },
      now: () => 0
    })
    const created = await dispatch(host.handlers, 'office.create', { name: 'Vụ', passphrase, laptop: '' })
    expect(created).toMatchObject({ ok: true })
    expect(passphraseFloor).toEqual({ memoryKiB: 64 * 1024, passes: 3 })
    const file = await fileOf(profile)
    expect(file.passphrase).toMatchObject({ name: 'argon2id', memoryKiB: 64 * 1024, passes: 3 })
    await host.close()
    expect(await unlockKeys(file, passphrase, passphraseFloor)).toMatchObject({ device: file.device })
    expect(await unlockKeys(file, 'một câu khác hẳn', passphraseFloor)).toBeNull()
  })

  test.each([
    { memoryKiB: 64 * 1024 - 1, passes: 3 },
    { memoryKiB: 64 * 1024, passes: 2 },
    { memoryKiB: 8, passes: 1000 / 10 }
  ])('a file that asks for $memoryKiB KiB and $passes passes is refused before any work', async (cost) => {
    const { profile } = await made()
    await alter(profile, (file) => ({ ...file, passphrase: { ...(file.passphrase as object), ...cost } }))
    await expect(unlockKeys(await fileOf(profile), passphrase, passphraseFloor)).rejects.toBeInstanceOf(KeysTooWeak)
  })

  test('a file that asks for all the memory there is is not read at all', async () => {
    const { profile } = await made()
    await alter(profile, (file) => ({ ...file, passphrase: { ...(file.passphrase as object), memoryKiB: 2 ** 31 } }))
    await expect(readKeyFile(profile)).rejects.toThrow()
  })
})

describe('the passphrase', () => {
  test('opens the same keys again', async () => {
    const { profile, keys } = await made()
    expect(await unlocked(profile, passphrase)).toMatchObject({
      device: keys.device,
      sealTo: keys.sealTo,
      identities: keys.identities
    })
  })

  test('is the same in whatever form a keyboard gives its marks', async () => {
    const { profile } = await made()
    expect(passphrase.normalize('NFD')).not.toBe(passphrase.normalize('NFC'))
    expect(await unlocked(profile, passphrase.normalize('NFD'))).not.toBeNull()
    const other = await temporaryFolder('keys')
    await makeLaptopKeys(other, passphrase.normalize('NFD'), quickPassphrase)
    expect(await unlocked(other, passphrase.normalize('NFC'))).not.toBeNull()
  })

  test.each([
    ['without its marks', 'mot cau de nho cua toi'],
    ['in capitals', passphrase.toUpperCase()],
    ['with a blank more', `${passphrase} `],
    ['empty', '']
  ])('%s opens nothing', async (_, words) => {
    const { profile } = await made()
    expect(await unlocked(profile, words)).toBeNull()
  })

  test('changed: the new one opens the same keys, the old one nothing, and nothing sealed before is left', async () => {
    const { profile, keys } = await made()
    const before = await fileOf(profile)
    await changePassphrase(profile, keys, 'một câu mới tinh', quickPassphrase)
    const after = await fileOf(profile)
    expect(await unlocked(profile, passphrase)).toBeNull()
    expect(await unlocked(profile, 'một câu mới tinh')).toMatchObject({ device: keys.device, identities: keys.identities })
    expect([after.sealed, after.salt, after.passphrase.salt]).not.toEqual([before.sealed, before.salt, before.passphrase.salt])
  })
})

describe('the file', () => {
  test('that is not there is no keys; one that is damaged stops, and is never written over', async () => {
    expect(await readKeyFile(await temporaryFolder('keys'))).toBeNull()
    const { profile } = await made()
    for (const text of ['', '{', 'null', '[]', '{"version":2}']) {
      await writeFile(keyFileIn(profile), text)
      await expect(readKeyFile(profile)).rejects.toThrow()
      expect(await readFile(keyFileIn(profile), 'utf8')).toBe(text)
    }
  })

  test('altered in any letter of what is sealed opens nothing', async () => {
    const { profile } = await made()
    const file = await fileOf(profile)
    const raw = Buffer.from(file.sealed, 'base64')
    for (let at = 0; at < raw.length; at += 7) {
      const other = Buffer.from(raw)
      other[at] = (other[at] ?? 0) ^ 0x40
      expect(await unlockKeys({ ...file, sealed: other.toString('base64') }, passphrase, quickPassphrase)).toBeNull()
    }
  })

  test('with any readable part of another laptop’s opens nothing', async () => {
    const [{ profile }, { profile: otherProfile }] = [await made(), await made()]
    const [file, other] = [await fileOf(profile), await fileOf(otherProfile)]
    const succession = { from: file.device, fromSigner: file.signer, proof: '0'.repeat(128), dropped: null, former: [] }
    for (const part of [
      { device: other.device },
      { signer: other.signer },
      { sealTo: other.sealTo },
      { sealed: other.sealed },
      { salt: other.salt },
      { passphrase: other.passphrase },
      { passphrase: { ...file.passphrase, passes: file.passphrase.passes + 1 } },
      { succession }
    ])
      expect(await unlockKeys({ ...file, ...part }, passphrase, quickPassphrase)).toBeNull()
  })

  test('holds no private key that could be read', async () => {
    const { profile, keys } = await made()
    const bytes = await readFile(keyFileIn(profile))
    const text = bytes.toString('utf8')
    const seed = Buffer.from(keys.secrets.seed, 'hex')
    expect(text).not.toMatch(/AGE-SECRET-KEY/i)
    for (const secret of [
      keys.secrets.seed,
      seed.toString('base64').slice(0, 40),
      keys.secrets.identity,
      keys.secrets.identity.slice(20, 50)
    ])
      expect(text.toLowerCase()).not.toContain(secret.toLowerCase())
    expect(bytes.includes(seed)).toBe(false)
    expect(bytes.includes(Buffer.from(keys.passphraseKey))).toBe(false)
  })
})

test('a successor has a new number, what was sealed to the old one still opens, and the same passphrase opens it', async () => {
  const { profile, keys } = await made()
  const file = await fileOf(profile)
  const next = await makeSuccessor(keys, () => 'ab'.repeat(64), { sequence: 3, hash: 'cd'.repeat(32) })
  // Whoever has the old disk opens nothing that is sealed to the new number.
  expect(next.sealTo).not.toBe(keys.sealTo)
  expect(next.identities).toEqual([next.secrets.identity, keys.secrets.identity])
  expect(next.device).not.toBe(keys.device)
  await keepKeys(profile, next, file.passphrase)
  const again = await unlocked(profile, passphrase)
  expect(again).toMatchObject({ device: next.device, succession: { from: keys.device, former: [keys.device] } })
  const third = await makeSuccessor(next, () => 'ab'.repeat(64), null)
  expect(third.succession?.former).toEqual([next.device, keys.device])
  expect(third.identities.slice(1)).toEqual(next.identities)
  expect((await fileOf(profile)).sealed).not.toBe(file.sealed)
})
