/** A document's pages as they will be printed: the PDF itself, made anew a moment after the last change. Papers and photos are left out. */
import { useEffect, useRef, useState } from 'react'
import type { FailureCode } from '#shared/bridge/contract.ts'
import type { DocumentModel } from '#shared/documents/model.ts'
import { previewModel } from '#shared/documents/preview-model.ts'
import { call } from '../desk-client.ts'
import { useWords } from '../use-words.ts'
import { PdfPages } from './pdf-pages.tsx'

const pauseMs = 250

export function DocumentPreview({ model }: { model: DocumentModel }) {
  const { t } = useWords()
  const [bytes, setBytes] = useState<Uint8Array | null>(null)
  const [failure, setFailure] = useState<FailureCode | null>(null)
  const isFirst = useRef(true)
  useEffect(() => {
    let isOver = false
    const make = async () => {
      const made = await call('documents.preview', { model: previewModel(model), pictures: null })
      if (isOver) return
      setFailure(made.ok ? null : made.code)
      if (made.ok) setBytes(made.value.bytes)
    }
    const timer = setTimeout(() => void make(), isFirst.current ? 0 : pauseMs)
    isFirst.current = false
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [model])
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
