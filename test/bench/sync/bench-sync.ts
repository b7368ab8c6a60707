/** The exchange against what its peers do with the same records, in one run: see each part. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { readyEngine } from '../../../electron/services/sample/ready-engine.ts'
import { launchBrowser } from '../../support/browser.ts'
import type { Print } from '../measure.ts'
import { benchBig } from './bench-big.ts'
import { benchPush } from './bench-push.ts'
import { benchReceive } from './bench-receive.ts'

const parts = { push: benchPush, receive: benchReceive, big: benchBig } as const
type PartName = keyof typeof parts

export interface Setting {
  readonly browser: Browser
  /** A new empty folder. */
  readonly place: (name: string) => Promise<string>
}

export async function benchSync(wanted: readonly string[], print: Print): Promise<void> {
  await readyEngine()
  const folder = await mkdtemp(join(tmpdir(), 'desk-bench-'))
  let count = 0
  const place = async (name: string) => {
    count += 1
    const path = join(folder, `${name}-${count}`)
    await mkdir(path)
    return path
  }
  const browser = await launchBrowser()
  try {
    for (const name of Object.keys(parts) as PartName[]) {
      if (wanted.length > 0 && !wanted.includes(name)) continue
      console.error(`Measuring ${name}.`)
      await parts[name]({ browser, place }, print)
    }
  } finally {
    await browser.close()
    await rm(folder, { recursive: true, force: true })
  }
}
