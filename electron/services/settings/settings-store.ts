/** The person's settings, in one small file. One that does not read is set aside and the defaults are used: no work hangs on it. */
import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type Settings, settingsSchema } from '#shared/bridge/contract.ts'
import { errorCode } from '../files/error-code.ts'
import { writeWholeFile } from '../files/write-whole-file.ts'
import { inTurn } from '../journal/in-turn.ts'

/** What another version of the program put there is passed over, not a reason to forget the person's name. */
const storedSchema = z.object(settingsSchema.shape)

export interface SettingsStore {
  readonly read: () => Settings
  readonly change: (part: Partial<Settings>) => Promise<Settings>
}

export async function openSettings(folder: string): Promise<SettingsStore> {
  const path = join(folder, 'settings.json')
  const turn = inTurn()
  let settings = settingsSchema.parse({})
  try {
    settings = storedSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') await rename(path, `${path}.unreadable`)
  }
  return {
    read: () => settings,
    // In turn: of two changes at one moment the second is made on top of the first.
    change: (part) =>
      turn(async () => {
        const next = settingsSchema.parse({ ...settings, ...part })
        await writeWholeFile(path, new TextEncoder().encode(`${JSON.stringify(next, null, 2)}\n`))
        settings = next
        return settings
      })
  }
}
