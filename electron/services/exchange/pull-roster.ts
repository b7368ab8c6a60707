/**
 * Takes in what the share says about who belongs to the office. Guards: before this laptop learns that somebody was put out or may do
 * less, it seals what it had already received of them in good faith, so that its own work does not lose the ground it stands on (FORMAT.md section 4).
 */
import type { FailureCode } from '#shared/bridge/contract.ts'
import { type FileName, filePath } from '#shared/sync/file-name.ts'
import { maxKeyFileBytes, maxVouched } from '#shared/sync/limits.ts'
import { hashesIn, packHashesOf } from '#shared/sync/pack.ts'
import type { VouchedFiles } from '#shared/sync/segment.ts'
import type { ReplicaStore } from '../replica/replica-store.ts'
import { isRosterFile, type RosterStore } from '../roster/roster-store.ts'
import { stopIfCancelled, stopsEverything } from './copy-files.ts'
import type { ExchangeParts } from './run-exchange.ts'
import { shareFailure } from './share-failure.ts'

type Parts = Pick<ExchangeParts, 'share' | 'signal' | 'quarantine' | 'ledger' | 'replica' | 'refused'>

export async function pullRoster(
  parts: Parts,
  roster: RosterStore,
  names: readonly FileName[]
): Promise<{ quarantined: number; trouble: FailureCode | null }> {
  const { share, signal, quarantine, ledger, replica, refused } = parts
  const arrived: { name: FileName; bytes: Uint8Array }[] = []
  let quarantined = 0
  let trouble: FailureCode | null = null
  for (const name of names) {
    if (!isRosterFile(name) || refused.isStill(name)) continue
    stopIfCancelled(signal)
    try {
      const bytes = await share.read(filePath(name), maxKeyFileBytes)
      if (bytes) arrived.push({ name, bytes })
    } catch (error) {
      trouble ??= shareFailure(error)
      if (stopsEverything(error)) break
    }
  }
  const limited = arrived.flatMap(({ name, bytes }) => {
    const body = name.ending === 'ros' ? roster.peek(name, bytes)?.body : null
    return body?.kind === 'revoke' || body?.kind === 'role' ? [body] : []
  })
  if (limited.length > 0)
    await ledger.seal(
      vouchedOf(
        replica,
        limited.filter(({ kind }) => kind === 'revoke')
      )
    )
  const unplaced: typeof arrived = []
  for (const { name, bytes } of arrived) {
    const verdict = await roster.accept(name, bytes)
    // Nothing stands behind it yet: looked at again when the roster says something else.
    if (verdict.state === 'waits') unplaced.push({ name, bytes })
    if (verdict.state !== 'rejected') continue
    await quarantine.keep(filePath(name), bytes, verdict.fault)
    refused.remember(name, bytes, verdict.fault)
    quarantined += 1
  }
  if (arrived.length > 0) {
    await roster.refresh()
    await replica.reconsider()
  }
  for (const { name, bytes } of unplaced) if (!roster.holds(filePath(name))) refused.remember(name, bytes, null)
  return { quarantined, trouble }
}

type Leaving = { readonly device: string; readonly afterSegment: number }

/** What we hold of them; null where there is nothing that who put them out may not know. */
function vouchedOf(replica: Pick<ReplicaStore, 'segmentsOf'>, leaving: readonly Leaving[]): VouchedFiles | null {
  const chains = leaving.map((one) => ({ ...one, chain: replica.segmentsOf(one.device) }))
  const segments = chains.flatMap(({ device, afterSegment, chain }) => {
    const behind = chain.flatMap(hashesIn).filter(([sequence]) => sequence > afterSegment)
    return behind.length > 0
      ? [[device, behind.slice(0, maxVouched).map(([sequence, hash]): [number, string] => [sequence, hash])]]
      : []
  })
  const packs = chains.flatMap(({ chain }) => packHashesOf(chain)).slice(0, maxVouched)
  return segments.length + packs.length > 0 ? { segments: Object.fromEntries(segments), packs } : null
}
