/** The exchange as the page sees it: choose a share, run, cancel, ask how things stand. Remembers what was once verified where. */
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import {
  type DeviceStatus,
  type ExchangeReport,
  type ExchangeStatus,
  type FailureCode,
  fail,
  type Marks,
  type Office,
  ok,
  type Push,
  type Result,
  type ShareState
} from '#shared/bridge/contract.ts'
import { writeIdentity } from '#shared/sync/replica-identity.ts'
import { identityFile } from '#shared/sync/segment-name.ts'
import { errorCode, isFull } from '../files/error-code.ts'
import { writeWholeFile } from '../files/write-whole-file.ts'
import { inTurn } from '../journal/in-turn.ts'
import type { Ledger } from '../journal/ledger.ts'
import type { Quarantine } from '../quarantine/quarantine.ts'
import { folderOnDisk } from '../replica/folder-on-disk.ts'
import { folderWithTimeout } from '../replica/folder-with-timeout.ts'
import type { ReplicaStore } from '../replica/replica-store.ts'
import { inspectShare } from './inspect-share.ts'
import { runExchange } from './run-exchange.ts'
import { shareFailure } from './share-failure.ts'

const operationTimeoutMs = 60_000

const memorySchema = z.object({
  shareFolder: z.string(),
  ownVerified: z.number().int(),
  last: z.unknown().nullable()
})
interface Memory {
  readonly shareFolder: string
  /** Highest own sequence verified on that share: if it is gone later, the share is an older copy. */
  readonly ownVerified: number
  readonly last: ExchangeReport | null
}

export interface ExchangeService {
  readonly inspect: (path: string) => Promise<ShareState>
  readonly connect: (path: string, setUp: boolean) => Promise<Result<ShareState>>
  readonly disconnect: () => Promise<void>
  readonly run: () => Promise<Result<ExchangeReport>>
  readonly cancel: () => void
  readonly status: () => Promise<ExchangeStatus>
  readonly marks: () => Marks
}

export interface ExchangeServiceParts {
  readonly folder: string
  readonly device: string
  readonly replica: ReplicaStore
  readonly ledger: Ledger
  readonly quarantine: Quarantine
  readonly now: () => number
  readonly push: (push: Push) => void
  /** Called when the office of a share was taken over by a laptop that had none. */
  readonly joined: (office: Office) => void
}

