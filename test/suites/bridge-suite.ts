/**
 * What the page may rely on, whichever way its calls travel. Each adapter's own test says how to make a bridge and nothing more.
 */
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  type Args,
  type Bridge,
  type CallName,
  callNames,
  failureCodes,
  type Push,
  type Result,
  type Value
} from '#shared/bridge/contract.ts'
import { anEdit } from '../support/laptop.ts'
import { newOffice } from '../support/sealed-office.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

export interface BridgeUnderTest {
  readonly bridge: Bridge
  readonly profile: string
}

const letter: Args<'documents.export'> = {
  model: {
    language: 'vi',
    title: 'Thư mời',
    stamp: '',
    cover: null,
    head: null,
    addressee: ['Đại sứ quán'],
    blocks: [{ type: 'paragraph', style: 'body', runs: [{ text: 'Kính gửi Quý cơ quan' }, { text: ' – ', bold: true }] }],
    signature: null
  },
  calendar: [],
  pictures: null,
  papers: [],
  format: 'docx',
  fileName: 'Thư mời / 2026',
  folder: ''
}

async function get<Name extends CallName>(bridge: Bridge, name: Name, args: Args<Name>): Promise<Value<Name>> {
  const result = await bridge.call(name, args)
  if (!result.ok) throw new Error(`${name}: ${result.code} ${result.detail}`)
  return result.value
}

/** Waits for a push of a type; no clock. `isIt`: for what may be told more than once. */
function pushed<Type extends Push['type']>(
  bridge: Bridge,
  type: Type,
  isIt: (push: Extract<Push, { type: Type }>) => boolean = () => true
): Promise<Extract<Push, { type: Type }>> {
  return new Promise((done) => {
    const stop = bridge.listen((push) => {
      if (push.type !== type || !isIt(push as Extract<Push, { type: Type }>)) return
      stop()
      done(push as Extract<Push, { type: Type }>)
    })
  })
}
/** The push that tells of so many edits in the journal; what was told of an office a moment ago may still be on its way. */
const marksOf = (bridge: Bridge, journaled: number) => pushed(bridge, 'marks', ({ marks }) => marks.journaled === journaled)

