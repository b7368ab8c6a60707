/** What the page and its worker say to each other. */
import type { Args, CallName, Marks, Positions, Result, Value } from '#shared/bridge/contract.ts'
import type { EditRefusal, Operation } from '#shared/domain/operation.ts'
import type { FieldValue } from '#shared/domain/record.ts'
import type { HistoryStep } from '#shared/sync/record-history.ts'
import type { Row } from '#shared/sync/row.ts'

export type CallHost = <Name extends CallName>(name: Name, args: Args<Name>) => Promise<Result<Value<Name>>>

export type EditWish =
  | {
      readonly type: 'create'
      readonly editId: string
      readonly id: string
      readonly fields: Readonly<Record<string, FieldValue>>
    }
  | { readonly type: 'edit'; readonly editId: string; readonly id: string; readonly operations: readonly Operation[] }

/** Several records changed by one act of a person are saved one after the other; each is saved or not, never half. */
export type EditOutcome =
  /** `branch`: see the engine's `EditResult`; null when the answer had been lost and the journal already held the edit. */
  | { readonly state: 'saved'; readonly branch: readonly string[] | null }
  /** A rule says no; trying again will not help. */
  | { readonly state: 'refused'; readonly reason: EditRefusal; readonly field: string; readonly rule: string }
  /** Not on the laptop yet; the same wish may be tried again. */
  | { readonly state: 'unsaved'; readonly code: string }

export type WorkerNews =
  | { readonly type: 'rows'; readonly rows: readonly Row[] }
  | { readonly type: 'catching-up'; readonly done: number; readonly total: number }
  | {
      readonly type: 'rebuilding'
      readonly because: 'empty' | 'other-office' | 'ahead' | 'taken-back' | 'other-program' | 'broken'
    }

export interface StartArgs {
  readonly device: string
  readonly office: string
  /** Another one than the view was built with: entries were taken back. */
  readonly generation: number
  readonly positions: Positions
}

export interface WorkerApi {
  /** Brings the view up to the host's position (building it anew where it has to) and sends every row as news. */
  readonly start: (args: StartArgs, callHost: CallHost, news: (news: WorkerNews) => void) => Promise<void>
  readonly save: (wish: EditWish, author: string) => Promise<EditOutcome>
  /** Takes in what the host has received since. */
  readonly catchUp: () => Promise<void>
  /** Leaves a checkpoint for the next new laptop, where the host says that one is due. */
  readonly leaveCheckpoint: () => Promise<void>
  readonly history: (id: string) => Promise<HistoryStep[]>
  /** Record ids, best first; marks and case do not matter, exact spelling ranks first. */
  readonly search: (query: string, limit: number) => Promise<string[]>
}

export type { Marks }
