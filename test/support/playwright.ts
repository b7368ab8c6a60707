/** Playwright's page with a small `expect` that waits: playwright-core ships no assertions of its own. */
import type { Locator } from 'playwright-core'

export type { Browser, BrowserContext, Locator, Page } from 'playwright-core'

const patienceMs = 20_000

export function expect(locator: Locator) {
  return {
    toBeVisible: () => locator.first().waitFor({ state: 'visible', timeout: patienceMs }),
    toBeGone: () => locator.first().waitFor({ state: 'detached', timeout: patienceMs }),
    toHaveText: async (text: string | RegExp) => {
      await locator.filter({ hasText: text }).first().waitFor({ state: 'visible', timeout: patienceMs })
    },
    toHaveCount: async (count: number) => {
      await waitUntil(
        async () => (await locator.count()) === count,
        async () => `${count} wanted, ${await locator.count()} there`
      )
    }
  }
}

/** Asks again and again until it holds; each question goes to the browser and back, so nothing spins. */
export async function waitUntil(holds: () => Promise<boolean>, said: () => Promise<string>): Promise<void> {
  const end = Date.now() + patienceMs
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(await said())
    await new Promise((again) => setImmediate(again))
  }
}
