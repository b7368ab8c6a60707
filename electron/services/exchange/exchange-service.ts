/** The exchange as the page sees it: choose a share, run, cancel, ask how things stand. Remembers what was once verified where. */
import { readFile, statfs } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import {
  type ExchangePreview,
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
import { filePath, identityFile } from '#shared/sync/file-name.ts'
import type { FolderPort } from '#shared/sync/folder-port.ts'
import { planExchange } from '#shared/sync/plan-exchange.ts'
import { writeIdentity } from '#shared/sync/replica-identity.ts'
import type { Attachments } from '../attachments/attachments.ts'
import { errorCode } from '../files/error-code.ts'
import { ownDiskFailure } from '../files/own-disk-failure.ts'
import { writeWholeFile } from '../files/write-whole-file.ts'
import { inTurn } from '../journal/in-turn.ts'
import type { Ledger } from '../journal/ledger.ts'
import type { Quarantine } from '../quarantine/quarantine.ts'
import { folderOnDisk } from '../replica/folder-on-disk.ts'
import { folderWithTimeout } from '../replica/folder-with-timeout.ts'
import { officeFiles } from '../replica/office-files.ts'
import type { ReplicaStore } from '../replica/replica-store.ts'
import type { RosterStore } from '../roster/roster-store.ts'
import type { LookedUpTo } from './bad-copies.ts'
import { deviceStatuses, otherDevices } from './device-statuses.ts'
import { type Inspection, inspectShare } from './inspect-share.ts'
import { packDaysIn } from './pack-days.ts'
import { openRefusals } from './refusals.ts'
import { type ExchangeParts, holdingsOf, runExchange } from './run-exchange.ts'
import { shareFailure } from './share-failure.ts'

const operationTimeoutMs = 60_000

const memorySchema = z.object({
  shareFolder: z.string(),
  device: z.string().default(''),
  ownVerified: z.number().int(),
  last: z.unknown().nullable()
})
interface Memory {
  readonly shareFolder: string
  /** Whose sequence `ownVerified` is: a laptop may have got another number since. */
  readonly device: string
  /** Highest own sequence verified on that share: if it is gone later, the share is an older copy. */
  readonly ownVerified: number
  readonly last: ExchangeReport | null
}

export interface RunOptions {
  /** Exchange with this one once (a USB stick), and keep the chosen share. */
  readonly folder?: string
  /** Began by itself: tells of its steps only when there is something to copy. */
  readonly quiet?: boolean
}

export interface ExchangeService {
  readonly inspect: (path: string) => Promise<Inspection>
  readonly connect: (path: string, setUp: boolean) => Promise<Result<ShareState>>
  readonly disconnect: () => Promise<void>
  readonly run: (options?: RunOptions) => Promise<Result<ExchangeReport>>
  /** Sets up an empty folder. */
  readonly prepare: (folder: string) => Promise<Result<null>>
  /** What a run would do; changes nothing. */
  readonly preview: (folder?: string) => Promise<Result<ExchangePreview>>
  readonly isRunning: () => boolean
  readonly cancel: () => void
  readonly status: () => Promise<ExchangeStatus>
  readonly marks: () => Marks
  readonly shareFolder: () => string
}

export interface ExchangeServiceParts {
  readonly folder: string
  readonly device: string
  readonly replica: ReplicaStore
  readonly roster: RosterStore | null
  readonly ledger: Ledger
  readonly checkpoints: ExchangeParts['checkpoints']
  readonly attachments: Pick<Attachments, 'store' | 'exchanged'> | null
  readonly learned: () => void
  readonly quarantine: Quarantine
  readonly now: () => number
  readonly push: (push: Push) => void
  readonly sealing: ExchangeParts['sealing']
  readonly packLimits: ExchangeParts['packLimits']
  readonly rebirth: ExchangeParts['rebirth']
  /** Called when the office of a share was taken over by a laptop that had none. */
  readonly joined: (office: Office) => void
}

export async function openExchange(parts: ExchangeServiceParts): Promise<ExchangeService> {
  const { device, replica, roster, ledger, quarantine } = parts
  const memoryPath = join(parts.folder, 'exchange.json')
  const nowhere: Memory = { shareFolder: '', device, ownVerified: 0, last: null }
  let memory = await readMemory(memoryPath, nowhere)
  let running: AbortController | null = null
  let turn = 0
  const refused = openRefusals(replica, roster)
  const unclear = { times: 0 }
  const takenOver = new Set<string>()
  const lookedUpTo = new Map<string, LookedUpTo>()
  const files = officeFiles(replica, roster, parts.checkpoints, parts.attachments?.store ?? null)
  const packDays = packDaysIn(join(parts.folder, 'pack-days.json'))

  const inOrder = inTurn()
  const remember = (next: Memory) => {
    memory = next
    return inOrder(() => writeWholeFile(memoryPath, new TextEncoder().encode(JSON.stringify(next))))
  }
  const shareAt = (path: string, signal?: AbortSignal) =>
    folderWithTimeout(folderOnDisk(resolve(path), identityFile), operationTimeoutMs, signal)
  const isChosen = (path: string) => memory.shareFolder !== '' && resolve(path) === resolve(memory.shareFolder)
  const ownVerified = () => (memory.device === device ? memory.ownVerified : 0)
  const inspect = (path: string, share: FolderPort = shareAt(path)) =>
    inspectShare(path, share, {
      identity: replica.identity(),
      office: replica.office(),
      device,
      ownVerified: isChosen(path) ? ownVerified() : 0,
      // Remembered only once its identity was read: a folder that is empty now is a drive that is not there.
      usedBefore: isChosen(path)
    })
  const marks = (): Marks => {
    const verified = replica.segmentsOf(device).find((segment) => segment.header.sequence === ownVerified())
    return {
      journaled: ledger.last(),
      onShare: verified ? verified.header.firstNumber + verified.header.count - 1 : 0,
      seenBy: Object.fromEntries(
        otherDevices(replica, device).map((other) => [other, replica.lastOf(other)?.header.seen[device] ?? 0])
      )
    }
  }
  const tell = () => parts.push({ type: 'marks', marks: marks(), positions: ledger.positions() })

  const exchangeWith = async (folder: string, signal: AbortSignal, quiet: boolean): Promise<Result<ExchangeReport>> => {
    const share = shareAt(folder, signal)
    const { state, listed } = await inspect(folder, share)
    if (signal.aborted) return fail('exchange-cancelled')
    const refusal = whyNot(state)
    if (refusal) return fail(refusal)
    const looked = lookedUpTo.get(resolve(folder)) ?? { path: null }
    lookedUpTo.set(resolve(folder), looked)
    const outcome = await runExchange({
      device,
      replica,
      roster,
      ledger,
      checkpoints: parts.checkpoints,
      attachments: parts.attachments?.store ?? null,
      learned: parts.learned,
      quarantine,
      share,
      listed,
      now: parts.now,
      signal,
      progress: quiet ? (push) => isWork(push) && parts.push(push) : parts.push,
      turn: isChosen(folder) ? turn : 0,
      lookedUpTo: looked,
      refused,
      unclear,
      takenOver,
      sealing: parts.sealing,
      packLimits: parts.packLimits,
      daysFound: (pack) => packDays(resolve(folder), pack, parts.now()),
      rebirth: parts.rebirth
    })
    if (signal.aborted) return fail('exchange-cancelled')
    if (!outcome.ok) return fail(outcome.code, outcome.detail)
    if (isChosen(folder)) {
      turn += 1
      await rememberOutcome(outcome.ownVerified, outcome.report)
    }
    parts.attachments?.exchanged(folder, outcome.onShare)
    return ok(outcome.report)
  }
  /** An exchange with nothing new writes nothing. */
  const rememberOutcome = async (verified: number, last: ExchangeReport) => {
    const next = { ...memory, device, ownVerified: verified, last }
    const isNews = verified !== ownVerified() || memory.last === null || !isSameButTime(memory.last, last)
    if (isNews) await remember(next)
    else memory = next
  }

  /** Of two that set up one folder at one moment, one wins; the other finds it set up. */
  const setUpAt = async (path: string): Promise<Result<null>> => {
    const identity = replica.identity()
    if (!identity) return fail('no-office')
    try {
      await shareAt(path).createOnce(identityFile, writeIdentity(identity))
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') return fail(shareFailure(error))
    }
    return ok(null)
  }

  return {
    inspect: (path) => inspect(path),
    marks,
    shareFolder: () => memory.shareFolder,
    connect: async (path, setUp) => {
      if (running) return fail('exchange-running')
      let { state } = await inspect(path)
      if (state.state === 'empty') {
        if (!setUp) return ok(state)
        const made = await setUpAt(path)
        if (!made.ok) return made
        state = (await inspect(path)).state
      }
      if (state.state === 'unusable') return fail(state.code)
      // Being let in begins with a request: the page asks for a passphrase first.
      if (state.state === 'askable') return ok(state)
      if (state.state === 'joinable') {
        await replica.adopt(state.office)
        parts.joined(state.office)
        state = { state: 'ready', office: state.office, rolledBack: false }
      }
      if (resolve(path) !== memory.shareFolder) await remember({ ...nowhere, shareFolder: resolve(path) })
      return ok(state)
    },
    disconnect: async () => {
      running?.abort()
      await remember(nowhere)
      tell()
    },
    run: async ({ folder, quiet = false } = {}) => {
      if (running) return fail('exchange-running')
      const chosen = folder ?? memory.shareFolder
      if (chosen === '') return fail('share-not-set')
      running = new AbortController()
      const result = await exchangeWith(chosen, running.signal, quiet).catch((error: unknown) =>
        fail(ownFailure(error), errorCode(error))
      )
      running = null
      tell()
      parts.push({
        type: 'exchange-ended',
        report: result.ok ? result.value : null,
        code: result.ok ? result.value.trouble : result.code
      })
      return result
    },
    prepare: async (folder) => {
      const { state } = await inspect(folder)
      if (state.state === 'empty') return setUpAt(folder)
      const refusal = whyNot(state)
      return refusal ? fail(refusal) : ok(null)
    },
    preview: async (folder) => {
      const chosen = folder ?? memory.shareFolder
      if (chosen === '') return fail('share-not-set')
      const { state, listed } = await inspect(chosen)
      const refusal = whyNot(state)
      if (refusal) return fail(refusal)
      const plan = planExchange(holdingsOf({ device, replica, refused }, files), listed)
      const sizes = new Map(files.held().map(({ name, sizeBytes }) => [filePath(name), sizeBytes]))
      return ok({
        office: replica.identity()?.id ?? '',
        receive: plan.pull.length + plan.ownElsewhere.length,
        // The open journal becomes one more file.
        send: plan.push.length + Number(ledger.unsealed() > 0),
        sendBytes: plan.push.reduce((sum, name) => sum + (sizes.get(filePath(name)) ?? 0), 0),
        freeBytes: await freeBytesAt(chosen),
        rolledBack: state.state === 'ready' && state.rolledBack
      })
    },
    isRunning: () => running !== null,
    cancel: () => running?.abort(),
    status: async () => ({
      shareFolder: memory.shareFolder,
      running: running !== null,
      last: memory.last,
      devices: await deviceStatuses(replica, roster, device, ledger),
      quarantine: await quarantine.list((file) => files.holds(file)),
      unsent: ledger.last() - marks().onShare
    })
  }
}

const isWork = (push: Push) => push.type === 'exchange-progress' && push.total > 0

async function freeBytesAt(path: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(path)
    return bavail * bsize
  } catch {
    return null
  }
}

function whyNot(state: ShareState): FailureCode | null {
  if (state.state === 'unusable') return state.code
  if (state.state === 'empty') return 'share-empty'
  return state.state === 'joinable' || state.state === 'askable' ? 'no-office' : null
}

/** What the share did wrong was answered on the way: what is thrown came from this laptop's own disk. */
function ownFailure(error: unknown): FailureCode {
  if (errorCode(error) === 'CANCELLED') return 'exchange-cancelled'
  return ownDiskFailure(error)
}

function isSameButTime(a: ExchangeReport, b: ExchangeReport): boolean {
  return JSON.stringify({ ...a, at: '' }) === JSON.stringify({ ...b, at: '' })
}

async function readMemory(path: string, otherwise: Memory): Promise<Memory> {
  try {
    const memory = memorySchema.parse(JSON.parse(await readFile(path, 'utf8')))
    return { ...memory, device: memory.device || otherwise.device, last: (memory.last ?? null) as ExchangeReport | null }
  } catch {
    // Only a memory of what was verified; without it, everything is looked at again.
    return otherwise
  }
}
