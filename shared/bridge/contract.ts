/**
 * The one contract between the page and the host, as a value: preload walks its names, the host's handlers must satisfy it, the
 * preview's transport and the shared test suite are made from it.
 *
 * A call takes one plain object, checked at the host with its schema, and answers a `Result`: never an exception, never a stack.
 * Long work reports by push. Bytes of files stay on the host; only the journal's changes cross as byte arrays.
 */
import { z } from 'zod'
import { isRecordId, type RecordId } from '../domain/record.ts'
import type { CheckpointRecord } from '../sync/checkpoint.ts'
import { maxChangeBytes } from '../sync/limits.ts'
import { type Role, roles } from '../sync/roles.ts'
import { attachmentCalls } from './attachment-calls.ts'
import { type Call, call, nothing } from './call.ts'
import { documentCalls } from './document-calls.ts'

export type Failure = { readonly ok: false; readonly code: FailureCode; readonly detail: string }
export type Result<Value> = { readonly ok: true; readonly value: Value } | Failure

/** Every way a call can fail. The page has a sentence for each, in both languages, with what to do next. */
export const failureCodes = [
  'bad-arguments',
  'internal',
  'host-unreachable',
  'journal-moved',
  'journal-write-failed',
  'own-number-unsure',
  'disk-full',
  'no-office',
  'office-exists',
  'sample-invalid',
  'share-not-set',
  'share-missing',
  'share-not-a-folder',
  'share-empty',
  'share-was-ours-now-empty',
  'share-not-ours',
  'share-other-office',
  'share-newer-version',
  'share-read-only',
  'share-full',
  'share-dropped',
  'share-path-too-long',
  'share-identity-damaged',
  'device-forked',
  'own-files-missing',
  'locked',
  'wrong-passphrase',
  'passphrase-too-short',
  'keys-damaged',
  'not-a-member',
  'revoked',
  'role-not-allowed',
  'recovery-key-wrong',
  'last-administrator',
  'exchange-running',
  'exchange-cancelled',
  'export-cancelled',
  'folder-missing',
  'folder-not-writable',
  'file-in-use',
  'handling-mark',
  'attachments-need-keys',
  'attachment-too-large',
  'attachment-changed',
  'attachment-gone',
  'attachment-missing',
  'attachment-damaged',
  'attachment-not-viewable',
  'attachments-too-many',
  'not-available'
] as const
export type FailureCode = (typeof failureCodes)[number]

const path = z.string().min(1).max(1000)
const change = z.custom<Uint8Array>(
  (bytes) => bytes instanceof Uint8Array && bytes.length > 0 && bytes.length <= maxChangeBytes,
  'not a change, or too large'
)

/** One change of one record, as kept in journals and segments: `shared/sync/FORMAT.md` section 3. */
export interface Entry {
  readonly device: string
  /** 1, 2, 3 … within the device, without a gap. */
  readonly number: number
  readonly editId: string
  readonly author: string
  /** Milliseconds since 1970 by the writing laptop's clock: shown, never used for order. */
  readonly time: number
  readonly record: string
  readonly changes: readonly Uint8Array[]
  /** The writer's role did not allow it: kept and shown, and not to be applied. Said by the reading host, never by the file. */
  readonly refused?: boolean
}

/** How far each device's entries are known: device to the number of its last entry. */
export type Positions = Readonly<Record<string, number>>

/** Where this laptop's own entries have got to; each is the number of the last entry. */
export interface Marks {
  readonly journaled: number
  readonly onShare: number
  /** Other device to the last entry of ours it has said it holds. */
  readonly seenBy: Positions
}

export interface Office {
  readonly id: string
  readonly name: string
  readonly sample: boolean
  /** Encrypted and signed; the sample office is not. */
  readonly sealed: boolean
}

/** What this laptop may do in its office. */
export type Access =
  | { readonly state: 'none' }
  /** An office without keys: the sample, or one from before there were keys. */
  | { readonly state: 'open' }
  | { readonly state: 'locked' }
  /** Asked to be let in; `code` is compared by voice. */
  | { readonly state: 'waiting'; readonly code: string }
  | { readonly state: 'member'; readonly role: Role }
  | { readonly state: 'revoked' }

