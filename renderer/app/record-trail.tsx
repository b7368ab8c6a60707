/** The end of every record's screen: where its facts come from and who wrote what. */
import type { Row } from '#shared/sync/row.ts'
import { Section } from '../components/section.tsx'
import { ApprovalLine } from './approval-line.tsx'
import { HistoryList } from './history-list.tsx'
import { RecordSources } from './record-sources.tsx'
import { useWords } from './use-words.ts'

export function RecordTrail({ row }: { row: Row }) {
  const { t } = useWords()
  return (
    <>
      <ApprovalLine row={row} />
      <Section title={t('papers.sources')}>
        <RecordSources row={row} />
      </Section>
      <details className="section">
        <summary>{t('dossier.tab.history')}</summary>
        <HistoryList row={row} />
      </details>
    </>
  )
}
