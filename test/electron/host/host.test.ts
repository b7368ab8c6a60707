/** The host's own rules: offices, edits, what may be opened. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Args } from '#shared/bridge/contract.ts'
import { sampleDevice } from '../../../electron/services/sample/sample-office.ts'
import { anEdit, openLaptop } from '../../support/laptop.ts'
import { deviceNumbered, makeChain } from '../../support/make-segments.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

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
  format: 'docx',
  fileName: 'Thư',
  folder: ''
}

describe('an office', () => {
  test('is made once; the name is kept as the person wrote it, composed', async () => {
    const laptop = await newLaptop()
    const office = await laptop.get('office.create', { name: '  Vụ Hợp tác quốc tế '.normalize('NFD') })
    expect(office).toEqual({ id: expect.stringMatching(/^[0-9a-f]{32}$/), name: 'Vụ Hợp tác quốc tế', sample: false })
    expect(await laptop.call('office.create', { name: 'Vụ khác' })).toMatchObject({ ok: false, code: 'office-exists' })
    await laptop.close()
    expect((await (await openLaptop(laptop.profile)).get('session.describe', {})).office).toEqual(office)
  })

  test('asked for twice at one moment is made once', async () => {
    const laptop = await newLaptop()
    const results = await Promise.all([1, 2].map(() => laptop.call('office.create', { name: 'Vụ' })))
    expect(results.map((result) => (result.ok ? 'made' : result.code)).sort()).toEqual(['made', 'office-exists'])
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
    await laptop.get('office.create', { name: 'Vụ' })
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
    await laptop.get('office.create', { name: 'Vụ' })
    await laptop.get('settings.change', { author: 'Nguyễn Thị Lan' })
    await laptop.write()
    const [entry] = await laptop.entries()
    expect(entry).toMatchObject({ author: 'Nguyễn Thị Lan', time: Date.UTC(2026, 1, 5), number: 1 })
  })

  test('with a number that is not the next is sent back, and nothing is written', async () => {
    const laptop = await newLaptop()
    await laptop.get('office.create', { name: 'Vụ' })
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
  const office = await laptop.get('office.create', { name: 'Vụ' })
  await laptop.write()
  await laptop.close()
  const [made] = makeChain(deviceNumbered(1), [1], { office: office.id })
  const folder = join(laptop.profile, 'replica', deviceNumbered(1))
  await mkdir(folder)
  await writeFile(join(folder, made?.path.split('/')[1] ?? ''), made?.bytes.subarray(0, 50) ?? '')
  await writeFile(join(folder, `${made?.path.split('/')[1]}.tmp-0badf00d`), 'left by a killed write')
  const again = await openLaptop(laptop.profile)
  const { quarantine } = await again.get('exchange.status', {})
  expect(quarantine).toMatchObject([{ file: made?.path, reason: 'altered', resolved: false }])
  expect(await readdir(folder)).toHaveLength(1)
  expect(await again.write()).toBe(2)
})

test('a page that stops listening hears no more', async () => {
  const laptop = await newLaptop()
  await laptop.get('office.create', { name: 'Vụ' })
  const heard: string[] = []
  const stop = laptop.host.listen((push) => heard.push(push.type))
  await laptop.write()
  stop()
  await laptop.write()
  expect(heard).toEqual(['marks'])
})
