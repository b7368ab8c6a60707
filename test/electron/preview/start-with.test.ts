import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { preferredPort, rememberPort } from '../../../electron/preview/remembered-port.ts'
import { startWith } from '../../../electron/preview/start-with.ts'
import { openLaptop } from '../../support/laptop.ts'
import { foundOffice, newOffice, reopened } from '../../support/sealed-office.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

// The sample office is built: a busy machine needs more than the usual time.
vi.setConfig({ testTimeout: 30_000 })

test('what the command line asked for is done before the page opens', async () => {
  const laptop = await openLaptop(await temporaryFolder('profile'))
  const share = await temporaryFolder('share')
  expect(await startWith(laptop.host, { sample: true, lang: 'en' })).toEqual([])
  await laptop.get('exchange.connect', { path: share, setUp: true })
  const exchanged = new Promise((done) =>
    laptop.host.listen((push) => push.type === 'exchange-ended' && done(push.report?.trouble))
  )
  expect(await startWith(laptop.host, { sample: true, share })).toEqual([])
  expect(await exchanged, 'a share named at the start is exchanged with').toBeNull()
  const { office, settings } = await laptop.get('session.describe', {})
  expect([office?.sample, settings.language]).toEqual([true, 'en'])
  expect((await laptop.get('exchange.status', {})).shareFolder).toBe(share)
})

test('what could not be done is said in a sentence each, and the rest is done', async () => {
  const laptop = await openLaptop(await temporaryFolder('profile'))
  await laptop.get('office.create', newOffice())
  const parent = await temporaryFolder()
  expect(await startWith(laptop.host, { sample: true, share: join(parent, 'gone'), lang: 'fr' })).toEqual([
    '--lang fr is not known: use vi or en.',
    'The sample office was not opened: office-exists',
    `The share ${join(parent, 'gone')} was not connected: share-missing`
  ])
  expect(await readdir(parent)).toEqual([])
  const empty = await temporaryFolder()
  expect(await startWith(laptop.host, { sample: false, share: empty, lang: 'en' })).toEqual([
    `The share ${empty} is empty: set it up in the app, under Exchange.`
  ])
  expect(await readdir(empty)).toEqual([])
})

test('a laptop whose keys are locked says what could not be done, and does it once they are open', async () => {
  const { founder, share } = await foundOffice()
  await founder.write()
  await founder.close()
  const locked = await openLaptop(founder.profile)
  expect(await startWith(locked.host, { sample: true, share, lang: 'en' })).toEqual([
    'The sample office was not opened: locked',
    `The share ${share} was not connected: locked`
  ])
  await locked.close()
  const open = await reopened(founder)
  expect(await startWith(open.host, { sample: false, share })).toEqual([])
  await open.settled()
  expect((await open.get('session.describe', {})).marks).toMatchObject({ journaled: 1, onShare: 1 })
})

test('a profile remembers its port, because the page’s database belongs to the address', async () => {
  const profile = await temporaryFolder()
  expect(await preferredPort(profile)).toBe(0)
  await rememberPort(profile, 41234)
  expect(await preferredPort(profile)).toBe(41234)
})

test.each(['', 'x', '80', '0', '-1', '65536', '1e3', '41234.5', 'NaN'])(
  'a remembered port that is none (%s) is not used',
  async (text) => {
    const profile = await temporaryFolder()
    await writeFile(join(profile, 'port'), text)
    expect(await preferredPort(profile)).toBe(0)
  }
)
