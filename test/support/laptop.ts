/** One person's laptop as the page knows it: the host over a real profile folder, without window or network. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Args, CallName, Entry, Push, Result, Value } from '#shared/bridge/contract.ts'
import { dispatch } from '../../electron/services/host/dispatch.ts'
import { type Host, type HostOptions, openHost } from '../../electron/services/host/host.ts'

export const resources = join(import.meta.dirname, '..', '..', 'resources')

export interface Laptop {
  readonly profile: string
  readonly host: Host
  readonly pushes: readonly Push[]
  /** What the desktop was asked to open. */
  readonly opened: readonly string[]
  readonly call: <Name extends CallName>(name: Name, args: Args<Name>) => Promise<Result<Value<Name>>>
  /** The call's value; a failure throws its code. */
  readonly get: <Name extends CallName>(name: Name, args: Args<Name>) => Promise<Value<Name>>
  /** Writes an edit as the page does and answers its number. */
  readonly write: (text?: string) => Promise<number>
  /** Every entry the laptop knows, paged through as the page does. */
  readonly entries: () => Promise<Entry[]>
  /** Resolves when no exchange runs any more. */
  readonly settled: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface LaptopOptions {
  readonly sampleFolder?: string
  readonly now?: () => number
  readonly packLimits?: HostOptions['packLimits']
  readonly open?: (path: string, reveal: boolean) => Promise<void>
  readonly keyStore?: HostOptions['desktop']['keyStore']
  /** Another program than today's. */
  readonly program?: { readonly openHost: typeof openHost; readonly dispatch: typeof dispatch }
}

/** A clock that never stands still and never asks the system. */
export function countingClock(start = Date.UTC(2026, 1, 5)): () => number {
  let time = start
  return () => {
    time += 1000
    return time
  }
}

/** Enough to go the whole way, and nothing to wait for; what the app itself asks for has a test of its own. */
export const quickPassphrase = { memoryKiB: 64, passes: 1 }

export async function openLaptop(profile: string, options: LaptopOptions = {}): Promise<Laptop> {
  const opened: string[] = []
  const pushes: Push[] = []
  const program = options.program ?? { openHost, dispatch }
  const host = await program.openHost({
    profile,
    sampleFolder: options.sampleFolder ?? join(resources, 'sample-office'),
    version: '0.0.0-test',
    desktop: {
      shell: 'browser',
      ...(options.keyStore && { keyStore: options.keyStore }),
      chooseFolder: async () => null,
      open: async (path, reveal) => {
        await options.open?.(path, reveal)
        opened.push(path)
      }
    },
    now: options.now ?? countingClock(),
    passphraseCost: quickPassphrase,
    ...(options.packLimits && { packLimits: options.packLimits })
  })
  onTestFinished(() => host.close())
  host.listen((push) => pushes.push(push))

  const call: Laptop['call'] = async (name, args) =>
    (await program.dispatch(host.handlers, name, args)) as Result<Value<typeof name>>
  const get: Laptop['get'] = async (name, args) => {
    const result = await call(name, args)
    if (!result.ok) throw new Error(`${name}: ${result.code} ${result.detail}`)
    return result.value
  }
  const write: Laptop['write'] = async (text = 'hội đàm') => {
    const { device, marks } = await get('session.describe', {})
    const { number } = await get('journal.append', anEdit(marks.journaled + 1, `${device.slice(0, 6)} ${text}`))
    return number
  }
  const entries: Laptop['entries'] = async () => {
    const all: Entry[] = []
    for (let more = true; more; ) {
      const positions: Record<string, number> = {}
      for (const { device, number } of all) positions[device] = number
      const page = await get('journal.since', { positions, limit: 5000 })
      all.push(...page.entries)
      more = page.more
    }
    return all
  }
  const settled = async () => {
    while ((await get('exchange.status', {})).running) {
      await new Promise<void>((done) => {
        const stop = host.listen((push) => {
          if (push.type !== 'exchange-ended') return
          stop()
          done()
        })
      })
    }
  }
  return { profile, host, pushes, opened, call, get, write, entries, settled, close: host.close }
}

export function anEdit(expectedNumber: number, text = 'hội đàm'): Args<'journal.append'> {
  return {
    expectedNumber,
    editId: `edit-${randomBytes(8).toString('hex')}`,
    record: 'event.ha-noi-2026',
    changes: [new TextEncoder().encode(text)]
  }
}
