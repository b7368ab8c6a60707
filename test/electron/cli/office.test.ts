/** What the terminal prints and writes: the commands as functions, over real replicas. */
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { recordId } from '#shared/domain/record.ts'
import { createRecord, editRecord } from '#shared/sync/engine.ts'
import { checkFolder } from '../../../electron/cli/check-folder.ts'
import { exportToFile } from '../../../electron/cli/export-to-file.ts'
import { listRecords } from '../../../electron/cli/list-records.ts'
import { folderOnDisk } from '../../../electron/services/replica/folder-on-disk.ts'
import { readyEngine } from '../../../electron/services/sample/ready-engine.ts'
import { type BareLaptop, openBareLaptop } from '../../support/bare-laptop.ts'
import { resources } from '../../support/laptop.ts'
import { deviceNumbered, makeChain } from '../../support/make-segments.ts'
import { readTree } from '../../support/read-tree.ts'
import { foundOffice, joining } from '../../support/sealed-office.ts'
import { filesOf, newShare } from '../../support/shares.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const sampleFolder = join(resources, 'sample-office')

/** The exit code and the lines. */
async function run(command: (print: (line: string) => void) => Promise<number>) {
  const lines: string[] = []
  const code = await command((line) => lines.push(line))
  return { code, lines }
}

const trip = recordId('delegation', 'lao-2026')
const title = 'Đoàn\tcông tác\nLào 2026'

/** A share with one delegation and one deleted person. */
async function shareWithRecords(): Promise<{ root: string; laptop: BareLaptop }> {
  await readyEngine()
  const share = await newShare()
  const laptop = await openBareLaptop(await temporaryFolder('laptop'))
  const stamp = { device: laptop.device, author: 'Lan', time: Date.UTC(2026, 1, 5) }
  const append = (record: string, changes: readonly Uint8Array[]) =>
    laptop.ledger.append(laptop.ledger.last() + 1, {
      editId: `edit-${laptop.ledger.last() + 1}-x`,
      author: 'Lan',
      time: stamp.time,
      record,
      changes
    })
  await append(trip, createRecord(trip, { title, direction: 'outbound' }, stamp).changes)
  const person = recordId('person', 'gone')
  const made = createRecord(person, { title: 'Đã xoá' }, stamp)
  await append(person, made.changes)
  await append(person, editRecord(person, made.document, [{ op: 'set', field: 'deleted', value: true }], stamp).changes)
  const outcome = await laptop.exchange(share.folder)
  expect(outcome.ok).toBe(true)
  return { root: share.root, laptop }
}

describe('list', () => {
  test('prints a line for each record of the sample office, its id first', async () => {
    const { code, lines } = await run((print) =>
      listRecords({ name: 'list', kind: 'delegation', replica: null }, sampleFolder, print)
    )
    expect(code).toBe(0)
    expect(lines).toHaveLength(5)
    for (const line of lines) expect(line).toMatch(/^delegation\.[a-z0-9-]+\t\S/)
  })

  test('reads a share without touching it; deleted records are left out and a title stays on its line', async () => {
    const { root } = await shareWithRecords()
    const before = await readTree(root)
    const trips = await run((print) => listRecords({ name: 'list', kind: 'delegation', replica: root }, sampleFolder, print))
    expect(trips).toEqual({ code: 0, lines: [`${trip}\tĐoàn công tác Lào 2026`] })
    const people = await run((print) => listRecords({ name: 'list', kind: 'person', replica: root }, sampleFolder, print))
    expect(people).toEqual({ code: 0, lines: [] })
    expect(await readTree(root)).toEqual(before)
  })

  test('of a folder that is no replica, or not there, says so', async () => {
    const empty = await temporaryFolder()
    const list = (replica: string) => listRecords({ name: 'list', kind: 'person', replica }, sampleFolder, () => undefined)
    await expect(list(empty)).rejects.toThrow(`${empty} is not a replica of an office: it has no readable replica.json.`)
    await expect(list(join(empty, 'gone'))).rejects.toThrow('is not a folder that can be read.')
    expect(await readdir(empty)).toEqual([])
  })

  test('of a sealed office says that its records open in the app only', async () => {
    const { share } = await foundOffice()
    const list = listRecords({ name: 'list', kind: 'person', replica: share }, sampleFolder, () => undefined)
    await expect(list).rejects.toThrow(`${share} belongs to an office with keys: its records open in the app only.`)
  })
})

