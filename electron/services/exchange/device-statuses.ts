/** How things stand with each laptop of the office: what is here of it, what it has of ours, what somebody has and we do not. */
import type { DeviceStatus } from '#shared/bridge/contract.ts'
import type { Ledger } from '../journal/ledger.ts'
import type { ReplicaStore } from '../replica/replica-store.ts'
import type { RosterStore } from '../roster/roster-store.ts'

export function otherDevices(replica: ReplicaStore, own: string): string[] {
  return Array.from(new Set(replica.segments().map((segment) => segment.name.device))).filter((device) => device !== own)
}

export async function deviceStatuses(
  replica: ReplicaStore,
  roster: RosterStore | null,
  own: string,
  ledger: Ledger
): Promise<DeviceStatus[]> {
  const known = knownPositions(replica)
  const devices = new Set([own, ...otherDevices(replica, own), ...(roster?.roster().members.keys() ?? []), ...known.keys()])
  return Promise.all(
    Array.from(devices, async (device) => {
      const segments = replica.segmentsOf(device)
      const withEntries = segments.findLast((segment) => segment.header.count > 0)
      const last = withEntries ? (await replica.entriesOf(withEntries).catch(() => [])).at(-1) : undefined
      const entries = ledger.positions()[device] ?? 0
      return {
        device,
        own: device === own,
        author: roster?.namesOf(device)?.person || last?.author || '',
        segments: segments.length,
        entries,
        lastChangeAt: last ? new Date(last.time).toISOString() : null,
        seenOurs: replica.lastOf(device)?.header.seen[own] ?? 0,
        known: Math.max(entries, known.get(device) ?? 0),
        refused: replica.refusedOf(device)
      }
    })
  )
}

/** The furthest entry of each laptop that anybody has said to hold: what a share withholds shows here as a gap. */
function knownPositions(replica: ReplicaStore): Map<string, number> {
  const known = new Map<string, number>()
  for (const { header } of replica.segments()) {
    for (const [device, number] of Object.entries(header.seen)) known.set(device, Math.max(known.get(device) ?? 0, number))
  }
  return known
}
