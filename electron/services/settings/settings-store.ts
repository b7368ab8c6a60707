/** The person's settings, in one small file. One that does not read is set aside and the defaults are used: no work hangs on it. */
import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type Settings, settingsSchema } from '#shared/bridge/contract.ts'
import { errorCode } from '../files/error-code.ts'
import { writeWholeFile } from '../files/write-whole-file.ts'

export interface SettingsStore {
  readonly read: () => Settings
  readonly change: (part: Partial<Settings>) => Promise<Settings>
}

export async function openSettings(folder: string): Promise<SettingsStore> {
  const path = join(folder, 'settings.json')
  let settings = settingsSchema.parse({})
  try {
    settings = settingsSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') await rename(path, `${path}.unreadable`)
  }
  return {
    read: () => settings,
    change: async (part) => {
      const next = settingsSchema.parse({ ...settings, ...part })
      await writeWholeFile(path, new TextEncoder().encode(`${JSON.stringify(next, null, 2)}\n`))
      settings = next
      return settings
    }
  }
}
