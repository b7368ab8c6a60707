/** The built page in a real Chromium, over a host of the benchmark; and a bare page on which a peer runs in the same browser. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { startPreview } from '../../../electron/preview/preview-server.ts'
import type { BenchLaptop } from './bench-laptop.ts'

export interface OpenDesk {
  readonly page: Page
  readonly close: () => Promise<void>
}

export async function openDeskPage(browser: Browser, laptop: BenchLaptop): Promise<OpenDesk> {
  const token = 'bench'
  const rendererFolder = join(process.cwd(), 'out', 'renderer')
  const preview = await startPreview({ host: laptop.host, rendererFolder, token, port: 0, report: console.error })
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`http://127.0.0.1:${preview.port}/#token=${token}`)
  return {
    page,
    close: async () => {
      await context.close()
      await preview.close()
    }
  }
}

/** Resolves when the page's own database holds so many rows. Over one connection: opening one each time would be most of what is measured. */
export const untilRows = (page: Page, count: number): Promise<void> => page.evaluate(waitForRows, count)

/** Runs in the page. */
async function waitForRows(count: number): Promise<void> {
  const name = 'cooperation-desk'
  const pause = (ms: number) => new Promise((next) => setTimeout(next, ms))
  // Opening what is not there would make an empty one, before the page makes its own.
  while (!(await indexedDB.databases()).some((one) => one.name === name)) await pause(20)
  const database = await new Promise<IDBDatabase>((done, failed) => {
    const opening = indexedDB.open(name)
    opening.onerror = () => failed(opening.error)
    opening.onsuccess = () => done(opening.result)
  })
  const rows = () =>
    new Promise<number>((done, failed) => {
      const counting = database.transaction('rows').objectStore('rows').count()
      counting.onerror = () => failed(counting.error)
      counting.onsuccess = () => done(counting.result)
    })
  // Counting many rows keeps the database from writing: most of the time is left to the page.
  for (;;) {
    const start = performance.now()
    if ((await rows()) >= count) break
    await pause(Math.min(50, 10 + 10 * (performance.now() - start)))
  }
  database.close()
}

/** An empty page with a script of a peer in it, served from 127.0.0.1 so that it has a database. */
export async function openPeerPage(
  browser: Browser,
  script: string,
  files: Readonly<Record<string, string>> = {}
): Promise<OpenDesk> {
  const source = await readFile(script, 'utf8')
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').slice(1)
    const body = path === 'peer.js' ? source : (files[path] ?? '<!doctype html><script src="peer.js"></script>')
    response.writeHead(200, {
      'content-type': path.endsWith('.js') ? 'text/javascript' : path === '' ? 'text/html' : 'application/json'
    })
    response.end(body)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  return {
    page,
    close: async () => {
      await context.close()
      server.close()
      server.closeAllConnections()
    }
  }
}
