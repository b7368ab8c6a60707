/** On which days a pack was found on each share, kept over restarts. A clock that jumps makes one day, not thirty. */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { writeWholeFile } from '../files/write-whole-file.ts'

const schema = z.array(z.object({ share: z.string(), pack: z.string(), days: z.array(z.string()) }))
type Found = z.infer<typeof schema>

/** The shares and sticks that were visited last. */
const mostShares = 32

/** Days are counted for one share and one pack: with another pack, from the beginning. */
export function packDaysIn(path: string): (share: string, pack: string, now: number) => Promise<number> {
  return async (share, pack, now) => {
    const all = await read(path)
    const days = all.find((one) => one.share === share && one.pack === pack)?.days ?? []
    const today = new Date(now).toISOString().slice(0, 10)
    if (days.includes(today)) return days.length
    const others = all.filter((one) => one.share !== share).slice(1 - mostShares)
    const next: Found = [...others, { share, pack, days: [...days, today] }]
    await writeWholeFile(path, new TextEncoder().encode(JSON.stringify(next)))
    return days.length + 1
  }
}

async function read(path: string): Promise<Found> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return []
  }
}
