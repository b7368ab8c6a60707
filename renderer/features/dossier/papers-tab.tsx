import { Plus } from 'lucide-react'
import { type HandlingMark, isSecret } from '#shared/domain/handling-mark.ts'
import { paperTypes } from '#shared/domain/paper.ts'
import type { Row } from '#shared/sync/row.ts'
import { Attachments } from '../../app/attachments/attachments.tsx'
import { TravelPack } from '../../app/attachments/travel-pack.tsx'
import { createNew, newId } from '../../app/desk-client.ts'
import { useRows } from '../../app/desk-store.ts'
import { fieldLook } from '../../app/field-look.ts'
import { NotesField } from '../../app/notes-field.tsx'
import { RecordField } from '../../app/record-field.tsx'
import { RecordSources } from '../../app/record-sources.tsx'
import { useWords } from '../../app/use-words.ts'
import { Section } from '../../components/section.tsx'

/** Papers of the file, and the sources its facts came from. A secret paper is a reference and nothing more. */
export function PapersTab({ row }: { row: Row }) {
  const { t } = useWords()
  const papers = useRows('paper').filter((paper) => paper.data.delegationId === row.id)
  return (
    <>
      <Section
        title={t('papers.title')}
        actions={
          <button
            type="button"
            className="button button-small"
            onClick={() =>
              void createNew(newId('paper'), { title: t('papers.newTitle'), delegationId: row.id, type: 'other', mark: 'none' })
            }
          >
            <Plus size={14} aria-hidden="true" /> {t('papers.add')}
          </button>
        }
      >
        <TravelPack row={row} />
        {papers.length === 0 && <p className="muted">{t('papers.none')}</p>}
        {papers.map((paper) => (
          <article key={paper.id} className="card">
            <div className="fields">
              {['title', 'number', 'symbol', 'date', 'holder', 'location'].map((field) => (
                <RecordField key={field} row={paper} field={field} {...fieldLook('paper', field)} />
              ))}
              <RecordField row={paper} field="type" kind="choice" choices={{ name: 'paperType', values: paperTypes }} />
              <RecordField row={paper} field="mark" {...fieldLook('paper', 'mark')} />
            </div>
            {isSecret(paper.data.mark as HandlingMark) ? (
              <p className="banner banner-bad">{t('papers.secret')}</p>
            ) : (
              <>
                <NotesField row={paper} field="text" rows={3} />
                <h3 className="attachments-title">{t('field.files')}</h3>
                <Attachments row={paper} list="files" />
              </>
            )}
          </article>
        ))}
      </Section>
      <Section title={t('papers.sources')}>
        <RecordSources row={row} />
      </Section>
    </>
  )
}
