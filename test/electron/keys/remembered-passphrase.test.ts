/** The passphrase kept by the system's key store: a convenience. The store here is a stand-in; a real one is only there in the Electron window. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { KeyStore } from '../../../electron/services/keys/remembered-passphrase.ts'
import { openLaptop } from '../../support/laptop.ts'
import { newOffice, passphrase } from '../../support/sealed-office.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** Opens only what the same account sealed, as the systems' own do. */
function storeOf(account: string): KeyStore {
  return {
    seal: (text) => new TextEncoder().encode(`${account}:${Buffer.from(text).toString('base64')}`),
    open: (sealed) => {
      const [owner, text = ''] = new TextDecoder().decode(sealed).split(':')
      if (owner !== account) throw new Error('sealed by another account')
      return Buffer.from(text, 'base64').toString()
    }
  }
}

async function locked(keyStore: KeyStore | null) {
  const profile = await temporaryFolder('profile')
  const first = await openLaptop(profile)
  await first.get('office.create', newOffice())
  await first.close()
  const open = (store = keyStore) => openLaptop(profile, { keyStore: () => store })
  return { profile, open }
}
const state = async (laptop: Awaited<ReturnType<typeof openLaptop>>) => (await laptop.get('session.describe', {})).keyStore

test('is offered where there is a store, kept when asked for, and opens the keys at the next start', async () => {
  const { profile, open } = await locked(storeOf('lan'))
  const laptop = await open()
  expect(await state(laptop)).toBe('offered')
  await laptop.get('keys.unlock', { passphrase, remember: true })
  await laptop.close()
  expect((await readFile(join(profile, 'passphrase.sealed'), 'utf8')).includes(passphrase)).toBe(false)
  const again = await open()
  expect(await state(again)).toBe('remembered')
  expect(await again.call('keys.unlockRemembered', {})).toMatchObject({ ok: true, value: { state: 'member' } })
})

test('is not kept unless asked for, and not at all where there is no store', async () => {
  const { open } = await locked(storeOf('lan'))
  const laptop = await open()
  await laptop.get('keys.unlock', { passphrase })
  expect(await state(laptop)).toBe('offered')
  await laptop.close()
  const without = await open(null)
  expect(await state(without)).toBe('unavailable')
  await without.get('keys.unlock', { passphrase, remember: true })
  expect(await without.call('keys.unlockRemembered', {})).toMatchObject({ code: 'wrong-passphrase' })
})

test('of another account opens nothing and is forgotten; the passphrase alone opens as ever', async () => {
  const { open } = await locked(storeOf('lan'))
  const laptop = await open()
  await laptop.get('keys.unlock', { passphrase, remember: true })
  await laptop.close()
  const stolen = await open(storeOf('thief'))
  expect(await stolen.call('keys.unlockRemembered', {})).toMatchObject({ code: 'wrong-passphrase' })
  expect(await state(stolen)).toBe('offered')
  expect(await stolen.call('keys.unlock', { passphrase })).toMatchObject({ ok: true })
})

test('is forgotten when it is changed, when asked, and when what is kept is not the passphrase any more', async () => {
  const { profile, open } = await locked(storeOf('lan'))
  const laptop = await open()
  await laptop.get('keys.unlock', { passphrase, remember: true })
  await laptop.get('keys.change', { passphrase, next: 'một câu khác dễ nhớ' })
  expect(await state(laptop)).toBe('offered')
  await laptop.close()
  await writeFile(join(profile, 'passphrase.sealed'), storeOf('lan').seal(passphrase))
  const again = await open()
  expect(await again.call('keys.unlockRemembered', {})).toMatchObject({ code: 'wrong-passphrase' })
  expect(await state(again)).toBe('offered')
  await again.get('keys.unlock', { passphrase: 'một câu khác dễ nhớ', remember: true })
  await again.get('keys.forget', {})
  expect(await state(again)).toBe('offered')
})