/** `make` answers a bridge to a host with a new profile, connected. */
export function bridgeSuite(make: () => Promise<BridgeUnderTest>): void {
  test('a new laptop describes itself: no office, no entries, defaults', async () => {
    const { bridge, profile } = await make()
    const session = await get(bridge, 'session.describe', {})
    expect(session).toMatchObject({
      device: expect.stringMatching(/^[0-9a-f]{32}$/),
      office: null,
      access: { state: 'none' },
      generation: 0,
      marks: { journaled: 0, onShare: 0, seenBy: {} },
      profileFolder: profile,
      settings: { author: '', language: 'vi' }
    })
    expect(session.positions).toEqual({ [session.device]: 0 })
  })

  test('every call answers a proper result, even to junk', async () => {
    const { bridge } = await make()
    const codes: ReadonlySet<string> = new Set(failureCodes)
    for (const name of callNames) {
      for (const junk of [{}, null, [], 'x', 7, { notInTheContract: true }, { path: 7 }]) {
        const result = (await bridge.call(name, junk as never)) as Result<unknown>
        if (result.ok) continue
        expect(codes.has(result.code), `${name}: ${result.code}`).toBe(true)
        expect(result.code, `${name}: ${JSON.stringify(junk)}`).not.toMatch(/^(internal|host-unreachable)$/)
        expect(result.detail).not.toContain('\n    at ')
      }
    }
  })

  test('a call that the contract does not have is refused', async () => {
    const { bridge } = await make()
    expect(await bridge.call('shell.execute' as CallName, {} as never)).toMatchObject({ ok: false, code: 'bad-arguments' })
  })

  test('an office is founded with keys: its recovery key is told once, what the laptop may do afterwards to whoever listens', async () => {
    const { bridge } = await make()
    const told = pushed(bridge, 'access', ({ access }) => access.state === 'member')
    const { office, recoveryKey } = await get(bridge, 'office.create', newOffice())
    expect(recoveryKey).toMatch(/^AGE-SECRET-KEY-1[A-Z0-9]{58}$/)
    expect(await told).toEqual({ type: 'access', access: { state: 'member', role: 'administrator' } })
    const session = await get(bridge, 'session.describe', {})
    expect(session).toMatchObject({ office, access: { state: 'member', role: 'administrator' } })
    expect(JSON.stringify(session)).not.toContain(recoveryKey)
  })

  test('settings come back as they were written, letter for letter', async () => {
    const { bridge } = await make()
    const author = 'Nguyễn Thị Lan "Lan" <lan@bnv> \u200b 🎉'
    expect(await get(bridge, 'settings.change', { author, textSize: 'largest' })).toMatchObject({
      author,
      textSize: 'largest',
      theme: 'system'
    })
    expect((await get(bridge, 'session.describe', {})).settings.author).toBe(author)
  })

  describe('an edit', () => {
    test('comes back byte for byte, with its author, number and record', async () => {
      const { bridge } = await make()
      await get(bridge, 'office.create', newOffice())
      await get(bridge, 'settings.change', { author: 'Lan' })
      const every = Uint8Array.from({ length: 256 }, (_, byte) => byte)
      const edit = { ...anEdit(1), changes: [every, new Uint8Array([0]), every.subarray(10, 20)] }
      expect(await get(bridge, 'journal.append', edit)).toEqual({ number: 1, known: null })
      const { entries, more, total } = await get(bridge, 'journal.since', { positions: {}, limit: 10 })
      expect([entries.length, more, total]).toEqual([1, false, 1])
      expect(entries[0]).toMatchObject({ number: 1, editId: edit.editId, author: 'Lan', record: edit.record })
      const changes = entries[0]?.changes ?? []
      expect(changes.every((change) => change instanceof Uint8Array)).toBe(true)
      expect(changes.map((change) => [...change])).toEqual(edit.changes.map((change) => [...change]))
    })

    test('of a megabyte passes, and one past the limit is refused without breaking the connection', async () => {
      const { bridge } = await make()
      await get(bridge, 'office.create', newOffice())
      await get(bridge, 'journal.append', { ...anEdit(1), changes: [new Uint8Array(1_000_000).fill(7)] })
      const tooLarge = { ...anEdit(2), changes: [new Uint8Array(4 * 1024 * 1024 + 1)] }
      expect(await bridge.call('journal.append', tooLarge)).toMatchObject({ ok: false, code: 'bad-arguments' })
      const { entries } = await get(bridge, 'journal.since', { positions: {}, limit: 10 })
      expect(entries.map((entry) => entry.changes[0]?.length)).toEqual([1_000_000])
    })

    test('is told to whoever listens, with where it has got to', async () => {
      const { bridge } = await make()
      await get(bridge, 'office.create', newOffice())
      const { device } = await get(bridge, 'session.describe', {})
      const told = marksOf(bridge, 1)
      await get(bridge, 'journal.append', anEdit(1))
      expect(await told).toEqual({ type: 'marks', marks: { journaled: 1, onShare: 0, seenBy: {} }, positions: { [device]: 1 } })
    })

    test('is one of many sent at once: each gets its own answer, and one of them the number', async () => {
      const { bridge } = await make()
      await get(bridge, 'office.create', newOffice())
      const results = await Promise.all(Array.from({ length: 10 }, () => bridge.call('journal.append', anEdit(1))))
      expect(results.map((result) => (result.ok ? 'saved' : result.code)).sort()).toEqual([
        ...Array.from({ length: 9 }, () => 'journal-moved'),
        'saved'
      ])
    })

    test('is asked for page by page', async () => {
      const { bridge } = await make()
      await get(bridge, 'office.create', newOffice())
      const { device } = await get(bridge, 'session.describe', {})
      for (let number = 1; number <= 5; number += 1) await get(bridge, 'journal.append', anEdit(number))
      const seen: number[] = []
      for (let more = true; more; ) {
        const page = await get(bridge, 'journal.since', { positions: { [device]: seen.length }, limit: 2 })
        seen.push(...page.entries.map((entry) => entry.number))
        more = page.more
      }
      expect(seen).toEqual([1, 2, 3, 4, 5])
    })
  })

  test('an exchange runs from choosing the folder to disconnecting, and tells how it went', async () => {
    const { bridge } = await make()
    const share = await temporaryFolder('share')
    await get(bridge, 'office.create', newOffice())
    await get(bridge, 'journal.append', anEdit(1))
    expect(await bridge.call('exchange.run', {})).toMatchObject({ ok: false, code: 'share-not-set' })
    expect(await get(bridge, 'exchange.inspect', { path: share })).toEqual({ state: 'empty' })
    expect(await get(bridge, 'exchange.inspect', { path: join(share, 'gone') })).toEqual({
      state: 'unusable',
      code: 'share-missing'
    })
    expect(await get(bridge, 'exchange.connect', { path: share, setUp: true })).toMatchObject({
      state: 'ready',
      rolledBack: false
    })
    const ended = pushed(bridge, 'exchange-ended')
    const progress = pushed(bridge, 'exchange-progress')
    const report = await get(bridge, 'exchange.run', {})
    expect(report).toMatchObject({ pushedSegments: 1, pushedEntries: 1, trouble: null })
    expect(await progress).toEqual({ type: 'exchange-progress', done: 0, total: 0, step: 'list' })
    expect(await ended).toEqual({ type: 'exchange-ended', report, code: null })
    expect(await get(bridge, 'exchange.status', {})).toMatchObject({
      shareFolder: share,
      running: false,
      last: report,
      unsent: 0,
      quarantine: []
    })
    expect(await bridge.call('exchange.cancel', {})).toEqual({ ok: true, value: null })
    expect(await bridge.call('exchange.disconnect', {})).toEqual({ ok: true, value: null })
    expect(await get(bridge, 'exchange.status', {})).toMatchObject({ shareFolder: '', last: null })
  })

  test('a document is written where it was said, and only what was exported can be opened', async () => {
    const { bridge, profile } = await make()
    const { path, sizeBytes } = await get(bridge, 'documents.export', letter)
    expect(await readdir(join(profile, 'documents'))).toEqual(['Thư mời - 2026.docx'])
    expect([path, sizeBytes > 1000]).toEqual([join(profile, 'documents', 'Thư mời - 2026.docx'), true])
    expect(await bridge.call('shell.open', { path, reveal: true })).toEqual({ ok: true, value: null })
    expect(await bridge.call('shell.open', { path: '/etc/passwd', reveal: false })).toMatchObject({
      ok: false,
      code: 'not-available'
    })
    const gone = join(profile, 'gone')
    expect(await bridge.call('documents.export', { ...letter, folder: gone })).toEqual({
      ok: false,
      code: 'folder-missing',
      detail: gone
    })
    await mkdir(gone)
    expect((await get(bridge, 'documents.export', { ...letter, folder: gone })).path).toBe(join(gone, 'Thư mời - 2026.docx'))
    await rm(gone, { recursive: true })
  })

  test('who stops listening hears no more, and the others do', async () => {
    const { bridge } = await make()
    await get(bridge, 'office.create', newOffice())
    const heard: number[] = []
    const stop = bridge.listen((push) => push.type === 'marks' && push.marks.journaled > 0 && heard.push(push.marks.journaled))
    const first = marksOf(bridge, 1)
    await get(bridge, 'journal.append', anEdit(1))
    await first
    stop()
    const second = marksOf(bridge, 2)
    await get(bridge, 'journal.append', anEdit(2))
    await second
    expect(heard).toEqual([1])
  })
}
