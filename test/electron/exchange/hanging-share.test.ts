/** A network drive that neither answers nor refuses: the system's call does not come back. */
import { afterEach, expect, test, vi } from 'vitest'
import { openLaptop } from '../../support/laptop.ts'
import { newOffice } from '../../support/sealed-office.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const drive = vi.hoisted(() => ({ root: '', asked: (): void => undefined }))
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>()
  const readdir = (...args: Parameters<typeof real.readdir>) => {
    if (drive.root === '' || args[0] !== drive.root) return real.readdir(...args)
    drive.asked()
    return new Promise<never>(() => undefined)
  }
  return { ...real, readdir }
})
afterEach(() => {
  drive.root = ''
})

test('while a share hangs, edits are saved, the state can be asked for, and cancelling ends the exchange at once', async () => {
  const share = await temporaryFolder('share')
  const laptop = await openLaptop(await temporaryFolder('profile'))
  await laptop.get('office.create', newOffice())
  await laptop.get('exchange.connect', { path: share, setUp: true })
  const asked = new Promise<void>((done) => {
    drive.asked = done
  })
  drive.root = share
  const running = laptop.call('exchange.run', {})
  await asked
  expect(await laptop.write()).toBe(1)
  expect(await laptop.get('exchange.status', {})).toMatchObject({ running: true, unsent: 1 })
  await laptop.get('exchange.cancel', {})
  expect(await running).toMatchObject({ ok: false, code: 'exchange-cancelled' })

  drive.root = ''
  expect(await laptop.get('exchange.run', {})).toMatchObject({ trouble: null, pushedEntries: 1 })
})
