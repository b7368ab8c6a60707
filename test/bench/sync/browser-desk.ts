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

/** Rows in the page's own database. */
export const storedRows = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((done) => {
        // Opening what is not there would make an empty one, before the page makes its own.
        void indexedDB.databases().then((all) => (all.some(({ name }) => name === 'cooperation-desk') ? open() : done(0)))
        const open = () => {
          const opening = indexedDB.open('cooperation-desk')
          opening.onerror = () => done(0)
          opening.onsuccess = () => {
            const database = opening.result
            if (!database.objectStoreNames.contains('rows')) {
              database.close()
              return done(0)
            }
            const counting = database.transaction('rows').objectStore('rows').count()
            counting.onsuccess = () => {
              database.close()
              done(counting.result)
            }
            counting.onerror = () => done(0)
          }
        }
      })
  )

/** Looks again and again: the figure is a matter of seconds, the looking of milliseconds. */
export async function untilRows(page: Page, count: number): Promise<void> {
  while ((await storedRows(page).catch(() => 0)) < count) await new Promise((next) => setTimeout(next, 10))
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
