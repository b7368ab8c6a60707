/**
 * Files that are not right, kept with the reason. Guards: nothing is silently dropped and nothing in quarantine is deleted.
 * Each file lies as `<n>-<name>` beside `<n>-<name>.json`.
 */
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sanitize from 'sanitize-filename'
import { z } from 'zod'
import { type QuarantinedFile, quarantineReasons } from '#shared/bridge/contract.ts'
import { hashOf } from '#shared/sync/bytes.ts'
import type { Fault } from '#shared/sync/segment.ts'
import { writeWholeFile } from '../files/write-whole-file.ts'

const noteSchema = z.object({
  file: z.string(),
  reason: z.enum(quarantineReasons),
  detail: z.string(),
  noticedAt: z.string()
})

/** Up to three bytes each in a name that may have 255, with the print, `.json` and a temporary ending. */
const nameLength = 60

export interface Quarantine {
  /** Keeps the bytes (null where they could not or should not be read) once for each content and reason. */
  readonly keep: (file: string, bytes: Uint8Array | null, fault: Fault) => Promise<void>
  readonly list: (isResolved: (file: string) => boolean) => Promise<QuarantinedFile[]>
}

export function openQuarantine(folder: string, now: () => number): Quarantine {
  return {
    keep: async (file, bytes, fault) => {
      await mkdir(folder, { recursive: true })
      const print = hashOf(new TextEncoder().encode(`${file}\n${fault.reason}\n${bytes ? hashOf(bytes) : ''}`)).slice(0, 12)
      const name = `${print}-${sanitize(file.replaceAll('/', '-'), { replacement: '_' }).slice(-nameLength)}`
      const known = await readdir(folder)
      if (known.includes(`${name}.json`)) return
      if (bytes) await writeWholeFile(join(folder, name), bytes)
      const note = { file, ...fault, noticedAt: new Date(now()).toISOString() }
      await writeWholeFile(join(folder, `${name}.json`), new TextEncoder().encode(JSON.stringify(note)))
    },
    list: async (isResolved) => {
      const names = await readdir(folder).catch(() => [])
      const notes = await Promise.all(names.filter((name) => name.endsWith('.json')).map((name) => readNote(join(folder, name))))
      return notes
        .flatMap((note) => (note ? [{ ...note, resolved: isResolved(note.file) }] : []))
        .sort((a, b) => (a.noticedAt < b.noticedAt ? 1 : -1))
    }
  }
}

async function readNote(path: string) {
  try {
    return noteSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}
