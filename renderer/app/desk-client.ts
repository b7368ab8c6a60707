/**
 * Joins the page, the worker and the host: starts them, carries edits, keeps what could not be saved yet and tries again.
 * Guards: an edit the person made is either saved, refused with a reason, or still waiting on the screen and in the browser's own
 * storage; it never just goes.
 */
import { proxy, type Remote, wrap } from 'comlink'
import type { Args, Bridge, CallName, Push, Result, Session, Value } from '#shared/bridge/contract.ts'
import type { Operation } from '#shared/domain/operation.ts'
import { type FieldValue, type RecordKind, recordId } from '#shared/domain/record.ts'
import type { HistoryStep } from '#shared/sync/record-history.ts'
import type { DraftSaving } from '../components/use-draft.ts'
import type { EditOutcome, EditWish, WorkerApi, WorkerNews } from '../replica/worker-api.ts'
import { connectBridge } from '../transport/connect.ts'
import { askAgain, takeProgress } from './attachments/attachment-view.ts'
import { type Phase, putRows, putSettings, useDesk } from './desk-store.ts'
import { forgetWish, rememberWish, waitingWishes } from './waiting-wishes.ts'

const retryMs = 2000

let bridge: Bridge
let worker: Remote<WorkerApi> | null = null
let catchingUp: Promise<void> | null = null

export function call<Name extends CallName>(name: Name, args: Args<Name>): Promise<Result<Value<Name>>> {
  return bridge.call(name, args)
}

export async function startDesk(): Promise<void> {
  let wasConnected = false
  bridge = connectBridge((connected) => {
    useDesk.setState({ connected })
    if (connected && !wasConnected && worker) void resume()
    wasConnected = connected
  })
  bridge.listen(takePush)
  if (!(await holdWindow(false))) {
    useDesk.setState({ phase: { name: 'elsewhere' } })
    return
  }
  await openSession()
}

/** One window a profile at a time; the other one can be taken over. */
export async function takeOverWindow(): Promise<void> {
  await holdWindow(true)
  location.reload()
}

function holdWindow(steal: boolean): Promise<boolean> {
  return new Promise((done) => {
    const options = steal ? { steal: true } : { ifAvailable: true }
    navigator.locks
      .request('cooperation-desk-window', options, (lock) => {
        done(lock !== null)
        return lock === null ? undefined : new Promise<never>(() => undefined)
      })
      .catch(() => useDesk.setState({ phase: { name: 'elsewhere' } }))
  })
}

export async function openSession(): Promise<void> {
  const described = await call('session.describe', {})
  if (!described.ok) {
    useDesk.setState({ phase: { name: 'unreachable', code: described.code } })
    return
  }
  const session = described.value
  useDesk.setState({ session, marks: session.marks, connected: true })
  const phase = phaseBefore(session)
  if (phase) {
    useDesk.setState({ phase })
    return
  }
  worker ??= wrap<WorkerApi>(
    new Worker(new URL('../replica/replica-worker.ts', import.meta.url), { type: 'module', name: 'replica-worker' })
  )
  useDesk.setState({
    phase: { name: 'ready' },
    loading: { done: 0, total: Object.values(session.positions).reduce((a, b) => a + b, 0) }
  })
  const args = {
    device: session.device,
    office: session.office?.id ?? '',
    generation: session.generation,
    positions: session.positions
  }
  await worker.start(args, proxy(call), proxy(takeNews))
  useDesk.setState({ loading: null })
  // What was written while the desk still opened waits already.
  const queued = new Set(queue.map(({ wish }) => wish.editId))
  for (const wish of waitingWishes()) if (!queued.has(wish.editId)) void enqueue(wish)
}

/** Settings of the system changed: asked anew, without opening anything again. */
export async function refreshSession(): Promise<void> {
  const described = await call('session.describe', {})
  if (described.ok) useDesk.setState({ session: described.value })
}

/** What stands before the desk: no office yet, locked keys, a request without an answer. */
function phaseBefore({ access }: Session): Phase | null {
  if (access.state === 'none') return { name: 'welcome' }
  if (access.state === 'locked') return { name: 'locked' }
  return access.state === 'waiting' ? { name: 'waiting' } : null
}

/** Let in, put out, another role, or another number after a copy was found: what was shown may not hold any more. */
async function takeAccess(): Promise<void> {
  const { phase, session } = useDesk.getState()
  const described = await call('session.describe', {})
  if (!described.ok || !session) return
  const { device, generation } = described.value
  if (phase.name === 'waiting' && !phaseBefore(described.value)) return openSession()
  if (phase.name !== 'ready') return
  // The view belongs to one number and one history: it is opened anew.
  if (device !== session.device || generation !== session.generation) location.reload()
  else useDesk.setState({ session: described.value })
}

/** The host is back after it was away: see what it has, then save what waits. */
async function resume(): Promise<void> {
  const described = await call('session.describe', {})
  if (!described.ok) return
  useDesk.setState({ session: described.value, marks: described.value.marks })
  await catchUp()
}

