/** The door to the host: whatever comes in, a code goes out. */
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { callNames, failureCodes, type Handlers, ok } from '#shared/bridge/contract.ts'
import { dispatch } from '../../../electron/services/host/dispatch.ts'
import { openLaptop } from '../../support/laptop.ts'
import { readTree } from '../../support/read-tree.ts'
import { seeded } from '../../support/seeded.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

// Many cases each: a busy machine needs more than the usual time.
vi.setConfig({ testTimeout: 30_000 })

const known: ReadonlySet<string> = new Set(failureCodes)

/** An answer as the contract promises it: a value, or one of the codes with a short detail that names no code of ours. */
function expectProperAnswer(answer: unknown): void {
  const result = answer as { ok: boolean; code?: string; detail?: string }
  expect(typeof result.ok).toBe('boolean')
  if (result.ok) return
  expect(known.has(result.code ?? ''), result.code).toBe(true)
  expect(result.detail).not.toMatch(/\n\s+at |node:internal|\.ts:\d+|\.js:\d+/)
}

const nothingDone = Object.fromEntries(callNames.map((name) => [name, async () => ok(null)])) as unknown as Handlers
const hostile = [
  undefined,
  null,
  0,
  Number.NaN,
  '',
  'x'.repeat(1_000_000),
  [],
  [{}],
  { __proto__: null },
  JSON.parse('{"__proto__": {"isAdmin": true}}'),
  { constructor: { prototype: {} } },
  { toString: 'x' },
  { path: 7 },
  { path: '', setUp: 'yes' },
  { path: `/${'x'.repeat(100_000)}`, setUp: true },
  { path: 'a\u0000b', setUp: false },
  { path: '\ud800', reveal: true },
  { name: ' '.repeat(50) },
  { positions: { ['x'.repeat(65)]: 1 }, limit: 1 },
  { positions: {}, limit: 1e9 },
  { positions: {}, limit: -1 },
  { positions: { a: -1 }, limit: 1 },
  { positions: JSON.parse('{"__proto__": 3}'), limit: 10 },
  { expectedNumber: 1.5, editId: '12345678', record: 'a', changes: [new Uint8Array([1])] },
  { expectedNumber: 1, editId: 'short', record: 'a', changes: [new Uint8Array([1])] },
  { expectedNumber: 1, editId: '12345678', record: 'a', changes: [new Uint8Array()] },
  { expectedNumber: 1, editId: '12345678', record: 'a', changes: [[1, 2, 3]] },
  { expectedNumber: 1, editId: '12345678', record: 'a', changes: Array.from({ length: 101 }, () => new Uint8Array([1])) },
  { expectedNumber: 1, editId: '12345678', record: 'a', changes: [new Uint8Array(4 * 1024 * 1024 + 1)] },
  { model: {}, format: 'exe', fileName: '../../x', folder: '/' },
  { theme: 'dark', isAdmin: true },
  { author: 'x'.repeat(121) }
]

describe.each(callNames)('%s', (name) => {
  test('answers junk with a code, never with a stack, and leaves the profile as it was', async () => {
    const profile = await temporaryFolder('profile')
    const laptop = await openLaptop(join(profile, 'p'))
    const before = await readTree(profile)
    for (const args of hostile) expectProperAnswer(await dispatch(laptop.host.handlers, name, args))
    await fc.assert(
      fc.asyncProperty(fc.anything({ withDate: true, withTypedArray: true, withBigInt: true, withMap: true }), async (args) => {
        expectProperAnswer(await dispatch(laptop.host.handlers, name, args))
      }),
      seeded(30)
    )
    const allowed = ['settings.change', 'sample.open', 'office.create', 'exchange.disconnect']
    // An empty argument is a proper one for these, and they write.
    if (!allowed.includes(name)) expect(await readTree(profile)).toEqual(before)
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  })

  test('does not reach its handler with arguments that the contract does not allow', async () => {
    const handler = vi.fn(async () => ok(null))
    const handlers = { ...nothingDone, [name]: handler } as unknown as Handlers
    for (const args of [undefined, null, 7, 'x', [], { notInTheContract: 1 }]) {
      expect(await dispatch(handlers, name, args)).toMatchObject({ ok: false, code: 'bad-arguments' })
    }
    expect(handler).not.toHaveBeenCalled()
  })
})

test.each([
  '',
  'toString',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'session.describe ',
  'SESSION.DESCRIBE',
  'journal',
  '../x',
  'x'.repeat(100_000)
])('a call that is not in the contract is no call: %s', async (name) => {
  expect(await dispatch(nothingDone, name, {})).toEqual({ ok: false, code: 'bad-arguments', detail: 'no such call' })
})

test.each([
  ['an error', () => Promise.reject(new Error('secret: /home/lan/x'))],
  ['something that is no error', () => Promise.reject('secret')],
  [
    'an error before it is a promise',
    () => {
      throw new TypeError('secret')
    }
  ]
])('a handler that throws %s is answered as "internal", without its words; the host’s own log has them', async (_, handler) => {
  const reported: unknown[] = []
  const handlers = { ...nothingDone, 'exchange.status': handler } as unknown as Handlers
  const answer = await dispatch(handlers, 'exchange.status', {}, (error) => reported.push(error))
  expect(answer).toEqual({ ok: false, code: 'internal', detail: '' })
  expect(reported).toHaveLength(1)
})

test('arguments reach the handler as the schema made them, not as they were sent', async () => {
  const seen: unknown[] = []
  const handlers = { ...nothingDone, 'office.create': async (args: unknown) => ok(seen.push(args)) } as unknown as Handlers
  await dispatch(handlers, 'office.create', { name: '  Vụ  ', passphrase: '  một câu  ' })
  expect(seen, 'a passphrase stays as it was typed').toEqual([{ name: 'Vụ', passphrase: '  một câu  ', laptop: '' }])
})

test.each(['ENOSPC', 'EDQUOT'])(
  'whatever call meets this laptop’s full disk (%s), the person is told that it is full',
  async (code) => {
    const full = async () => {
      throw Object.assign(new Error('no room'), { code })
    }
    const handlers = { ...nothingDone, 'settings.change': full } as unknown as Handlers
    expect(await dispatch(handlers, 'settings.change', { author: 'Lan' })).toMatchObject({ ok: false, code: 'disk-full' })
  }
)
