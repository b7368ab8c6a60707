/** What a person does in the app, in words of the app: every step waits for what the screen says, never for time. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './desk-process.ts'
import { expect, type Page } from './playwright.ts'

export const pictures = join(root, 'test', '.artifacts', 'screens')

export async function picture(page: Page, name: string): Promise<void> {
  await mkdir(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`) })
}

export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash
  }, `#/${path}`)
}

/** How many records a table says it shows, after it has been shown. */
export async function rowsShown(page: Page): Promise<number> {
  const table = page.getByTestId('record-table')
  await table.waitFor()
  return Number(await table.getAttribute('data-rows'))
}

/** Waits until a table shows a number of records. */
export const expectRows = (page: Page, number: number) =>
  expect(page.locator(`[data-testid="record-table"][data-rows="${number}"]`)).toBeVisible()

export async function filterColumn(page: Page, column: string, text: string): Promise<void> {
  await page.getByRole('searchbox', { name: `Lọc: ${column}`, exact: true }).fill(text)
}

/** Writes into a field of a record as a person does: opens it, types, leaves it. */
export async function writeField(page: Page, label: string, text: string): Promise<void> {
  const field = page.locator(`.field[data-field="${label}"]`).first()
  await field.getByRole('button').first().click()
  await field.locator('input, textarea').fill(text)
  await field.locator('input, textarea').press(label === 'Ý' ? 'Control+Enter' : 'Enter')
}

export async function expectAllSaved(page: Page): Promise<void> {
  await expect(page.getByTestId('laptop-state')).toHaveText(/Đã lưu/)
}

export async function exchange(page: Page): Promise<void> {
  await goTo(page, 'exchange')
  await page.getByRole('button', { name: 'Gửi và nhận ngay' }).click()
  await expect(page.getByRole('button', { name: 'Gửi và nhận ngay' })).toBeVisible()
  await expect(page.getByTestId('exchange-report')).toBeVisible()
}

/** Every record as the page's own database holds it, without what belongs to one laptop alone. */
export function storedRecords(page: Page): Promise<Record<string, unknown>> {
  return page.evaluate(
    () =>
      new Promise<Record<string, unknown>>((done, failed) => {
        const opening = indexedDB.open('cooperation-desk')
        opening.onerror = () => failed(opening.error)
        opening.onsuccess = () => {
          const all = opening.result.transaction('rows').objectStore('rows').getAll()
          all.onerror = () => failed(all.error)
          all.onsuccess = () => {
            const rows = all.result as { id: string; payload: Record<string, unknown> }[]
            opening.result.close()
            done(
              Object.fromEntries(
                rows.map(({ id, payload }) => [id, { data: payload.data, conflicts: payload.conflicts, heads: payload.heads }])
              )
            )
          }
        }
      })
  )
}
