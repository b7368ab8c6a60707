import { writeFileSync } from 'node:fs'
import { test } from 'vitest'
import { renderDocx } from '../../../electron/services/documents/render-docx.ts'
import { packetModel, reportModel } from './fixture-model.ts'
test('scratch', async () => {
  const now = new Date('2026-02-05T03:04:05Z')
  for (const [n, m] of [['report', reportModel], ['packet', packetModel]] as const) {
    writeFileSync(`/tmp/writers/${n}.docx`, await renderDocx(m, now))
    const p = '../../../electron/services/documents/render-pdf.ts'
    try { const { renderPdf } = await import(p); writeFileSync(`/tmp/writers/${n}.pdf`, await renderPdf(m, now)) } catch (e) { console.log(String(e).slice(0, 300)) }
  }
}, 60000)
