/**
 * One exchange with a share: FORMAT.md section 7. Learns who belongs to the office, pulls, seals, pushes; each file checked on the way in
 * and read back on the way out. Nothing is removed but what `tidy-share.ts` allows. What could not be finished is left for the next time
 * and said.
 */
import type { Entry, ExchangeReport, FailureCode, Push } from '#shared/bridge/contract.ts'
import { type FileName, filePath, parseFilePath } from '#shared/sync/file-name.ts'
import type { FolderPort, ListedFile } from '#shared/sync/folder-port.ts'
import { currentRole } from '#shared/sync/member.ts'
import { type Holdings, planExchange } from '#shared/sync/plan-exchange.ts'
import type { DroppedBranch } from '#shared/sync/roster-statement.ts'
import { isSealed, pathOfSegment, type Sealing } from '#shared/sync/segment.ts'
import type { CheckpointStore } from '../checkpoint/checkpoint-store.ts'
import { errorCode } from '../files/error-code.ts'
import type { Ledger } from '../journal/ledger.ts'
import type { Quarantine } from '../quarantine/quarantine.ts'
import { type OfficeFiles, officeFiles, type Shelf } from '../replica/office-files.ts'
import { type PackLimits, packOwn } from '../replica/pack-own.ts'
import type { ReplicaStore } from '../replica/replica-store.ts'
import { tendRoster } from '../roster/administer.ts'
import type { RosterStore } from '../roster/roster-store.ts'
import { findBadCopies, type LookedUpTo } from './bad-copies.ts'
import { withConflictCopies } from './conflict-copies.ts'
import { copyFiles } from './copy-files.ts'
import { fetchCheckpoint } from './fetch-checkpoint.ts'
import { type Meeting, meetOwnSegments } from './meet-own-segments.ts'
import { pullRoster } from './pull-roster.ts'
import type { Refusals } from './refusals.ts'
import { shareFailure } from './share-failure.ts'
import { takeOverBranches } from './take-over-branches.ts'
import { tidyShare } from './tidy-share.ts'

export interface ExchangeParts {
  readonly device: string
  readonly replica: ReplicaStore
  /** Of a sealed office. */
  readonly roster: RosterStore | null
  readonly ledger: Ledger
  readonly checkpoints: CheckpointStore | null
  readonly attachments?: Shelf | null
  /** What the share says about this laptop's place in the office has been taken in. */
  readonly learned: () => void
  readonly quarantine: Quarantine
  readonly share: FolderPort
  /** What was listed a moment ago; without it the share is listed now. */
  readonly listed?: readonly ListedFile[]
  readonly now: () => number
  readonly signal: AbortSignal
  readonly progress: (push: Push) => void
  /** How many exchanges there were before in this run. */
  readonly turn: number
  readonly lookedUpTo: LookedUpTo
  readonly refused: Refusals
  /** What this laptop writes with; null while it has no key. */
  readonly sealing: () => Sealing | null
  readonly packLimits: PackLimits
  /** On how many different days a pack was found on this share. */
  readonly daysFound: (packHash: string) => Promise<number>
  /** How many exchanges in a row could not tell whether all our numbers are here. */
  readonly unclear: { times: number }
  /** Branches of former numbers of this laptop that were looked at, each with what was held then. */
  readonly takenOver: Set<string>
  /** Goes on under new keys with these entries: FORMAT.md section 7. Null where the office has no keys. */
  readonly rebirth: ((fork: OwnFork) => Promise<void>) | null
}

export interface OwnFork {
  readonly dropped: DroppedBranch | null
  readonly entries: readonly Entry[]
}

export type ExchangeOutcome =
  | {
      readonly ok: true
      readonly report: ExchangeReport
      readonly ownVerified: number
      /** Paths of what lies on the share now. */
      readonly onShare: ReadonlySet<string>
    }
  | { readonly ok: false; readonly code: FailureCode; readonly detail: string }

/** How often the copies on the share are looked at again: the first exchange after a start, and then every so many. */
const looksAgainEvery = 16