export async function openExchange(parts: ExchangeServiceParts): Promise<ExchangeService> {
  const { device, replica, ledger, quarantine } = parts
  const memoryPath = join(parts.folder, 'exchange.json')
  let memory = await readMemory(memoryPath)
  let running: AbortController | null = null
  let turn = 0

  const inOrder = inTurn()
  const remember = (next: Memory) => {
    memory = next
    return inOrder(() => writeWholeFile(memoryPath, new TextEncoder().encode(JSON.stringify(next))))
  }
  const shareAt = (path: string, signal?: AbortSignal) =>
    folderWithTimeout(folderOnDisk(resolve(path)), operationTimeoutMs, signal)
  const inspect = (path: string, signal?: AbortSignal) => {
    const same = memory.shareFolder !== '' && resolve(path) === resolve(memory.shareFolder)
    return inspectShare(path, shareAt(path, signal), {
      office: replica.office(),
      device,
      ownVerified: same ? memory.ownVerified : 0,
      // Remembered only once its identity was read: a folder that is empty now is a drive that is not there.
      usedBefore: same
    })
  }
  const marks = (): Marks => {
    const verified = replica.segmentsOf(device).find((segment) => segment.header.sequence === memory.ownVerified)
    return {
      journaled: ledger.last(),
      onShare: verified ? verified.header.firstNumber + verified.header.count - 1 : 0,
      seenBy: Object.fromEntries(
        otherDevices(replica, device).map((other) => [other, replica.lastOf(other)?.header.seen[device] ?? 0])
      )
    }
  }
  const tell = () => parts.push({ type: 'marks', marks: marks(), positions: ledger.positions() })

  const exchange = async (signal: AbortSignal): Promise<Result<ExchangeReport>> => {
    const { shareFolder } = memory
    const state = await inspect(shareFolder, signal)
    if (signal.aborted) return fail('exchange-cancelled')
    if (state.state === 'unusable') return fail(state.code)
    if (state.state === 'empty') return fail('share-empty')
    if (state.state === 'joinable') return fail('no-office')
    const outcome = await runExchange({
      device,
      replica,
      ledger,
      quarantine,
      share: shareAt(shareFolder, signal),
      now: parts.now,
      signal,
      progress: parts.push,
      turn
    })
    turn += 1
    if (signal.aborted) return fail('exchange-cancelled')
    if (!outcome.ok) return fail(outcome.code, outcome.detail)
    await remember({ shareFolder, ownVerified: outcome.ownVerified, last: outcome.report })
    return ok(outcome.report)
  }

  return {
    inspect: (path) => inspect(path),
    marks,
    connect: async (path, setUp) => {
      if (running) return fail('exchange-running')
      let state = await inspect(path)
      if (state.state === 'empty') {
        if (!setUp) return ok(state)
        const office = replica.office()
        if (!office) return fail('no-office')
        try {
          await shareAt(path).createOnce(identityFile, writeIdentity(office))
        } catch (error) {
          if (errorCode(error) !== 'EEXIST') return fail(shareFailure(error))
        }
        state = await inspect(path)
      }
      if (state.state === 'unusable') return fail(state.code)
      if (state.state === 'joinable') {
        await replica.adopt(state.office)
        parts.joined(state.office)
        state = { state: 'ready', office: state.office, rolledBack: false }
      }
      if (resolve(path) !== memory.shareFolder) await remember({ shareFolder: resolve(path), ownVerified: 0, last: null })
      return ok(state)
    },
    disconnect: async () => {
      running?.abort()
      await remember({ shareFolder: '', ownVerified: 0, last: null })
      tell()
    },
    run: async () => {
      if (running) return fail('exchange-running')
      if (memory.shareFolder === '') return fail('share-not-set')
      running = new AbortController()
      const result = await exchange(running.signal).catch((error: unknown) => fail(ownFailure(error), errorCode(error)))
      running = null
      tell()
      parts.push({
        type: 'exchange-ended',
        report: result.ok ? result.value : null,
        code: result.ok ? result.value.trouble : result.code
      })
      return result
    },
    cancel: () => running?.abort(),
    status: async () => ({
      shareFolder: memory.shareFolder,
      running: running !== null,
      last: memory.last,
      devices: await deviceStatuses(replica, device, ledger),
      quarantine: await quarantine.list((file) => replica.holds(file)),
      unsent: ledger.last() - marks().onShare
    })
  }
}

/** What the share did wrong was answered on the way: what is thrown came from this laptop's own disk. */
function ownFailure(error: unknown): FailureCode {
  if (errorCode(error) === 'CANCELLED') return 'exchange-cancelled'
  return isFull(errorCode(error)) ? 'disk-full' : 'journal-write-failed'
}

function otherDevices(replica: ReplicaStore, own: string): string[] {
  return Array.from(new Set(replica.segments().map((segment) => segment.name.device))).filter((device) => device !== own)
}

async function deviceStatuses(replica: ReplicaStore, own: string, ledger: Ledger): Promise<DeviceStatus[]> {
  const devices = [own, ...otherDevices(replica, own)]
  return Promise.all(
    devices.map(async (device) => {
      const segments = replica.segmentsOf(device)
      const withEntries = segments.findLast((segment) => segment.header.count > 0)
      const last = withEntries ? (await replica.entriesOf(withEntries)).at(-1) : undefined
      return {
        device,
        own: device === own,
        author: last?.author ?? '',
        segments: segments.length,
        entries: ledger.positions()[device] ?? 0,
        lastChangeAt: last ? new Date(last.time).toISOString() : null,
        seenOurs: replica.lastOf(device)?.header.seen[own] ?? 0
      }
    })
  )
}

async function readMemory(path: string): Promise<Memory> {
  try {
    const memory = memorySchema.parse(JSON.parse(await readFile(path, 'utf8')))
    return { ...memory, last: (memory.last ?? null) as ExchangeReport | null }
  } catch {
    // Only a memory of what was verified; without it, everything is looked at again.
    return { shareFolder: '', ownVerified: 0, last: null }
  }
}
