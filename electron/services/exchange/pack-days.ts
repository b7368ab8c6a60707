/** On which days a pack was found on the share, kept over restarts. A clock that jumps makes one day, not thirty. */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { writeWholeFile } from '../files/write-whole-file.ts'

const schema = z.object({ share: z.string(), pack: z.string(), days: z.array(z.string()) })
type Found = z.infer<typeof schema>

/** Days are counted for one share and one pack: with another of either, from the beginning. */
export function packDaysIn(path: string): (share: string, pack: string, now: number) => Promise<number> {
  return async (share, pack, now) => {
    const known = await read(path)
    const days = known?.share === share && known.pack === pack ? known.days : []
    const today = new Date(now).toISOString().slice(0, 10)
    if (days.includes(today)) return days.length
    const next: Found = { share, pack, days: [...days, today] }
    await writeWholeFile(path, new TextEncoder().encode(JSON.stringify(next)))
    return next.days.length
  }
}

async function read(path: string): Promise<Found | null> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}
