/** Puts a briefing packet together: which parts in which order, what this reader does not get, and the pages as they will be printed. */
import { FileDown, Save } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import { type BuiltDocument, buildDocument } from '#shared/documents/build-document.ts'
import { gatherDocumentData } from '#shared/documents/document-data.ts'
import { type PacketOptions, packetMarks, usualPacket } from '#shared/documents/packet/options.ts'
import { partsWithText } from '#shared/documents/packet/packet.ts'
import { type HandlingMark, isSecret } from '#shared/domain/handling-mark.ts'
import { call } from '../../app/desk-client.ts'
import { useDesk, useRow } from '../../app/desk-store.ts'
import { DocumentPreview } from '../../app/export/document-preview.tsx'
import { ExportOutcomes } from '../../app/export/export-outcomes.tsx'
import { FigureDoubts } from '../../app/export/figure-doubts.tsx'
import { useExport } from '../../app/export/use-export.ts'
import { localDay } from '../../app/local-day.ts'
import { useWords } from '../../app/use-words.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { Section } from '../../components/section.tsx'
import { keepVersion, versionsOf } from './packet-versions.ts'
import { PartList } from './part-list.tsx'
import { RedactionChoice } from './redaction-choice.tsx'
import { VersionList } from './version-list.tsx'

export function PacketScreen({ id }: { id: string }) {
  const words = useWords()
  const { t } = words
  const row = useRow(id)
  const rows = useDesk((state) => state.rows)
  const session = useDesk((state) => state.session)
  const [options, setOptions] = useState<PacketOptions>(usualPacket)
  const [copies, setCopies] = useState(0)
  const { busy, outcomes, run, cancel } = useExport()
  const all = useMemo(() => Array.from(rows.values()), [rows])
  const today = localDay(new Date())
  const office = session?.settings
  const isClosed = !row || row.data.deleted === true || isSecret(row.data.mark as HandlingMark)
  const withText = useMemo(() => {
    if (isClosed || !office) return []
    return partsWithText(gatherDocumentData({ delegationId: id, rows: all, today, office }))
  }, [isClosed, id, all, today, office])
  const shown = useMemo(() => {
    if (isClosed || !office) return null
    const subject = { of: 'record' as const, id }
    return buildDocument('packet', { subject, rows: all, today, office, packet: options }).model
  }, [isClosed, id, all, today, office, options])
  if (!row || row.data.deleted === true) return <EmptyState title={t('dossier.missing')} hint={t('dossier.missingHint')} />
  if (isClosed || !office) return <EmptyState title={t('packet.secret')} hint={t('failure.handling-mark')} />

  const build = (packet: PacketOptions): BuiltDocument =>
    buildDocument('packet', { subject: { of: 'record', id }, rows: all, today, office, packet })
  const write = (formats: readonly ('docx' | 'pdf')[]) =>
    run(async ({ files, attempt }) => {
      const handed = await files(() => [build(options).model])
      if (!handed) return
      for (const copy of copies > 0 ? Array.from({ length: copies }, (_, at) => ({ number: at + 1, of: copies })) : [null]) {
        const { model, fileName } = build({ ...options, copy })
        const name = copy ? `${fileName.slice(0, 280)} - ${t('packet.copyName', { n: copy.number })}` : fileName.slice(0, 300)
        for (const format of formats) {
          await attempt(() => call('documents.export', { model, calendar: [], format, fileName: name, ...handed, folder: '' }))
        }
      }
    })
  const keep = () =>
    run(async ({ files, attempt }) => {
      const version = (versionsOf(all, id)[0]?.version ?? 0) + 1
      const built = build({ ...options, version })
      const handed = await files(() => [built.model])
      if (handed)
        await attempt(() => keepVersion(row, { ...options, version }, built, handed, t('packet.versionTitle', { n: version })))
    })
  const isEmpty = options.parts.length === 0
  return (
    <div className="page packet">
      <header className="dossier-head">
        <div className="dossier-line">
          <Link href={`/delegations/${id}`}>← {words.title(row.data)}</Link>
          <span className="spacer" />
          <button
            type="button"
            className="button button-primary"
            disabled={busy || isEmpty}
            onClick={() => void write(['docx', 'pdf'])}
          >
            <FileDown size={15} aria-hidden="true" /> {t('export.both')}
          </button>
          <button type="button" className="button" disabled={busy || isEmpty} onClick={() => void write(['pdf'])}>
            {t('export.format.pdf')}
          </button>
          <button
            type="button"
            className="button"
            disabled={busy || isEmpty}
            title={t('packet.keepHint')}
            onClick={() => void keep()}
          >
            <Save size={15} aria-hidden="true" /> {t('packet.keep')}
          </button>
        </div>
        <h1>{t('packet.title')}</h1>
        <p className="dossier-sub">{t('packet.hint')}</p>
        <FigureDoubts delegationId={id} />
        <ExportOutcomes busy={busy} outcomes={outcomes} onCancel={cancel} />
      </header>
      <div className="packet-columns">
        <div className="packet-choices">
          <Section title={t('packet.parts')}>
            <PartList
              chosen={options.parts}
              withText={withText}
              onChange={(parts) => setOptions((before) => ({ ...before, parts }))}
            />
          </Section>
          <Section title={t('packet.without')}>
            <RedactionChoice without={options.without} onChange={(without) => setOptions((before) => ({ ...before, without }))} />
          </Section>
          <Section title={t('packet.issue')}>
            <label className="setting">
              <span>{t('field.mark')}</span>
              <select
                value={options.mark ?? ''}
                onChange={(event) =>
                  setOptions((before) => ({ ...before, mark: packetMarks.find((one) => one === event.target.value) ?? null }))
                }
              >
                <option value="">{t('packet.markOfDossier', { mark: t(`value.mark.${row.data.mark}`) })}</option>
                {packetMarks.map((one) => (
                  <option key={one} value={one}>
                    {t(`value.mark.${one}`)}
                  </option>
                ))}
              </select>
            </label>
            <label className="setting">
              <span>{t('packet.copies')}</span>
              <input
                type="number"
                min={0}
                max={30}
                value={copies}
                onChange={(event) => setCopies(Math.min(30, Math.max(0, Number(event.target.value) || 0)))}
              />
              <small className="muted">{t('packet.copiesHint')}</small>
            </label>
          </Section>
          <VersionList delegation={row} made={(packet) => build(packet).model} />
        </div>
        {shown && <DocumentPreview model={shown} />}
      </div>
    </div>
  )
}