export interface RosterMember {
  readonly device: string
  /** Empty where the name was sealed with a key that this laptop was not given. */
  readonly person: string
  readonly laptop: string
  readonly role: Role | null
  readonly own: boolean
  readonly revoked: boolean
  /** The laptop it goes on for, after a copy or a restored backup. */
  readonly continues: string | null
}
export interface RosterRequest {
  readonly device: string
  readonly person: string
  readonly laptop: string
  readonly code: string
}
export interface RosterView {
  readonly members: readonly RosterMember[]
  readonly requests: readonly RosterRequest[]
  /** Statements that were not accepted: their authors were no administrators. */
  readonly refused: number
  /** Somebody who was put out still has the newest key. */
  readonly needsEpoch: boolean
  /** How many data keys the office has had. */
  readonly epoch: number
}

/** What a new laptop begins from, and what an administrator's leaves for the next one. */
export interface CheckpointState {
  /** A whole one is here and its parts can be read. */
  readonly ready: {
    readonly parts: number
    readonly records: number
    readonly positions: Positions
    /** The form of its rows: `row-print.ts`. */
    readonly rows: string
  } | null
  /** This laptop is new and an exchange is running: one may be here in a moment. */
  readonly coming: boolean
  /** This laptop should write one when it has nothing else to do. */
  readonly due: boolean
}

export interface Session {
  readonly device: string
  readonly office: Office | null
  readonly access: Access
  /** Grows when entries of another laptop were taken back: the view is built anew. */
  readonly generation: number
  readonly settings: Settings
  readonly positions: Positions
  readonly marks: Marks
  readonly version: string
  readonly shell: 'electron' | 'browser'
  /** Whether the system's key store can keep the passphrase, and does. */
  readonly keyStore: 'unavailable' | 'offered' | 'remembered'
  readonly profileFolder: string
  readonly documentsFolder: string
}

export const settingsSchema = z.strictObject({
  author: z.string().max(120).default(''),
  unit: z.string().max(200).default('Vụ Hợp tác quốc tế'),
  ministry: z.string().max(200).default('Bộ Nội vụ'),
  /** Foreign names where they are not the official ones (Circular 03/2009/TT-BNG). */
  ministryEn: z.string().max(200).default(''),
  unitEn: z.string().max(200).default(''),
  ministryFr: z.string().max(200).default(''),
  unitFr: z.string().max(200).default(''),
  language: z.enum(['vi', 'en']).default('vi'),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  textSize: z.enum(['normal', 'large', 'largest']).default('normal'),
  contrast: z.enum(['normal', 'high']).default('normal'),
  documentsFolder: z.string().max(1000).default('')
})
export type Settings = z.infer<typeof settingsSchema>
/** No defaults here: a change names only what it changes. */
export const settingsChangeSchema = z.strictObject({
  author: z.string().max(120).optional(),
  unit: z.string().max(200).optional(),
  ministry: z.string().max(200).optional(),
  ministryEn: z.string().max(200).optional(),
  unitEn: z.string().max(200).optional(),
  ministryFr: z.string().max(200).optional(),
  unitFr: z.string().max(200).optional(),
  language: z.enum(['vi', 'en']).optional(),
  theme: z.enum(['system', 'light', 'dark']).optional(),
  textSize: z.enum(['normal', 'large', 'largest']).optional(),
  contrast: z.enum(['normal', 'high']).optional(),
  documentsFolder: z.string().max(1000).optional()
})

export type ShareState =
  | { readonly state: 'ready'; readonly office: Office; readonly rolledBack: boolean }
  | { readonly state: 'joinable'; readonly office: Office }
  /** An office with keys: this laptop can ask to be let in. */
  | { readonly state: 'askable' }
  | { readonly state: 'empty' }
  | { readonly state: 'unusable'; readonly code: FailureCode }

