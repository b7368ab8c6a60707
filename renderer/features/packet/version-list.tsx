/** The packets that went out: open one as it was, write down what its reader noted, see what changed since, make the addendum. */
import { Eye, FilePlus2, GitCompare } from 'lucide-react'
import { useState } from 'react'
import type { DocumentModel } from '#shared/documents/model.ts'
import { buildAddendum } from '#shared/documents/packet/addendum.ts'
import { comparePackets, type PartChange } from '#shared/documents/packet/compare.ts'
import type { PacketOptions } from '#shared/documents/packet/options.ts'
import type { Row } from '#shared/sync/row.ts'
import { openFile } from '../../app/attachments/attachment-calls.ts'
import { call } from '../../app/desk-client.ts'
import { useRows } from '../../app/desk-store.ts'
import { ExportOutcomes } from '../../app/export/export-outcomes.tsx'
import { useExport } from '../../app/export/use-export.ts'
import { NotesField } from '../../app/notes-field.tsx'
import { RecordDate } from '../../app/record-date.tsx'
import { useWords } from '../../app/use-words.ts'
import { Section } from '../../components/section.tsx'
import { keptPacketOf, type PacketVersion, versionsOf } from './packet-versions.ts'

export interface VersionListProps {
  readonly delegation: Row
  /** The packet as it would be now, with these choices. */
  readonly made: (packet: PacketOptions) => DocumentModel
}

export function VersionList({ delegation, made }: VersionListProps) {
  const { t } = useWords()
  const versions = versionsOf(useRows('paper'), delegation.id)
  return (
    <Section title={t('packet.versions')}>
      {versions.length === 0 && <p className="muted">{t('packet.noVersions')}</p>}
      <ul className="version-list" data-testid="packet-versions">
        {versions.map((one) => (
          <VersionLine key={one.paper.id} version={one} made={made} />
        ))}
      </ul>
    </Section>
  )
}

function VersionLine({ version, made }: { version: PacketVersion; made: VersionListProps['made'] }) {
  const { t, title } = useWords()
  const [changes, setChanges] = useState<readonly PartChange[] | null>(null)
  const { busy, outcomes, run, cancel } = useExport()
  const pdf = version.files.find((file) => file.name.endsWith('.pdf'))
  const compare = () =>
    run(async ({ attempt }) => {
      await attempt(async () => {
        const earlier = await keptPacketOf(version)
        if (!earlier.ok) return earlier
        // By the choices of that version: what its reader was not to have is not told now.
        setChanges(comparePackets(earlier.value.model, made(earlier.value.packet)))
        return null
      })
    })
  const addendum = () =>
    run(async ({ attempt }) => {
      for (const format of ['docx', 'pdf'] as const) {
        await attempt(async () => {
          const earlier = await keptPacketOf(version)
          if (!earlier.ok) return earlier
          const { model: before, packet } = earlier.value
          const model = buildAddendum({ earlier: before, version: version.version, later: made(packet) })
          const fileName = model.title.slice(0, 300)
          return call('documents.export', { model, calendar: [], format, fileName, pictures: null, papers: [], folder: '' })
        })
      }
    })
  return (
    <li>
      <p className="version-line">
        <strong>{title(version.paper.data)}</strong> <RecordDate from={version.paper.data.date} />
      </p>
      <div className="row-actions">
        {pdf && (
          <button type="button" className="button button-small" onClick={() => void openFile(pdf)}>
            <Eye size={14} aria-hidden="true" /> {t('packet.openVersion')}
          </button>
        )}
        <button type="button" className="button button-small" disabled={busy} onClick={() => void compare()}>
          <GitCompare size={14} aria-hidden="true" /> {t('packet.compare')}
        </button>
        <button type="button" className="button button-small" disabled={busy} onClick={() => void addendum()}>
          <FilePlus2 size={14} aria-hidden="true" /> {t('packet.addendum')}
        </button>
      </div>
      <ExportOutcomes busy={busy} outcomes={outcomes} onCancel={cancel} />
      {changes && <Changes changes={changes} />}
      <details>
        <summary>{t('packet.readerNotes')}</summary>
        <NotesField row={version.paper} field="text" rows={3} />
      </details>
    </li>
  )
}

function Changes({ changes }: { changes: readonly PartChange[] }) {
  const { t } = useWords()
  if (changes.length === 0) return <p className="muted">{t('packet.noChanges')}</p>
  return (
    <div className="packet-changes" data-testid="packet-changes">
      {changes.map(({ part, added, removed }) => (
        <section key={part}>
          <h3>{part}</h3>
          <ul>
            {removed.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same
              <li key={`-${index}`}>
                <del>{line}</del>
              </li>
            ))}
            {added.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same
              <li key={`+${index}`}>
                <ins>{line}</ins>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
