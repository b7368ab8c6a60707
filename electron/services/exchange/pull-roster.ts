/**
 * Takes in what the share says about who belongs to the office. Guards: before this laptop learns that somebody was put out or may do
 * less, it seals what it had already received of them in good faith, so that its own work does not lose the ground it stands on (FORMAT.md section 4).
 */
import type { FailureCode } from '#shared/bridge/contract.ts'
import { type FileName, filePath } from '#shared/sync/file-name.ts'
import { maxKeyFileBytes } from '#shared/sync/limits.ts'
import { isRosterFile, type RosterStore } from '../roster/roster-store.ts'
import { stopIfCancelled, stopsEverything } from './copy-files.ts'
import type { ExchangeParts } from './run-exchange.ts'
import { shareFailure } from './share-failure.ts'
import { leavingBy, vouchedOf } from './vouch-before.ts'

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
  const statements = arrived.flatMap(({ name, bytes }) => (name.ending === 'ros' ? (roster.peek(name, bytes) ?? []) : []))
  const leaving = leavingBy(roster.roster(), statements)
  if (leaving) await ledger.seal(vouchedOf(replica, leaving))
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
