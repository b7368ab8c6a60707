/** What an agreed point becomes: a commitment that knows its trip, its meeting, its country and who has to act. */
import type { FieldValue, Item } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'

const titleLength = 160

export function commitmentFromPoint(event: Row, delegation: Row | undefined, point: Item): Record<string, FieldValue> {
  const text = String(point.text)
  const date = (event.data.date ?? delegation?.data.startDate ?? null) as string | null
  return {
    title: text.length > titleLength ? `${text.slice(0, titleLength - 1)}…` : text,
    kind: 'commitment',
    state: 'open',
    owner: point.side ?? null,
    detail: text,
    oral: true,
    internal: point.internal === true,
    countries: typeof event.data.country === 'string' ? [{ id: event.data.country }] : [],
    delegationId: event.data.delegationId ?? null,
    eventId: event.id,
    mark: event.data.mark ?? 'none',
    updates: [
      {
        id: `from-${point.id}`,
        date,
        delegationId: event.data.delegationId as string,
        eventId: event.id,
        text,
        textEn: null,
        state: 'open',
        sourceId: null
      }
    ]
  }
}
