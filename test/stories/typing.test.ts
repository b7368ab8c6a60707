/** Typing notes while the host comes and goes, and while moving from record to record: every letter is kept, once, where it belongs. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect as check, describe, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { expectAllSaved, goTo, storedRecords } from '../support/desk-page.ts'
import { type DeskProcess, startDesk } from '../support/desk-process.ts'
import { type Browser, expect, type Page, waitUntil } from '../support/playwright.ts'

const first = 'commitment.france-training-places'
const second = 'commitment.kasbarian-invitation'

const headings: Readonly<Record<string, RegExp>> = { [first]: /sang Pháp đào tạo/, [second]: /Kasbarian/ }

describe('notes being typed', () => {
  let folder: string
  let browser: Browser
  let host: DeskProcess
  let page: Page

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'desk-typing-'))
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

  const openNotes = async (id: string) => {
    await goTo(page, `commitments/${id}`)
    await expect(page.getByRole('heading', { level: 1, name: headings[id] as RegExp })).toBeVisible()
    return page.getByLabel('Ghi chép')
  }
  const stored = async (id: string) => {
    const records = (await storedRecords(page)) as Record<string, { data: { notes: string } }>
    return records[id]?.data.notes ?? ''
  }
  const waitForStored = (id: string, text: string) =>
    waitUntil(
      async () => (await stored(id)).includes(text),
      async () => `"${text}" is not in the notes: ${await stored(id)}`
    )

  it('while the host is away survive leaving the screen and a reload, each letter once', async () => {
    const notes = await openNotes(first)
    await notes.press('Control+End')
    await host.kill()
    await notes.pressSequentially(' MỘT')
    await notes.blur()
    await expect(page.locator('[data-testid=laptop-state].laptop-state-bad')).toBeVisible()
    await notes.press('Control+End')
    await notes.pressSequentially(' HAI')
    await notes.blur()
    await openNotes(second)
    const again = await openNotes(first)
    check(await again.inputValue()).toMatch(/ MỘT HAI/)
    host = await startDesk(join(folder, 'profile'))
    await page.goto('about:blank')
    await page.goto(host.address)
    await waitForStored(first, ' MỘT HAI')
    await expectAllSaved(page)
    const kept = await stored(first)
    check(kept.match(/MỘT/g)).toHaveLength(1)
    check(kept.match(/HAI/g)).toHaveLength(1)
    check(await (await openNotes(first)).inputValue()).toBe(kept)
  })

  it('stay with their record when the person goes to another one at once', async () => {
    const before = await stored(second)
    const notes = await openNotes(first)
    const own = await notes.inputValue()
    await notes.press('Control+End')
    await notes.pressSequentially(' CHỈ Ở ĐÂY')
    await goTo(page, `commitments/${second}`)
    await expect(page.getByRole('heading', { level: 1, name: /Kasbarian/ })).toBeVisible()
    check(await page.getByLabel('Ghi chép').inputValue()).toBe(before)
    await waitForStored(first, 'CHỈ Ở ĐÂY')
    check(await stored(first)).toContain(own)
    check(await stored(second)).toBe(before)
  })
})

describe('a record begun while the desk still opens', () => {
  it('is saved once, and nobody is told that it was not', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'desk-early-'))
    const browser = await launchBrowser()
    const host = await startDesk(join(folder, 'profile'), ['--sample'])
    try {
      const page = await (await browser.newContext()).newPage()
      let letGo: () => void = () => undefined
      const held = new Promise<void>((done) => {
        letGo = done
      })
      // The journal is read slowly, as on a laptop with a hundred thousand records.
      await page.route('**/journal.since', async (route) => {
        await held
        await route.continue()
      })
      await page.goto(host.address)
      await goTo(page, 'delegations')
      await page.getByRole('button', { name: 'Đoàn mới' }).click()
      letGo()
      await expect(page.getByRole('heading', { level: 1, name: 'Đoàn công tác mới' })).toBeVisible()
      await expectAllSaved(page)
      check(await page.getByText('hồ sơ đã có sẵn').count()).toBe(0)
      await goTo(page, 'delegations')
      await expect(page.locator('[data-testid="record-table"][data-rows="6"]')).toBeVisible()
    } finally {
      await host.stop()
      await browser.close()
      await rm(folder, { recursive: true, force: true })
    }
  })
})