describe('export', () => {
  const about = (id: string) => ({ subject: { of: 'record', id } }) as const
  const command = (out: string, part: object = {}) =>
    ({
      name: 'export',
      kind: 'packet',
      subject: { of: 'record', id: 'delegation.egypt-uae-2024' },
      format: 'docx',
      language: 'vi',
      out,
      replica: null,
      ...part
    }) as const

  test.each(['docx', 'pdf'] as const)(
    'writes a %s where it was told, over an older one, and says how large it is',
    async (format) => {
      const out = join(await temporaryFolder(), `Hồ sơ.${format}`)
      await writeFile(out, 'older')
      const { code, lines } = await run((print) => exportToFile(command(out, { format }), sampleFolder, print))
      const bytes = await readFile(out)
      expect([code, lines]).toEqual([0, [`${out} (${bytes.length} bytes)`]])
      expect(bytes.subarray(0, 2).toString()).toBe(format === 'pdf' ? '%P' : 'PK')
      expect(await readdir(join(out, '..'))).toEqual([`Hồ sơ.${format}`])
    }
  )

  test('of a delegation that is not there says how to find one, and writes nothing', async () => {
    const folder = await temporaryFolder()
    for (const delegation of ['delegation.none', 'person.nobody', '../../x']) {
      const asked = exportToFile(command(join(folder, 'a.docx'), about(delegation)), sampleFolder, () => undefined)
      await expect(asked).rejects.toThrow(`There is no record "${delegation}". See: npm run office -- list --kind delegation`)
    }
    expect(await readdir(folder)).toEqual([])
  })

  test('into a folder that is not there says so and does not make it', async () => {
    const folder = await temporaryFolder()
    const asked = exportToFile(command(join(folder, 'gone', 'a.docx')), sampleFolder, () => undefined)
    await expect(asked).rejects.toThrow(`The folder ${join(folder, 'gone')} does not exist.`)
    expect(await readdir(folder)).toEqual([])
  })

  test('of a share’s own delegation works the same way', async () => {
    const { root } = await shareWithRecords()
    const out = join(await temporaryFolder(), 'a.docx')
    expect((await run((print) => exportToFile(command(out, { ...about(trip), replica: root }), sampleFolder, print))).code).toBe(
      0
    )
  })

  test('bears the day on this machine’s calendar, also early in the morning', async () => {
    const { root } = await shareWithRecords()
    const out = join(await temporaryFolder(), 'a.docx')
    vi.stubEnv('TZ', 'Asia/Ho_Chi_Minh')
    onTestFinished(() => {
      vi.unstubAllEnvs()
    })
    const [dawn, dusk] = [new Date('2026-02-06T00:30:00+07:00'), new Date('2026-02-06T23:30:00+07:00')]
    for (const now of [dawn, dusk]) {
      await exportToFile(command(out, { kind: 'trip-report', ...about(trip), replica: root }), sampleFolder, () => undefined, now)
      const text = new TextDecoder().decode(unzipSync(await readFile(out))['word/document.xml'])
      expect(text.replace(/<[^>]+>/g, '')).toContain('Hà Nội, ngày 06 tháng 02 năm 2026')
    }
  })

  test('of a record with a secret mark is refused, and the sentence says why', async () => {
    const { root, laptop } = await shareWithRecords()
    const stamp = { device: laptop.device, author: 'Lan', time: Date.UTC(2026, 1, 5) }
    const secret = recordId('delegation', 'secret')
    const { changes } = createRecord(secret, { title: 'Đoàn mật', direction: 'outbound', mark: 'mat' }, stamp)
    const number = laptop.ledger.last() + 1
    await laptop.ledger.append(number, { editId: 'edit-secret', author: 'Lan', time: stamp.time, record: secret, changes })
    await laptop.exchange(folderOnDisk(root))
    const folder = await temporaryFolder()
    const asked = exportToFile(
      command(join(folder, 'a.docx'), { ...about(secret), replica: root }),
      sampleFolder,
      () => undefined
    )
    await expect(asked).rejects.toThrow('has a secret mark: it is kept as a reference only and is not exported.')
    expect(await readdir(folder)).toEqual([])
  })
})

