/** A newer program on the same laptop: what the older one had to pass over is shown, and what it made of the rest is read anew. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect as check, describe, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { storedRecords } from '../support/desk-page.ts'
import { type DeskProcess, startDesk } from '../support/desk-process.ts'
import { type Browser, expect, type Page } from '../support/playwright.ts'

const passedOver = 'delegation.france-2022'
const readOtherwise = 'commitment.kasbarian-invitation'

/** As an older program leaves it: one record of a kind it did not know, another read in an older form. Runs in the page. */
async function leaveAsOlderProgram([gone, otherwise]: readonly string[]): Promise<void> {
  const database = await new Promise<IDBDatabase>((done, failed) => {
    const opening = indexedDB.open('cooperation-desk')
    opening.onerror = () => failed(opening.error)
    opening.onsuccess = () => done(opening.result)
  })
  const writing = database.transaction(['rows', 'notes'], 'readwrite')
  const rows = writing.objectStore('rows')
  writing.objectStore('notes').put({ key: 'rows', value: 'as an older program read them' })
  rows.delete(gone as string)
  const reading = rows.get(otherwise as string)
  reading.onsuccess = () => {
    const row = reading.result as { payload: { data: Record<string, unknown> } }
    rows.put({ ...row, payload: { ...row.payload, data: { title: 'chỉ có tên' } } })
  }
  await new Promise((done) => {
    writing.oncomplete = done
  })
  database.close()
}

describe('after an update', () => {
  let folder: string
  let browser: Browser
  let host: DeskProcess
  let page: Page
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'desk-update-'))
    browser = await launchBrowser()
    host = await startDesk(join(folder, 'profile'), ['--sample'])
    page = await (await browser.newContext()).newPage()
    await page.goto(host.address)
    await expect(page.getByTestId('today').locator('.linked-list')).toBeVisible()
  })
  afterAll(async () => {
    await host?.stop()
    await browser?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('every record is read again, as the program of today reads it', async () => {
    const before = await storedRecords(page)
    await page.evaluate(leaveAsOlderProgram, [passedOver, readOtherwise])
    check(await storedRecords(page)).not.toHaveProperty([passedOver])
    await page.goto('about:blank')
    await page.goto(host.address)
    await expect(page.getByTestId('today').locator('.linked-list')).toBeVisible()
    check(await storedRecords(page)).toEqual(before)
  })
})
