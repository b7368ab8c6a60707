/**
 * Every screen in both languages, light and dark, at both sizes: nothing untranslated, nothing wider than the window, no error in the
 * console, and a picture of each to look at in test/.artifacts/screens.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect as check, describe, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { goTo, picture } from '../support/desk-page.ts'
import { type DeskProcess, startDesk } from '../support/desk-process.ts'
import { type Browser, expect, type Page } from '../support/playwright.ts'

const screens: readonly (readonly [name: string, path: string, ready: string])[] = [
  ['today', 'today', '[data-testid=today] .linked-list'],
  ['delegations', 'delegations', '[data-testid=record-table]'],
  ['events', 'events', '[data-testid=record-table]'],
  ['commitments', 'commitments', '[data-testid=record-table]'],
  ['agreements', 'agreements', '[data-testid=record-table]'],
  ['dossier-overview', 'delegations/delegation.egypt-uae-2024/overview', '.fields'],
  ['dossier-programme', 'delegations/delegation.france-2022/programme', '.day'],
  ['dossier-members', 'delegations/delegation.france-2022/members', '.item-table'],
  ['dossier-meetings', 'delegations/delegation.france-2024/meetings', '.meeting-card'],
  ['dossier-outcomes', 'delegations/delegation.france-2024/outcomes', '.linked-list'],
  ['dossier-gifts', 'delegations/delegation.uk-france-2023/gifts', '.item-table'],
  ['dossier-logistics', 'delegations/delegation.uk-france-2023/logistics', '.row-actions'],
  ['packet', 'delegations/delegation.france-2024/packet', 'canvas[data-drawn="true"]'],
  ['templates', 'templates/minutes', 'canvas[data-drawn="true"]'],
  ['dossier-papers', 'delegations/delegation.indonesia-2023/papers', '.linked-list'],
  ['dossier-history', 'delegations/delegation.indonesia-2023/history', '[data-testid=history]'],
  ['meeting', 'events/event.france-2024-talks', '[data-testid=points]'],
  ['commitment', 'commitments/commitment.france-training-places', '[data-testid=thread]'],
  ['agreement', 'agreements/agreement.france-2022-2025', '.chain'],
  ['person', 'records/person.guillaume-kasbarian', '.linked-list'],
  ['exchange', 'exchange', '.tiles'],
  ['differences', 'review', '.empty'],
  ['settings', 'settings', '.segments']
]
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 }
]

describe('every screen', () => {
  let folder: string
  let browser: Browser
  let host: DeskProcess
  let page: Page
  const errors: string[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'desk-screens-'))
    browser = await launchBrowser()
    host = await startDesk(join(folder, 'profile'), ['--sample'])
    page = await browser.newPage()
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
    await page.goto(host.address)
    await expect(page.getByTestId('today')).toBeVisible()
  })
  afterAll(async () => {
    await host?.stop()
    await browser?.close()
    await rm(folder, { recursive: true, force: true })
  })

  for (const language of ['vi', 'en'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      it(`is whole and translated in ${language}, ${theme}`, async () => {
        await goTo(page, 'settings')
        await page.getByRole('button', { name: language.toUpperCase(), exact: true }).click()
        await page
          .getByRole('button', {
            name: { vi: { light: 'Sáng', dark: 'Tối' }, en: { light: 'Light', dark: 'Dark' } }[language][theme]
          })
          .click()
        await expect(page.locator(`html[lang=${language}][data-theme=${theme}]`)).toBeVisible()
        for (const size of sizes) {
          await page.setViewportSize(size)
          for (const [name, path, ready] of screens) {
            await goTo(page, path)
            await expect(page.locator(ready)).toBeVisible()
            const where = `${name}, ${language}, ${theme}, ${size.width}`
            check(await untranslated(page), where).toEqual([])
            check(await tooWide(page), where).toEqual([])
            await picture(page, `${language}-${theme}-${size.width}-${name}`)
          }
        }
        check(errors).toEqual([])
      })
    }
  }

  it('opens its search and its export dialog in both languages, and refuses nothing it shows', async () => {
    await page.setViewportSize({ width: 1280, height: 800 })
    for (const language of ['vi', 'en'] as const) {
      await page.getByRole('button', { name: language.toUpperCase(), exact: true }).click()
      await expect(page.locator(`html[lang=${language}]`)).toBeVisible()
      await goTo(page, 'delegations/delegation.france-2024/overview')
      await page.keyboard.press('Control+k')
      await page.locator('[cmdk-input]').fill('kasbarian')
      await expect(page.getByRole('option', { name: /Guillaume Kasbarian/ })).toBeVisible()
      check(await untranslated(page), `search, ${language}`).toEqual([])
      await picture(page, `${language}-search`)
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: /Xuất văn bản khác|Export another document/ }).click()
      await expect(page.locator('dialog[open]')).toBeVisible()
      check(await untranslated(page), `export, ${language}`).toEqual([])
      await picture(page, `${language}-export`)
      await page.keyboard.press('Escape')
      await expect(page.locator('dialog[open]')).toBeGone()
    }
    check(errors).toEqual([])
  })

  it('welcomes a first start in both languages, and says what is wrong with a folder before anything is done', async () => {
    const other = await startDesk(join(folder, 'first-start'))
    const first = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await first.goto(other.address)
    for (const language of ['vi', 'en'] as const) {
      await first.getByRole('button', { name: language.toUpperCase(), exact: true }).click()
      await expect(first.locator(`html[lang=${language}]`)).toBeVisible()
      await first.locator('.welcome-ways section').nth(1).locator('input').fill(join(folder, 'nowhere'))
      await first.locator('.welcome-ways section').nth(1).getByRole('button').click()
      await expect(first.getByRole('alert')).toBeVisible()
      check(await untranslated(first), `welcome, ${language}`).toEqual([])
      check(await tooWide(first), `welcome, ${language}`).toEqual([])
      await picture(first, `${language}-welcome`)
    }
    await first.close()
    await other.stop()
  })
})

/** Dictionary keys that show instead of words. */
function untranslated(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      document.body.innerText
        .match(/\b[a-z]+(?:\.[a-zA-Z-]+){1,3}\b/g)
        ?.filter((text) =>
          /^(app|common|nav|kind|phase|welcome|search|notice|refusal|save|list|column|field|value|dossier|programme|members|meeting|notes|outcomes|gifts|papers|history|commitment|agreement|exchange|share|conflict|settings|export|quarantine|failure|record|rule|today|packet|figures|templates|logistics|facts|attachment)\./.test(
            text
          )
        ) ?? []
  )
}

/** Parts whose content sticks out of them: over a neighbour or over the window's edge. Tables scroll in a frame of their own. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll('main, main div, main section, main li'))
      .filter(
        (part) => !part.closest('.table, .item-table-wrap') && part.clientWidth > 0 && part.scrollWidth > part.clientWidth + 2
      )
      .map((part) => `${part.className || part.tagName} is ${part.scrollWidth} wide in ${part.clientWidth}`)
  )
}