export interface QuarantinedFile {
  readonly file: string
  readonly reason: QuarantineReason
  readonly detail: string
  readonly noticedAt: string
  /** A good copy of the same file has arrived since. */
  readonly resolved: boolean
}
export const quarantineReasons = [
  'foreign-name',
  'too-large',
  'truncated',
  'altered',
  'newer-version',
  'other-office',
  'wrong-place',
  'broken-chain',
  'not-readable',
  'link',
  'not-sealed',
  'bad-signature',
  'unknown-signer',
  'revoked-signer',
  'old-epoch',
  'no-key',
  'forked',
  'role-not-allowed',
  'too-many'
] as const
export type QuarantineReason = (typeof quarantineReasons)[number]

export interface DeviceStatus {
  readonly device: string
  readonly own: boolean
  readonly author: string
  readonly segments: number
  readonly entries: number
  readonly lastChangeAt: string | null
  /** Last entry of ours this device has said it holds. */
  readonly seenOurs: number
  /** Last entry of this device that somebody has said to hold: beyond `entries`, something is missing here. */
  readonly known: number
  /** Entries here that the writer's role did not allow. */
  readonly refused: number
}

export interface ExchangeReport {
  readonly at: string
  readonly pulledSegments: number
  readonly pulledEntries: number
  readonly pushedSegments: number
  readonly pushedEntries: number
  readonly waiting: number
  readonly quarantined: number
  /** Set when one direction could not be finished although the other was. */
  readonly trouble: FailureCode | null
}

export interface ExchangeStatus {
  readonly shareFolder: string
  readonly running: boolean
  readonly last: ExchangeReport | null
  readonly devices: readonly DeviceStatus[]
  readonly quarantine: readonly QuarantinedFile[]
  readonly unsent: number
}

const positions = z.record(z.string().max(64), z.number().int().min(0))
const device = z.string().regex(/^[0-9a-f]{32}$/)
const passphrase = z.string().max(1000)
const laptop = z.string().trim().max(120)

/** What an exchange with a folder would do, and what the folder is: nothing is changed by looking. */
export interface ExchangePreview {
  readonly office: string
  readonly receive: number
  readonly send: number
  readonly sendBytes: number
  /** Bytes free where the folder lies; null where the system does not say. */
  readonly freeBytes: number | null
  readonly rolledBack: boolean
}

