/**
 * Writing during a meeting, by keyboard: Enter adds a point, Alt 1–3 says whose, F8 marks it agreed, F9 makes it a commitment.
 * Everything saves itself.
 */
import { useRef, useState } from 'react'
import { Link } from 'wouter'
import type { Item } from '#shared/domain/record.ts'
import { Attachments } from '../../app/attachments/attachments.tsx'
import { DeleteRecord } from '../../app/delete-record.tsx'
import { createNew, edit, newId, newItemId } from '../../app/desk-client.ts'
import { useRow } from '../../app/desk-store.ts'
import { ExportButton } from '../../app/export/export-button.tsx'
import { FactsTable } from '../../app/facts-table.tsx'
import { fieldLook } from '../../app/field-look.ts'
import { ItemTable } from '../../app/item-table.tsx'
import { NotesField } from '../../app/notes-field.tsx'
import { RecordDate } from '../../app/record-date.tsx'
import { RecordField } from '../../app/record-field.tsx'
import { RecordTrail } from '../../app/record-trail.tsx'
import { SaveStateChip } from '../../app/save-state.tsx'
import { itemsOf, textOf } from '../../app/selectors.ts'
import { useWords } from '../../app/use-words.ts'
import { Chip } from '../../components/chip.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Section } from '../../components/section.tsx'
import { commitmentFromPoint } from './commitment-from-point.ts'
import { PointEntry, type Side } from './point-entry.tsx'
import { PointList } from './point-list.tsx'

export function MeetingScreen({ id }: { id: string }) {
  const words = useWords()
  const { t } = words
  const row = useRow(id)
  const delegation = useRow(textOf(row, 'delegationId'))
  const [side, setSide] = useState<Side>('partner')
  const [selected, setSelected] = useState<string | null>(null)
  const screen = useRef<HTMLDivElement>(null)
  if (!row || row.data.deleted === true) return <EmptyState title={t('dossier.missing')} hint={t('dossier.missingHint')} />
  const points = itemsOf(row, 'points')
  /** What F8 and F9 act on: the point chosen, else the last one written. */
  const target = points.find((point) => point.id === selected) ?? points.at(-1)

  const toggleAgreed = (point: Item) =>
    void edit(row.id, { op: 'set-item', list: 'points', id: point.id, field: 'agreed', value: point.agreed !== true })
  const makeCommitment = async (point: Item) => {
    if (point.commitmentId) return
    const commitmentId = newId('commitment')
    // The commitment first: a point must never lead to one that is not there.
    if (!(await createNew(commitmentId, commitmentFromPoint(row, delegation, point)))) return
    await edit(
      row.id,
      { op: 'set-item', list: 'points', id: point.id, field: 'commitmentId', value: commitmentId },
      { op: 'set-item', list: 'points', id: point.id, field: 'agreed', value: true }
    )
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const sides: Readonly<Record<string, Side>> = { '1': 'vn', '2': 'partner', '3': 'both' }
    const chosen = event.altKey ? sides[event.key] : undefined
    if (chosen) setSide(chosen)
    else if (event.key === 'F8' && target) toggleAgreed(target)
    else if (event.key === 'F9' && target) void makeCommitment(target)
    else return
    event.preventDefault()
  }
  const add = (speaker: string, text: string, agreed: boolean) => {
    const item = {
      id: newItemId(),
      side,
      speaker: speaker || null,
      topic: null,
      purpose: null,
      likelihood: null,
      text,
      agreed,
      commitmentId: null,
      internal: false
    }
    setSelected(null)
    void edit(row.id, { op: 'put', list: 'points', item })
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: shortcuts of the whole screen
    <div className="page meeting" ref={screen} onKeyDown={onKeyDown}>
      <header className="dossier-head">
        <div className="dossier-line">
          {delegation && <Link href={`/delegations/${delegation.id}/meetings`}>← {words.title(delegation.data)}</Link>}
          <Chip>{t(`value.eventKind.${row.data.kind}`)}</Chip>
          <SaveStateChip row={row} />
          <span className="spacer" />
          <DeleteRecord row={row} after={delegation ? `/delegations/${delegation.id}/programme` : '/events'} />
          <ExportButton target={{ of: 'record', id: row.id }} />
        </div>
        <h1>{words.title(row.data)}</h1>
        <p className="dossier-sub">
          <RecordDate from={row.data.date} />
          {'  ·  '}
          {[
            row.data.partOfDay && t(`value.partOfDay.${row.data.partOfDay}`),
            textOf(row, 'venue'),
            textOf(row, 'city'),
            words.country(row.data.country)
          ]
            .filter(Boolean)
            .join('  ·  ')}
        </p>
      </header>
      <div className="meeting-columns">
        <div>
          <Section title={t('meeting.points')}>
            <PointList
              points={points}
              selected={selected}
              onSelect={setSelected}
              onToggle={toggleAgreed}
              onCommit={(point) => void makeCommitment(point)}
              row={row}
            />
            <PointEntry
              side={side}
              onSide={setSide}
              onAdd={add}
              speakers={itemsOf(row, 'participants').map((one) => String(one.name))}
            />
          </Section>
          <Section title={t('field.notes')}>
            <NotesField row={row} field="notes" />
          </Section>
          <Section title={t('attachment.photos')}>
            <Attachments row={row} list="photos" described />
          </Section>
        </div>
        <div>
          <Section title={t('meeting.about')}>
            <div className="fields">
              {[
                'title',
                'kind',
                'state',
                'date',
                'partOfDay',
                'startTime',
                'endTime',
                'country',
                'city',
                'venue',
                'lead',
                'dress',
                'interpreter',
                'transport',
                'mark'
              ].map((field) => (
                <RecordField key={field} row={row} field={field} {...fieldLook('event', field)} />
              ))}
            </div>
            <RecordField row={row} field="assessment" kind="long" />
          </Section>
          <Section title={t('meeting.participants')}>
            <ItemTable
              row={row}
              list="participants"
              columns={[
                { field: 'side', kind: 'choice', choices: { name: 'side', values: ['vn', 'partner'] } },
                { field: 'name' },
                { field: 'post' }
              ]}
              blank={{ side: 'partner', name: '', post: null, personId: null, role: null }}
              addLabel={t('meeting.addParticipant')}
              emptyText={t('meeting.noParticipants')}
            />
          </Section>
          <Section title={t('meeting.requestedTopics')}>
            <ItemTable
              row={row}
              list="requestedTopics"
              columns={[{ field: 'topic', wide: true }, { field: 'raisedBy' }, { field: 'answeredBy' }]}
              blank={{ topic: '', raisedBy: null, answeredBy: null }}
              addLabel={t('meeting.addTopic')}
              emptyText={t('meeting.noTopics')}
            />
          </Section>
          <Section title={t('facts.title')}>
            <FactsTable row={row} />
          </Section>
          <RecordTrail row={row} />
        </div>
      </div>
    </div>
  )
}
