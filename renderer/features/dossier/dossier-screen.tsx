/** A delegation's dossier: one head, and the parts of the file behind tabs. */
import { BookOpenText } from 'lucide-react'
import { Link } from 'wouter'
import { ApprovalLine } from '../../app/approval-line.tsx'
import { DeleteRecord } from '../../app/delete-record.tsx'
import { useRow } from '../../app/desk-store.ts'
import { ExportButton } from '../../app/export/export-button.tsx'
import { HistoryList } from '../../app/history-list.tsx'
import { RecordDate } from '../../app/record-date.tsx'
import { SaveStateChip } from '../../app/save-state.tsx'
import { countryCodesOf, itemsOf } from '../../app/selectors.ts'
import { useWords } from '../../app/use-words.ts'
import { Chip } from '../../components/chip.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { GiftsTab } from './gifts-tab.tsx'
import { LogisticsTab } from './logistics-tab.tsx'
import { MeetingsTab } from './meetings-tab.tsx'
import { MembersTab } from './members-tab.tsx'
import { OutcomesTab } from './outcomes-tab.tsx'
import { OverviewTab } from './overview-tab.tsx'
import { PapersTab } from './papers-tab.tsx'
import { ProgrammeTab } from './programme-tab.tsx'

const tabs = ['overview', 'programme', 'members', 'meetings', 'outcomes', 'gifts', 'logistics', 'papers', 'history'] as const
type Tab = (typeof tabs)[number]

export function DossierScreen({ id, tab }: { id: string; tab: string }) {
  const words = useWords()
  const { t } = words
  const row = useRow(id)
  if (!row || row.data.deleted === true) return <EmptyState title={t('dossier.missing')} hint={t('dossier.missingHint')} />
  const current: Tab = tabs.find((one) => one === tab) ?? 'overview'
  const head = itemsOf(row, 'members').find((member) => member.role === 'head')
  return (
    <div className="page dossier">
      <header className="dossier-head">
        <div className="dossier-line">
          <Chip tone="accent">{t(`value.direction.${row.data.direction}`)}</Chip>
          <Chip>{t(`value.delegationType.${row.data.type}`)}</Chip>
          {row.data.mark !== 'none' && <Chip tone="bad">{t(`value.mark.${row.data.mark}`)}</Chip>}
          <SaveStateChip row={row} />
          <span className="spacer" />
          <DeleteRecord row={row} after="/delegations" />
          <ExportButton target={{ of: 'record', id: row.id }} label={t('dossier.export')} />
          <Link href={`/delegations/${id}/packet`} className="button button-primary">
            <BookOpenText size={15} aria-hidden="true" /> {t('packet.make')}
          </Link>
        </div>
        <h1>{words.title(row.data)}</h1>
        <p className="dossier-sub">
          <RecordDate from={row.data.startDate} to={row.data.endDate} />
          {'  ·  '}
          {[countryCodesOf(row).map(words.country).join(', '), head && `${t('value.memberRole.head')}: ${head.name}`]
            .filter(Boolean)
            .join('  ·  ')}
        </p>
        <ApprovalLine row={row} />
        <nav className="tabs" aria-label={t('dossier.parts')}>
          {tabs.map((one) => (
            <Link key={one} href={`/delegations/${id}/${one}`} aria-current={one === current ? 'page' : undefined}>
              {t(`dossier.tab.${one}`)}
            </Link>
          ))}
        </nav>
      </header>
      {row.problems.length > 0 && (
        <p className="banner banner-bad">
          {t('dossier.problems', {
            fields: row.problems.map((one) => t(`field.${one.field}`, { defaultValue: one.field })).join(', ')
          })}
        </p>
      )}
      {current === 'overview' && <OverviewTab row={row} />}
      {current === 'programme' && <ProgrammeTab row={row} />}
      {current === 'members' && <MembersTab row={row} />}
      {current === 'meetings' && <MeetingsTab row={row} />}
      {current === 'outcomes' && <OutcomesTab row={row} />}
      {current === 'gifts' && <GiftsTab row={row} />}
      {current === 'logistics' && <LogisticsTab row={row} />}
      {current === 'papers' && <PapersTab row={row} />}
      {current === 'history' && <HistoryList row={row} />}
    </div>
  )
}