export const contract = {
  'session.describe': call<Session>()(nothing),
  'settings.change': call<Settings>()(settingsChangeSchema),
  /** `recoveryKey`: shown once and kept nowhere. */
  'office.create': call<{ office: Office; recoveryKey: string }>()(
    z.strictObject({ name: z.string().trim().min(1).max(200), passphrase, laptop: laptop.default('') })
  ),
  /** Asks to be let into the office of a folder: a share or a USB stick. */
  'office.ask': call<{ code: string }>()(z.strictObject({ path, passphrase, laptop: laptop.default('') })),
  /** Enters as an administrator with the printed key. */
  'office.recover': call<null>()(
    z.strictObject({ path, passphrase, recoveryKey: z.string().max(400), laptop: laptop.default('') })
  ),
  /** `remember`: the system's key store keeps the passphrase, where it has one. */
  'keys.unlock': call<Access>()(z.strictObject({ passphrase, remember: z.boolean().optional() })),
  /** With what the key store keeps; `wrong-passphrase` where that is nothing that opens. */
  'keys.unlockRemembered': call<Access>()(nothing),
  'keys.forget': call<null>()(nothing),
  'keys.change': call<null>()(z.strictObject({ passphrase, next: passphrase })),
  'roster.read': call<RosterView>()(nothing),
  'roster.approve': call<null>()(z.strictObject({ device, role: z.enum(roles) })),
  'roster.change': call<null>()(z.strictObject({ device, role: z.enum(roles) })),
  'roster.revoke': call<null>()(z.strictObject({ device })),
  'sample.open': call<Office>()(nothing),
  /** `known`: the journal already held an edit of this id; nothing was written, and this is the entry. */
  'journal.append': call<{ number: number; known: Entry | null }>()(
    z.strictObject({
      /** The number this entry will get; another value means that the page has not seen the journal's end. */
      expectedNumber: z.number().int().min(1),
      editId: z.string().min(8).max(64),
      record: z.string().max(120),
      changes: z.array(change).min(1).max(100)
    })
  ),
  'journal.since': call<{ entries: Entry[]; more: boolean; total: number }>()(
    z.strictObject({ positions, limit: z.number().int().min(1).max(5000) })
  ),
  'checkpoint.state': call<CheckpointState>()(nothing),
  /** Parts are numbered from 1. `row`: as JSON text. */
  'checkpoint.read': call<{ records: CheckpointRecord[] }>()(z.strictObject({ part: z.number().int().min(1) })),
  'checkpoint.begin': call<null>()(z.strictObject({ positions, rows: z.string().max(40) })),
  'checkpoint.put': call<null>()(
    z.strictObject({
      records: z
        .array(
          z.strictObject({
            id: z.custom<RecordId>((id) => typeof id === 'string' && isRecordId(id)),
            row: z.string(),
            document: change
          })
        )
        .max(2000)
    })
  ),
  'checkpoint.finish': call<{ records: number | null }>()(nothing),
  'exchange.inspect': call<ShareState>()(z.strictObject({ path })),
  'exchange.connect': call<ShareState>()(
    z.strictObject({ path, /** Set up an empty folder as the share; only a person says so. */ setUp: z.boolean() })
  ),
  'exchange.disconnect': call<null>()(nothing),
  /** `folder`: once with this one, a USB stick say; without it, with the chosen share. */
  'exchange.run': call<ExchangeReport>()(z.strictObject({ folder: path.optional() })),
  /** Makes an empty folder (a USB stick) one to exchange with; the chosen share stays. Only a person says so. */
  'exchange.prepare': call<null>()(z.strictObject({ folder: path })),
  'exchange.preview': call<ExchangePreview>()(z.strictObject({ folder: path.optional() })),
  'exchange.cancel': call<null>()(nothing),
  'exchange.status': call<ExchangeStatus>()(nothing),
  ...documentCalls,
  'shell.open': call<null>()(z.strictObject({ path, reveal: z.boolean() })),
  'shell.chooseFolder': call<{ path: string | null }>()(nothing),
  ...attachmentCalls
} as const

export type Contract = typeof contract
export type CallName = keyof Contract
export type Args<Name extends CallName> = Contract[Name] extends Call<infer A, unknown> ? A : never
export type Value<Name extends CallName> = Contract[Name] extends Call<never, infer V> ? V : ValueOf<Contract[Name]>
type ValueOf<C> = C extends { readonly value?: infer V } ? Exclude<V, undefined> : never

export const callNames = Object.keys(contract) as CallName[]

/** What the host tells the page without being asked. */
export type Push =
  | { readonly type: 'marks'; readonly marks: Marks; readonly positions: Positions }
  | { readonly type: 'exchange-progress'; readonly done: number; readonly total: number; readonly step: 'pull' | 'push' | 'list' }
  | { readonly type: 'exchange-ended'; readonly report: ExchangeReport | null; readonly code: FailureCode | null }
  /** Who belongs to the office, or what this laptop may do in it, is not what it was. */
  | { readonly type: 'access'; readonly access: Access }
  /** Of the files and documents of an export, how many are done. */
  | { readonly type: 'export-progress'; readonly done: number; readonly total: number }
  /** Bytes of a file that have come, and all of them. */
  | { readonly type: 'attachment-progress'; readonly blob: string; readonly done: number; readonly total: number }

export type Handlers = { readonly [Name in CallName]: (args: Args<Name>) => Promise<Result<Value<Name>>> }

/** What the page holds: one function a call, and a way to listen. Both transports have this shape. */
export interface Bridge {
  readonly call: <Name extends CallName>(name: Name, args: Args<Name>) => Promise<Result<Value<Name>>>
  readonly listen: (listener: (push: Push) => void) => () => void
}

export const ok = <V>(value: V): Result<V> => ({ ok: true, value })
export const fail = (code: FailureCode, detail = ''): Failure => ({ ok: false, code, detail })
