/** A PDF page by page, as it will be printed. Pages are drawn when they come into sight. */
import type { PDFDocumentProxy, PDFWorker } from 'pdfjs-dist'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../use-words.ts'

let drawer: PDFWorker | null = null

/** Its worker is a file of its own: loaded when the first document is looked at, and kept for the next ones. */
async function openPdf(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const pdfjs = await import('pdfjs-dist')
  drawer ??= pdfjs.PDFWorker.create({
    port: new Worker(new URL('pdfjs-dist/build/pdf.worker.min.mjs', import.meta.url), { type: 'module' })
  })
  // The fonts are drawn, not loaded: the page may load none but its own.
  return pdfjs.getDocument({ data: bytes.slice(), worker: drawer, isEvalSupported: false, disableFontFace: true, useWasm: false })
    .promise
}

export function PdfPages({ bytes }: { bytes: Uint8Array }) {
  const { t } = useWords()
  const [document, setDocument] = useState<PDFDocumentProxy | null>(null)
  const [isFailed, setFailed] = useState(false)
  useEffect(() => {
    let isOver = false
    setFailed(false)
    const opening = openPdf(bytes)
    opening.then(
      (opened) => {
        if (!isOver) setDocument(opened)
      },
      () => {
        if (!isOver) setFailed(true)
      }
    )
    return () => {
      isOver = true
      opening.then((opened) => opened.loadingTask.destroy()).catch(() => undefined)
    }
  }, [bytes])
  if (isFailed) return <p className="banner banner-bad">{t('packet.previewFailed')}</p>
  if (!document) return <p className="muted">{t('packet.previewBusy')}</p>
  return (
    <ol className="pdf-pages" data-testid="pdf-pages" data-pages={document.numPages}>
      {Array.from({ length: document.numPages }, (_, index) => index + 1).map((number) => (
        <li key={number}>
          <PdfPage document={document} number={number} label={t('packet.page', { n: number, all: document.numPages })} />
        </li>
      ))}
    </ol>
  )
}

const widthPx = 640

function PdfPage({ document, number, label }: { document: PDFDocumentProxy; number: number; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [isDrawn, setDrawn] = useState(false)
  useEffect(() => {
    const element = canvas.current
    if (!element) return
    let isOver = false
    const draw = async () => {
      const page = await document.getPage(number)
      if (isOver) return
      const scale = (widthPx / page.getViewport({ scale: 1 }).width) * devicePixelRatio
      const viewport = page.getViewport({ scale })
      element.width = viewport.width
      element.height = viewport.height
      await page.render({ canvas: element, viewport }).promise
      if (!isOver) setDrawn(true)
    }
    const watcher = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return
        watcher.disconnect()
        // A newer preview took its place in the middle: nothing is lost.
        void draw().catch(() => undefined)
      },
      { rootMargin: '600px' }
    )
    watcher.observe(element)
    return () => {
      isOver = true
      watcher.disconnect()
    }
  }, [document, number])
  return <canvas ref={canvas} className="pdf-page" role="img" aria-label={label} data-drawn={isDrawn} />
}
