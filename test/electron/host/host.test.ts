/** The host's own rules: offices, edits, what may be opened. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import type { Args } from '#shared/bridge/contract.ts'
import { sampleDevice } from '../../../electron/services/sample/sample-office.ts'
import { anEdit, openLaptop } from '../../support/laptop.ts'
import { deviceNumbered, makeChain } from '../../support/make-segments.ts'
import { readFiles } from '../../support/read-tree.ts'
import { foundOffice, joining, newOffice, reopened } from '../../support/sealed-office.ts'
import { expectEveryFileRight, filesOf } from '../../support/shares.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

// The sample office is built: a busy machine needs more than the usual time.
vi.setConfig({ testTimeout: 30_000 })

const newLaptop = async () => openLaptop(await temporaryFolder('profile'))
const letter: Args<'documents.export'> = {
  model: {
    language: 'vi',
    title: 'Thư',
    stamp: '',
    cover: null,
    head: null,
    addressee: [],
    blocks: [{ type: 'paragraph', style: 'body', runs: [{ text: 'Kính gửi' }] }],
    signature: null
  },
  calendar: [],
  pictures: null,
  papers: [],
  format: 'docx',
  fileName: 'Thư',
  folder: ''
}

describe('an office', () => {
  test('is made once; the name is kept as the person wrote it, composed', async () => {
    const laptop = await newLaptop()
    const { office } = await laptop.get('office.create', newOffice('  Vụ Hợp tác quốc tế '.normalize('NFD')))
    expect(office).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      name: 'Vụ Hợp tác quốc tế'.normalize('NFC'),
      sample: false,
      sealed: true
    })
    const files = await readFiles(laptop.profile)
    expect(await laptop.call('office.create', newOffice('Vụ khác'))).toMatchObject({ ok: false, code: 'office-exists' })
    expect(await readFiles(laptop.profile), 'neither its keys nor anything else was written anew').toEqual(files)
    await laptop.close()
    expect((await (await reopened(laptop)).get('session.describe', {})).office).toEqual(office)
  })

  test('asked for twice, at one moment or while it is being made, is made once, and its keys open it afterwards', async () => {
    for (const turns of [0, 1, 3, 10, 30, 100]) {
      const laptop = await newLaptop()
      const first = laptop.call('office.create', newOffice())
      for (let turn = 0; turn < turns; turn += 1) await turnOfTheLoop()
      const results = await Promise.all([first, laptop.call('office.create', newOffice())])
      const when = `${turns} turns later`
      expect(results.map((result) => (result.ok ? 'made' : result.code)).sort(), when).toEqual(['made', 'office-exists'])
      await laptop.write()
      await laptop.close()
      const again = await reopened(laptop)
      const { access } = await again.get('session.describe', {})
      expect(access, when).toEqual({ state: 'member', role: 'administrator' })
      expect(await again.entries(), when).toHaveLength(1)
      expect(await again.write(), when).toBe(2)
    }
  })

  test('tells a laptop whose keys are locked neither its name nor anything that was written', async () => {
    const laptop = await newLaptop()
    await laptop.get('office.create', newOffice())
    await laptop.write()
    const { device } = await laptop.get('session.describe', {})
    await laptop.close()
    const locked = await openLaptop(laptop.profile)
    expect(await locked.get('session.describe', {})).toMatchObject({
      device,
      access: { state: 'locked' },
      office: { id: '', name: '', sealed: true },
      positions: {},
      marks: { journaled: 0, onShare: 0, seenBy: {} }
    })
    expect(await locked.call('journal.append', anEdit(2))).toMatchObject({ ok: false, code: 'locked' })
    expect(await locked.call('office.create', newOffice())).toMatchObject({ ok: false })
    expect(await (await reopened(laptop)).entries()).toHaveLength(1)
  })

  test('comes before the first edit', async () => {
    const laptop = await newLaptop()
    expect(await laptop.call('journal.append', anEdit(1))).toMatchObject({ ok: false, code: 'no-office' })
  })
})

describe('the sample office', () => {
  test('opens with its records, and opening it again changes nothing', async () => {
    const laptop = await newLaptop()
    const office = await laptop.get('sample.open', {})
    expect(office.sample).toBe(true)
    const entries = await laptop.entries()
    expect(entries.length).toBeGreaterThan(20)
    expect(new Set(entries.map((entry) => entry.device))).toEqual(new Set([sampleDevice]))
    await laptop.get('sample.open', {})
    expect(await laptop.entries()).toHaveLength(entries.length)
  })

  test('is the same files on every laptop', async () => {
    const replicas = await Promise.all(
      [1, 2].map(async () => {
        const laptop = await newLaptop()
        await laptop.get('sample.open', {})
        return (await readdir(join(laptop.profile, 'replica'), { recursive: true })).sort()
      })
    )
    expect(replicas[0]).toEqual(replicas[1])
  })

  test('does not mix with a real office', async () => {
    const laptop = await newLaptop()
    await laptop.get('office.create', newOffice())
    expect(await laptop.call('sample.open', {})).toMatchObject({ ok: false, code: 'office-exists' })
    expect(await laptop.entries()).toEqual([])
  })

  test('that is wrong is refused before anything is written, naming file, record and field', async () => {
    const sampleFolder = await temporaryFolder('sample')
    await writeFile(join(sampleFolder, 'office.json'), JSON.stringify({ id: '5a'.repeat(16), name: 'Mẫu' }))
    await writeFile(join(sampleFolder, 'people.json'), JSON.stringify({ records: [{ id: 'person.lan', title: 7 }] }))
    const laptop = await openLaptop(await temporaryFolder('profile'), { sampleFolder })
    expect(await laptop.call('sample.open', {})).toMatchObject({
      ok: false,
      code: 'sample-invalid',
      detail: expect.stringMatching(/^people\.json: person\.lan: /)
    })
    expect((await laptop.get('session.describe', {})).office).toBeNull()
  })
})

describe('an edit', () => {
  test('carries the name from the settings and the laptop’s clock, whatever the page says', async () => {
    const laptop = await openLaptop(await temporaryFolder(), { now: () => Date.UTC(2026, 1, 5) })
    await laptop.get('office.create', newOffice())
    await laptop.get('settings.change', { author: 'Nguyễn Thị Lan' })
    await laptop.write()
    const [entry] = await laptop.entries()
    expect(entry).toMatchObject({ author: 'Nguyễn Thị Lan', time: Date.UTC(2026, 1, 5), number: 1 })
  })

  test('with a number that is not the next is sent back, and nothing is written', async () => {
    const laptop = await newLaptop()
    await laptop.get('office.create', newOffice())
    for (const number of [2, 7])
      expect(await laptop.call('journal.append', anEdit(number))).toMatchObject({ code: 'journal-moved' })
    await laptop.write()
    expect(await laptop.call('journal.append', anEdit(1))).toMatchObject({ code: 'journal-moved' })
    expect(await laptop.entries()).toHaveLength(1)
  })
})

describe('opening a file', () => {
  test('is for what was exported in this run and for nothing else', async () => {
    const laptop = await newLaptop()
    const { path } = await laptop.get('documents.export', letter)
    const others = [
      '/etc/passwd',
      '/usr/bin/xterm',
      'file:///etc/passwd',
      'https://example.invalid',
      `${path}/..`,
      `${path} `,
      `/./${path}`,
      '~'
    ]
    for (const other of [...others, join(laptop.profile, 'profile.json')]) {
      for (const reveal of [true, false]) {
        expect(await laptop.call('shell.open', { path: other, reveal }), other).toMatchObject({
          ok: false,
          code: 'not-available'
        })
      }
    }
    expect(laptop.opened).toEqual([])
    expect(await laptop.call('shell.open', { path, reveal: false })).toEqual({ ok: true, value: null })
    expect(laptop.opened).toEqual([path])
    await laptop.close()
    const again = await openLaptop(laptop.profile)
    expect(await again.call('shell.open', { path, reveal: false })).toMatchObject({ ok: false, code: 'not-available' })
  })

  test('that the system cannot do is answered, not thrown', async () => {
    const laptop = await openLaptop(await temporaryFolder(), { open: () => Promise.reject(new Error('no program')) })
    const { path } = await laptop.get('documents.export', letter)
    expect(await laptop.call('shell.open', { path, reveal: true })).toMatchObject({ ok: false, code: 'not-available' })
  })
})

describe('the folder for documents', () => {
  test('is made when it is the profile’s own', async () => {
    const laptop = await newLaptop()
    await rm(join(laptop.profile, 'documents'), { recursive: true })
    const { path } = await laptop.get('documents.export', letter)
    expect(path).toBe(join(laptop.profile, 'documents', 'Thư.docx'))
  })

  test('is not made when a person named it, in the settings or for this one document: a drive may not be there', async () => {
    const laptop = await newLaptop()
    const stick = join(await temporaryFolder(), 'stick')
    const missing = { ok: false, code: 'folder-missing' }
    expect(await laptop.call('documents.export', { ...letter, folder: join(stick, 'out') })).toMatchObject(missing)
    await laptop.get('settings.change', { documentsFolder: join(stick, 'out') })
    expect(await laptop.call('documents.export', letter)).toMatchObject(missing)
    await mkdir(join(stick, 'out'), { recursive: true })
    expect((await laptop.get('documents.export', letter)).path).toBe(join(stick, 'out', 'Thư.docx'))
  })
})

test('problems met at the start are in quarantine with their reason, and the laptop works', async () => {
  const laptop = await newLaptop()
  const { office } = await laptop.get('office.create', newOffice())
  await laptop.write()
  await laptop.close()
  const [cut] = makeChain(deviceNumbered(1), [1], { office: office.id })
  const [open] = makeChain(deviceNumbered(2), [1], { office: office.id })
  if (!cut || !open) throw new Error('not made')
  const replica = join(laptop.profile, 'replica')
  for (const device of [1, 2]) await mkdir(join(replica, deviceNumbered(device)))
  await writeFile(join(replica, cut.path), cut.bytes.subarray(0, 50))
  await writeFile(join(replica, open.path), open.bytes)
  await writeFile(join(replica, `${cut.path}.tmp-0badf00d`), 'left by a killed write')
  const again = await reopened(laptop)
  const { quarantine } = await again.get('exchange.status', {})
  const told = quarantine.map(({ file, reason, resolved }) => ({ file, reason, resolved }))
  expect(told.sort((a, b) => (a.file < b.file ? -1 : 1))).toEqual([
    { file: cut.path, reason: 'altered', resolved: false },
    { file: open.path, reason: 'not-sealed', resolved: false }
  ])
  expect(await readdir(join(replica, deviceNumbered(1)))).toHaveLength(1)
  expect(await again.entries()).toHaveLength(1)
  expect(await again.write()).toBe(2)
})

test.each(['ros', 'age', 'join'])(
  'a file of the roster that went bad on this laptop is told like any other, and a good one comes back at the next exchange (.%s)',
  async (ending) => {
    const office = await foundOffice()
    const minh = await joining(office, 'Trần Văn Minh')
    await minh.write()
    await minh.close()
    const replica = join(minh.profile, 'replica')
    const paths = Object.keys(await filesOf(replica)).filter((path) => path.endsWith(`.${ending}`))
    for (const path of paths) await writeFile(join(replica, path), 'spoiled')
    const again = await reopened(minh)
    const told = async () => {
      const { quarantine } = await again.get('exchange.status', {})
      return quarantine.map(({ file, resolved }) => ({ file, resolved })).sort((a, b) => (a.file < b.file ? -1 : 1))
    }
    const before = await told()
    await again.get('exchange.run', {})
    expect(await again.get('session.describe', {})).toMatchObject({ access: { state: 'member', role: 'officer' } })
    await expectEveryFileRight(replica)
    expect(await again.write()).toBe(2)
    expect(before).toEqual(paths.map((file) => ({ file, resolved: false })))
    expect(await told()).toEqual(paths.map((file) => ({ file, resolved: true })))
  }
)

test('a page that stops listening hears no more', async () => {
  const laptop = await newLaptop()
  await laptop.get('office.create', newOffice())
  const heard: string[] = []
  const stop = laptop.host.listen((push) => heard.push(push.type))
  await laptop.write()
  stop()
  await laptop.write()
  expect(heard).toEqual(['marks'])
})
