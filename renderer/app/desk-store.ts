/** What the page holds: the session, every row, what is being saved, how the exchange stands. View state only; the truth is the host's. */
import { create } from 'zustand'
import type { FailureCode, Marks, Session, Settings } from '#shared/bridge/contract.ts'
import type { RecordKind } from '#shared/domain/record.ts'
import { recordKinds } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import type { EditOutcome, EditWish } from '../replica/worker-api.ts'
import { type FutureChanges, withFutureChanges } from './clock-doubt.ts'
import type { ExportTarget } from './export/export-target.ts'

export type Phase =
  | { readonly name: 'connecting' }
  | { readonly name: 'unreachable'; readonly code: FailureCode }
  | { readonly name: 'elsewhere' }
  | { readonly name: 'welcome' }
  /** Just founded: the printed key is shown before anything else. */
  | { readonly name: 'recovery-key'; readonly recoveryKey: string; readonly office: string }
  | { readonly name: 'locked' }
  /** Asked to be let in. */
  | { readonly name: 'waiting' }
  | { readonly name: 'ready' }

export interface PendingWish {
  readonly wish: EditWish
  readonly state: 'saving' | 'waiting'
}
export type Refusal = Extract<EditOutcome, { state: 'refused' }>

export interface DeskState {
  readonly phase: Phase
  readonly connected: boolean
  readonly session: Session | null
  readonly marks: Marks
  readonly rows: ReadonlyMap<string, Row>
  readonly byKind: Readonly<Record<RecordKind, readonly Row[]>>
  /** Records with values that a person has to choose between. */
  readonly conflicted: number
  readonly futureChanges: FutureChanges
  readonly loading: { readonly done: number; readonly total: number } | null
  readonly rebuilt: boolean
  readonly pending: readonly PendingWish[]
  readonly refusal: Refusal | null
  readonly exchange: { readonly step: 'list' | 'pull' | 'push'; readonly done: number; readonly total: number } | null
  /** What the export dialog is open for. */
  readonly exporting: ExportTarget | null
  /** Of the export that runs. */
  readonly exportProgress: { readonly done: number; readonly total: number } | null
  readonly paletteOpen: boolean
}

const noRows = Object.fromEntries(recordKinds.map((kind) => [kind, []])) as unknown as DeskState['byKind']

export const useDesk = create<DeskState>(() => ({
  phase: { name: 'connecting' },
  connected: false,
  session: null,
  marks: { journaled: 0, onShare: 0, seenBy: {} },
  rows: new Map(),
  byKind: noRows,
  conflicted: 0,
  futureChanges: new Map(),
  loading: null,
  rebuilt: false,
  pending: [],
  refusal: null,
  exchange: null,
  exporting: null,
  exportProgress: null,
  paletteOpen: false
}))

export function putRows(changed: readonly Row[]): void {
  useDesk.setState((state) => {
    const rows = new Map(state.rows)
    for (const row of changed) rows.set(row.id, row)
    const kinds = new Set(changed.map((row) => row.kind))
    const byKind = { ...state.byKind }
    for (const kind of kinds) {
      byKind[kind] = Array.from(rows.values()).filter((row) => row.kind === kind && row.data.deleted !== true)
    }
    const conflicted = Object.values(byKind).reduce((sum, list) => sum + list.filter((row) => row.conflicts.length > 0).length, 0)
    return { rows, byKind, conflicted, futureChanges: withFutureChanges(state.futureChanges, changed, Date.now()) }
  })
}

export function putSettings(settings: Settings): void {
  useDesk.setState((state) => ({ session: state.session && { ...state.session, settings } }))
}

export const useRow = (id: string | null | undefined): Row | undefined =>
  useDesk((state) => (id ? state.rows.get(id) : undefined))
export const useRows = (kind: RecordKind): readonly Row[] => useDesk((state) => state.byKind[kind])
