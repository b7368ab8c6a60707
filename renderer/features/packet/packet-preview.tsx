/** The packet's pages beside the choices: the PDF itself, made anew a moment after the last change. Papers and photos are left out here. */
import { useEffect, useRef, useState } from 'react'
import type { FailureCode } from '#shared/bridge/contract.ts'
import type { BuiltDocument } from '#shared/documents/build-document.ts'
import type { PacketOptions } from '#shared/documents/packet/options.ts'
import type { Row } from '#shared/sync/row.ts'
import { call } from '../../app/desk-client.ts'
import { PdfPages } from '../../app/export/pdf-pages.tsx'
import { useWords } from '../../app/use-words.ts'

export interface PacketPreviewProps {
  readonly build: (options: PacketOptions) => BuiltDocument
  readonly options: PacketOptions
  readonly rows: readonly Row[]
}

const pauseMs = 250

export function PacketPreview({ build, options, rows }: PacketPreviewProps) {
  const { t } = useWords()
  const [bytes, setBytes] = useState<Uint8Array | null>(null)
  const [failure, setFailure] = useState<FailureCode | null>(null)
  const latest = useRef(build)
  latest.current = build
  // biome-ignore lint/correctness/useExhaustiveDependencies: anew for other choices and other records, not for each rendering
  useEffect(() => {
    let isOver = false
    const make = async () => {
      const made = await call('documents.preview', { model: latest.current(options).model, pictures: null })
      if (isOver) return
      setFailure(made.ok ? null : made.code)
      if (made.ok) setBytes(made.value.bytes)
    }
    const timer = setTimeout(() => void make(), bytes === null ? 0 : pauseMs)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [options, rows])
  return (
    <section className="packet-preview" aria-label={t('packet.preview')}>
      {failure && (
        <p className="banner banner-bad" role="alert">
          {t(`failure.${failure}`)}
        </p>
      )}
      {bytes ? <PdfPages bytes={bytes} /> : !failure && <p className="muted">{t('packet.previewBusy')}</p>}
    </section>
  )
}
