/** What has been done together: agreements with their state, visits exchanged (domain 5.1, part 7). */
import { agreementBlocks } from '../agreement-blocks.ts'
import { type DocumentData, textOf } from '../document-data.ts'
import type { Block } from '../model.ts'
import { heading, rangeText, table } from '../text-blocks.ts'

export const pastBlocks = (data: DocumentData): Block[] => [...agreementBlocks(data), ...earlierTripBlocks(data)]

function earlierTripBlocks(data: DocumentData): Block[] {
  if (data.earlierTrips.length === 0) return []
  return [
    heading(2, 'Các đoàn trước'),
    table(
      [
        { title: 'Đoàn', share: 62 },
        { title: 'Thời gian', share: 38 }
      ],
      data.earlierTrips.map((trip) => [textOf(trip, 'title'), rangeText(trip.data.startDate, trip.data.endDate)])
    )
  ]
}