function catchUp(): Promise<void> {
  catchingUp ??= Promise.resolve(worker?.catchUp())
    .then(() => undefined)
    .catch(() => undefined)
    .finally(() => {
      catchingUp = null
    })
  return catchingUp
}

function takePush(push: Push): void {
  switch (push.type) {
    case 'marks': {
      useDesk.setState({ marks: push.marks })
      const held = useDesk.getState().session?.positions ?? {}
      const own = useDesk.getState().session?.device
      const moved = Object.entries(push.positions).some(([device, number]) => device !== own && number > (held[device] ?? 0))
      useDesk.setState((state) => ({ session: state.session && { ...state.session, positions: push.positions } }))
      if (moved) void catchUp()
      return
    }
    case 'exchange-progress':
      useDesk.setState({ exchange: { step: push.step, done: push.done, total: push.total } })
      return
    case 'exchange-ended':
      useDesk.setState({ exchange: null })
      askAgain()
      void catchUp()
        .then(() => worker?.leaveCheckpoint())
        .catch(() => undefined)
      return
    case 'access':
      void takeAccess()
      return
    case 'attachment-progress':
      takeProgress(push)
      return
    case 'export-progress':
      useDesk.setState({ exportProgress: { done: push.done, total: push.total } })
      return
    default:
      push satisfies never
  }
}

function takeNews(news: WorkerNews): void {
  if (news.type === 'rows') putRows(news.rows)
  else if (news.type === 'rebuilding')
    useDesk.setState({ rebuilt: news.because !== 'empty' || useDesk.getState().marks.journaled > 0 })
  else useDesk.setState({ loading: { done: news.done, total: news.total } })
}

/** A new id of a kind; nobody else makes the same. */
export function newId(kind: RecordKind) {
  return recordId(kind, crypto.randomUUID().replaceAll('-', ''))
}
export const newItemId = (): string => crypto.randomUUID().slice(0, 13)
const newEditId = (): string => crypto.randomUUID()

/** Saves a change of one record. Resolves true when it is saved on this laptop, false when a rule refuses it. */
export async function edit(id: string, ...operations: Operation[]): Promise<boolean> {
  return (await enqueue({ type: 'edit', editId: newEditId(), id, operations })).state === 'saved'
}

/** New wording of a merged text. It is in the queue, and in the browser's storage, before this returns. */
export function editText(
  id: string,
  field: string,
  value: string,
  base: readonly string[],
  after: string | null
): DraftSaving<readonly string[]> {
  const editId = newEditId()
  const operation = { op: 'text', field, value, base, ...(after !== null && { after }) } as const
  const done = enqueue({ type: 'edit', editId, id, operations: [operation] }).then((outcome) =>
    outcome.state === 'saved' ? { saved: true as const, version: outcome.branch } : { saved: false as const }
  )
  return { editId, done }
}

export async function createNew(id: string, fields: Readonly<Record<string, FieldValue>>): Promise<boolean> {
  return (await enqueue({ type: 'create', editId: newEditId(), id, fields })).state === 'saved'
}

/** Wishes are saved in the order they were made; while one waits for the host, those behind it wait too. */
const queue: { readonly wish: EditWish; readonly done: (outcome: Settled) => void }[] = []
let pumping = false
type Settled = Exclude<EditOutcome, { state: 'unsaved' }>

function enqueue(wish: EditWish): Promise<Settled> {
  rememberWish(wish)
  return new Promise((done) => {
    queue.push({ wish, done })
    showPending('saving')
    void pump()
  })
}

async function pump(): Promise<void> {
  if (pumping) return
  pumping = true
  for (let head = queue[0]; head; head = queue[0]) {
    const author = useDesk.getState().session?.settings.author ?? ''
    const outcome: EditOutcome = (await worker?.save(head.wish, author)) ?? { state: 'unsaved', code: 'host-unreachable' }
    if (outcome.state === 'unsaved') {
      showPending('waiting')
      await new Promise((retry) => setTimeout(retry, retryMs))
      continue
    }
    queue.shift()
    forgetWish(head.wish)
    if (outcome.state === 'refused') useDesk.setState({ refusal: outcome })
    head.done(outcome)
    showPending('saving')
  }
  pumping = false
}

/** When nothing typed before waits any more. Answers false where the host is away: then what was typed last may be missing. */
export async function whenSaved(): Promise<boolean> {
  while (queue.length > 0) {
    if (useDesk.getState().pending.some(({ state }) => state === 'waiting')) return false
    await new Promise((again) => setTimeout(again, 20))
  }
  return true
}

function showPending(state: 'saving' | 'waiting'): void {
  useDesk.setState({ pending: queue.map(({ wish }) => ({ wish, state })) })
}

export async function changeSettings(part: Args<'settings.change'>): Promise<void> {
  const changed = await call('settings.change', part)
  if (changed.ok) putSettings(changed.value)
}

export const historyOf = async (id: string): Promise<HistoryStep[]> => (await worker?.history(id)) ?? []
export const searchRecords = async (query: string, limit: number): Promise<string[]> => (await worker?.search(query, limit)) ?? []
