/** Records that belong together, read from what the page holds. */
import { type CommitmentState, isOpen } from '#shared/domain/commitment.ts'
import { inTripOrder } from '#shared/domain/event-order.ts'
import type { Item } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'

export const itemsOf = (row: Row | undefined, list: string): readonly Item[] =>
  (row?.data[list] as readonly Item[] | undefined) ?? []
export const textOf = (row: Row | undefined, field: string): string => {
  const value = row?.data[field]
  return typeof value === 'string' ? value : ''
}

export function eventsOf(events: readonly Row[], delegationId: string): Row[] {
  return inTripOrder(events.filter((event) => event.data.delegationId === delegationId))
}

/** Commitments that began on a trip or were taken up again on it. */
export function commitmentsOf(commitments: readonly Row[], delegationId: string): Row[] {
  return commitments.filter(
    (one) =>
      one.data.delegationId === delegationId || itemsOf(one, 'updates').some((update) => update.delegationId === delegationId)
  )
}

/** Whom a trip is with: the legs of one going out, the home of one coming in. */
export function countryCodesOf(delegation: Row | undefined): string[] {
  const partner = textOf(delegation, 'partnerCountry')
  if (partner) return [partner]
  return Array.from(new Set(itemsOf(delegation, 'legs').map((leg) => String(leg.country))))
}

export const isOpenCommitment = (row: Row): boolean => isOpen(row.data.state as CommitmentState)
