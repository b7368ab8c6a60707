/**
 * A laptop packs its own old segments: FORMAT.md section 9. Guards: only its own, only what is sealed and held, and the segments stay
 * until others can do without them (`tidy-share.ts`).
 */
import { packAgainBytes } from '#shared/sync/limits.ts'
import { buildPack, type ToPack } from '#shared/sync/pack.ts'
import type { Sealing, Segment } from '#shared/sync/segment.ts'
import type { RosterStore } from '../roster/roster-store.ts'
import type { ReplicaStore } from './replica-store.ts'

/** So many loose segments make a new pack; the last ones stay loose, since others have just fetched them. */
export const packLimits = { packAfter: 64, leaveLoose: 16 }
export type PackLimits = typeof packLimits

/** Answers whether a pack was made. */
export async function packOwn(
  replica: ReplicaStore,
  roster: RosterStore,
  device: string,
  sealing: Sealing | null,
  { packAfter, leaveLoose }: PackLimits
): Promise<boolean> {
  const chain = replica.segmentsOf(device)
  const loose = chain.filter((segment) => !segment.pack)
  if (!sealing || loose.length < packAfter) return false
  const lastPack = chain.findLast((segment) => segment.pack)
  const isWhole = lastPack?.pack?.last === lastPack?.name.sequence
  const again = lastPack && isWhole && lastPack.sizeBytes <= packAgainBytes ? [lastPack] : []
  const taken: Segment[] = [...again, ...loose.slice(0, loose.length - leaveLoose)]
  const first = taken[0]?.pack?.first ?? taken[0]?.name.sequence ?? 1
  const before = chain.findLast((segment) => segment.name.sequence < first)
  const toPack: ToPack[] = []
  for (const segment of taken) {
    // As they were written: whether a role allowed them is judged by whoever reads.
    const entries = (await replica.entriesOf(segment)).map(({ refused: _, ...entry }) => entry)
    toPack.push({ segment, entries, ...(segment.pack?.index && { index: segment.pack.index }) })
  }
  const { name, bytes } = buildPack(roster.identity.id, before?.fileHash ?? null, toPack, sealing)
  const verdict = await replica.accept(name, bytes)
  if (verdict.state !== 'accepted') throw new Error(`own pack was not accepted: ${JSON.stringify(verdict)}`)
  return true
}
