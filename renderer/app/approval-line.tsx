/** A supervisor's word on this record: on this very version, or on one that was changed since. */
import { BadgeCheck, Undo2 } from 'lucide-react'
import type { Decision } from '#shared/domain/approval.ts'
import { mayApprove } from '#shared/sync/roles.ts'
import type { Row } from '#shared/sync/row.ts'
import { Chip } from '../components/chip.tsx'
import { createNew, newId } from './desk-client.ts'
import { useDesk, useRows } from './desk-store.ts'
import { useWords } from './use-words.ts'

export function ApprovalLine({ row }: { row: Row }) {
  const { t, moment } = useWords()
  const access = useDesk((state) => state.session?.access)
  const last = useRows('approval')
    .filter((one) => one.data.subject === row.id)
    .sort((a, b) => a.updated.time - b.updated.time)
    .at(-1)
  if (access?.state !== 'member' || row.kind === 'approval') return null
  const version = row.heads.join(' ')
  const isThis = last?.data.version === version
  const decide = (decision: Decision) =>
    void createNew(newId('approval'), { title: t(`kind.${row.kind}`), subject: row.id, version, decision })
  return (
    <div className="approval" data-testid="approval">
      {last ? (
        <Chip tone={!isThis ? 'warn' : last.data.decision === 'approved' ? 'good' : 'bad'}>
          {t(`approval.${last.data.decision}`, { person: last.updated.author, at: moment(last.updated.time) })}
          {!isThis && ` · ${t('approval.changedSince')}`}
        </Chip>
      ) : (
        <span className="muted">{t('approval.none')}</span>
      )}
      {mayApprove(access.role) && !(isThis && last?.data.decision === 'approved') && (
        <button type="button" className="button button-small" onClick={() => decide('approved')}>
          <BadgeCheck size={14} aria-hidden="true" /> {t('approval.approve')}
        </button>
      )}
      {mayApprove(access.role) && !(isThis && last?.data.decision === 'returned') && (
        <button type="button" className="button button-small button-quiet" onClick={() => decide('returned')}>
          <Undo2 size={14} aria-hidden="true" /> {t('approval.return')}
        </button>
      )}
    </div>
  )
}
