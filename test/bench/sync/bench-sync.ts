/** The exchange against what its peers do with the same records, in one run: see each part. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readyEngine } from '../../../electron/services/sample/ready-engine.ts'
import { launchBrowser } from '../../support/browser.ts'
import type { Measurement } from '../measure.ts'
import { benchBig } from './bench-big.ts'
import { benchPush } from './bench-push.ts'
import { benchReceive } from './bench-receive.ts'

export async function benchSync(): Promise<Measurement[]> {
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
    const measured: Measurement[] = []
    for (const [name, part] of [
      ['push', () => benchPush(place)],
      ['receive', () => benchReceive(browser, place)],
      ['idle, bootstrap, bytes', () => benchBig(browser, place)]
    ] as const) {
      console.error(`Measuring ${name}.`)
      measured.push(...(await part()))
    }
    return measured
  } finally {
    await browser.close()
    await rm(folder, { recursive: true, force: true })
  }
}