/** What the share does wrong is answered; what this laptop's own disk does wrong is thrown. */
export async function runExchange(given: ExchangeParts): Promise<ExchangeOutcome> {
  const { device, replica, roster, ledger, turn } = given
  const files = officeFiles(replica, roster, given.checkpoints, given.attachments ?? null)
  given.progress({ type: 'exchange-progress', done: 0, total: 0, step: 'list' })
  let listed: readonly ListedFile[]
  let bad: readonly FileName[] = []
  try {
    listed = given.listed ?? (await given.share.list())
    if (turn % looksAgainEvery === 0) {
      const paths = new Set(listed.filter((file) => !file.isLink).map((file) => file.path))
      bad = await findBadCopies(given.share, paths, files.held(), given.lookedUpTo)
    }
  } catch (error) {
    return { ok: false, code: shareFailure(error), detail: errorCode(error) }
  }
  const { share, originals } = withConflictCopies(given.share, listed)
  const parts = { ...given, share }
  const plan = () => planExchange(holdingsOf(parts, files), listed, originals)
  const first = plan()
  for (const file of first.foreign) {
    const reason = file.isLink ? 'link' : 'foreign-name'
    await parts.quarantine.keep(file.path, null, { reason, detail: '' })
  }
  const learned = roster ? await pullRoster(parts, roster, first.pull) : null
  await roster?.announceSuccession()
  const isMember = !roster || currentRole(roster.roster().members.get(device)) !== null
  const own: Meeting = isMember ? await meetOwnSegments(parts, first.ownElsewhere) : { state: 'alone' }
  if (own.state === 'forked') return { ok: false, code: 'device-forked', detail: own.detail }
  if (roster && isMember) {
    // Shown at once; the history behind it comes after.
    if (parts.checkpoints && replica.segments().length === 0) await fetchCheckpoint(parts, parts.checkpoints, roster, listed)
    parts.learned()
  }
  const history = isMember ? first.pull.filter((name) => name.ending === 'seg' || name.ending === 'pack') : []
  const pulled = await copyFiles({ ...parts, files }, 'pull', history)
  if (own.state !== 'unclear') await takeOverBranches(parts, history)
  if (roster) await tendRoster(roster, epochsUsed(replica))
  // A number whose first use is not here is never given to other bytes.
  if (own.state !== 'unclear') await ledger.seal()
  if (roster && isMember) await packOwn(replica, roster, device, parts.sealing(), parts.packLimits)
  // Gigabytes of photos last: words come before pictures.
  const rank = ({ device: owner, ending }: FileName) => Number(ending === 'att') * 2 + Number(owner !== device)
  const ownFirst = (a: FileName, b: FileName) => rank(a) - rank(b)
  // Who does not belong to the office puts nothing of others' there: it does not know what they have packed or taken away.
  const toPush = [...bad, ...plan().push].filter((name) => isMember || name.device === device)
  const pushed = await copyFiles({ ...parts, files }, 'push', toPush.sort(ownFirst))
  if (roster && isMember && !pushed.trouble) await tidy(parts, roster, listed)
  const badPaths = new Set(bad.map(filePath))
  const onShare = new Set([...listed.map((file) => file.path).filter((path) => !badPaths.has(path)), ...pushed.paths])
  return {
    ok: true,
    ownVerified: ownVerified(replica, device, onShare),
    onShare,
    report: {
      at: new Date(parts.now()).toISOString(),
      pulledSegments: pulled.segments,
      pulledEntries: pulled.entries,
      pushedSegments: pushed.segments,
      pushedEntries: pushed.entries,
      waiting: pulled.waiting,
      quarantined: pulled.quarantined + (learned?.quarantined ?? 0),
      trouble: learned?.trouble ?? pulled.trouble ?? pushed.trouble ?? (own.state === 'unclear' ? 'own-files-missing' : null)
    }
  }
}

/** What cannot be taken away now is taken away another time. */
async function tidy(
  { device, replica, share, daysFound, checkpoints }: ExchangeParts,
  roster: RosterStore,
  listed: readonly ListedFile[]
) {
  const others = Array.from(roster.roster().members.values(), (member) => (member.revoked ? '' : member.device)).filter(
    (other) => other !== '' && other !== device
  )
  await tidyShare({ device, replica, share, listed, others, daysFound }).catch(() => 0)
  // The newest was read back a moment ago: nobody begins from an older one any more.
  for (const { path } of listed) {
    const name = parseFilePath(path)
    if (name && checkpoints?.outdated(name)) await share.remove(path).catch(() => undefined)
  }
}

function epochsUsed(replica: ReplicaStore): ReadonlySet<string> {
  return new Set(
    replica.segments().flatMap(({ header, pack }) => (isSealed(header) ? [header.epoch, pack?.lastEpoch ?? header.epoch] : []))
  )
}

type Knowing = Pick<ExchangeParts, 'device' | 'replica' | 'refused'>
export function holdingsOf({ device, replica, refused }: Knowing, files: OfficeFiles): Holdings {
  return {
    device,
    files: files.held().map(({ name }) => name),
    covers: replica.covers,
    isRefused: refused.wasRefused
  }
}

/** The last own sequence that stands on the share with all before it. */
function ownVerified(replica: ReplicaStore, device: string, onShare: ReadonlySet<string>): number {
  let last = 0
  for (const segment of replica.segmentsOf(device)) {
    if (!onShare.has(pathOfSegment(segment))) break
    last = segment.header.sequence
  }
  return last
}
