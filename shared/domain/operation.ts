/**
 * What a person does to a record, as data. The page says what it wants; the engine turns it into one Automerge change, so the same
 * wish can be carried out again on a newer version of the record when the journal has moved on.
 */
import type { Item, Scalar } from './record.ts'

export type Operation =
  | { readonly op: 'set'; readonly field: string; readonly value: Scalar }
  /** New wording of a merged text; `base` names the version the person was looking at, so that others' writing since then stays. */
  | {
      readonly op: 'text'
      readonly field: string
      readonly value: string
      readonly base: readonly string[]
      /** Edit id of the same person's wording just before this one: where that has been saved, its version is the base. */
      readonly after?: string
    }
  /** Adds an item; at the end, or behind another one. */
  | { readonly op: 'put'; readonly list: string; readonly item: Item; readonly after?: string }
  | { readonly op: 'set-item'; readonly list: string; readonly id: string; readonly field: string; readonly value: Scalar }
  /** Takes an item out of sight; it stays in the record and its history, and can be brought back. */
  | { readonly op: 'remove'; readonly list: string; readonly id: string }
  | { readonly op: 'restore'; readonly list: string; readonly id: string }
  /** For lists that are sets (countries): an item that was taken out comes back, one that was never there is added. */
  | { readonly op: 'restore-or-put'; readonly list: string; readonly item: Item }

export type EditRefusal = 'unknown-record' | 'record-exists' | 'handling-mark' | 'rule' | 'unknown-item' | 'not-allowed'

/** Why an edit was not carried out. `field` and `rule` are for the person; nothing was changed. */
export class EditRefused extends Error {
  readonly reason: EditRefusal
  readonly field: string
  readonly rule: string

  /** `detail`: the checker's own words, in English. */
  constructor(reason: EditRefusal, field: string, rule: string, detail = '') {
    super([reason, field, rule, detail].filter(Boolean).join(': '))
    this.name = 'EditRefused'
    this.reason = reason
    this.field = field
    this.rule = rule
  }
}