describe('check', () => {
  test('of a share that is right counts what is there, ends with 0 and touches nothing', async () => {
    const { root, laptop } = await shareWithRecords()
    const before = await readTree(root)
    const { code, lines } = await run((print) => checkFolder(root, print))
    expect(code).toBe(0)
    expect(lines).toEqual([
      `office ${laptop.replica.office()?.id} Vụ Hợp tác quốc tế`,
      `device ${laptop.device}: 1 segments, 3 entries`,
      '1 devices, 1 segments, 2 records',
      'every file is right'
    ])
    expect(await readTree(root)).toEqual(before)
  })

  test('names every file that is not right with the reason in words, and ends with 1', async () => {
    const { root } = await shareWithRecords()
    const chain = makeChain(deviceNumbered(1), [1, 1, 1])
    const [first, second, third] = chain.map((made) => made.path) as [string, string, string]
    await mkdir(join(root, deviceNumbered(1)))
    for (const made of chain) await writeFile(join(root, made.path), made.bytes)
    await writeFile(join(root, second), 'spoiled')
    await writeFile(join(root, 'Thumbs.db'), 'x')
    await symlink('/etc/passwd', join(root, 'link.seg'))
    const before = await readTree(root)
    const { code, lines } = await run((print) => checkFolder(root, print))
    expect(code).toBe(1)
    expect(lines).toContain(`not right: ${second}: cut short, or still being copied (7 bytes)`)
    expect(lines).toContain(`not right: ${third}: waits for an earlier file of the same device`)
    expect(lines).toContain('not right: Thumbs.db: not one of our files')
    expect(lines).toContain('not right: link.seg: is a link; links are not followed')
    expect(lines.join('\n')).not.toContain(`not right: ${first}`)
    expect(lines.at(-1)).toBe('4 files are not right')
    expect(await readTree(root)).toEqual(before)
  })

  /** A sealed office with two laptops, of which each has written something. */
  async function sealedShare(): Promise<string> {
    const office = await foundOffice()
    const minh = await joining(office, 'Trần Văn Minh')
    for (const laptop of [office.founder, minh]) {
      await laptop.write()
      await laptop.get('exchange.run', {})
    }
    return office.share
  }

  test('of a sealed office checks every signature without a key, and prints nothing of what is sealed', async () => {
    const root = await sealedShare()
    const before = await readTree(root)
    const { code, lines } = await run((print) => checkFolder(root, print))
    expect(lines.slice(-3)).toEqual([
      '2 devices, 2 segments, records sealed',
      'roster: 2 laptops, 0 statements refused',
      'every file is right'
    ])
    expect(code).toBe(0)
    expect(lines.join('\n')).not.toMatch(/Vụ|Lan|Minh|ThinkPad|Dell/)
    expect(await readTree(root)).toEqual(before)
  })

  test.each(['seg', 'ros', 'age', 'join'])('of a sealed office names a file that went bad there: .%s', async (ending) => {
    const root = await sealedShare()
    const paths = Object.keys(await filesOf(root)).filter((path) => path.endsWith(`.${ending}`))
    expect(paths.length).toBeGreaterThan(0)
    for (const path of paths) {
      const good = await readFile(join(root, path))
      await writeFile(join(root, path), good.subarray(0, good.length - 1))
      const { code, lines } = await run((print) => checkFolder(root, print))
      const told = lines.filter((line) => line.startsWith('not right: '))
      expect(told).toContainEqual(expect.stringContaining(`${path}: contents do not match the name: altered or damaged`))
      expect(code).toBe(1)
      await writeFile(join(root, path), good)
    }
  })

  test('goes on past an entry whose contents no engine reads', async () => {
    const { root } = await shareWithRecords()
    const [made] = makeChain(deviceNumbered(1), [2], { text: 'no change of Automerge' })
    await mkdir(join(root, deviceNumbered(1)))
    await writeFile(join(root, made?.path ?? ''), made?.bytes ?? '')
    const { code, lines } = await run((print) => checkFolder(root, print))
    expect(lines).toContain(`device ${deviceNumbered(1)}: 1 segments, 2 entries`)
    expect([0, 1]).toContain(code)
  })

  test('of an empty folder, or of another office’s damaged one, says that there is no readable identity', async () => {
    const folder = await temporaryFolder()
    expect(await run((print) => checkFolder(folder, print))).toEqual({
      code: 1,
      lines: ['office: no readable replica.json', '0 devices, 0 segments, 0 records']
    })
    await writeFile(join(folder, 'replica.json'), '{')
    const { code, lines } = await run((print) => checkFolder(folder, print))
    expect(code).toBe(1)
    expect(lines).toContain('not right: replica.json: contents do not match the name: altered or damaged')
    await expect(checkFolder(join(folder, 'gone'), () => undefined)).rejects.toThrow('is not a folder that can be read.')
  })
})
