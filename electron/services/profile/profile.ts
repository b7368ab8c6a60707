/** A person's profile on this laptop: where things lie, and the device's own number. */
import { randomBytes } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { errorCode } from '../files/error-code.ts'
import { writeWholeFile } from '../files/write-whole-file.ts'

export interface ProfileFolders {
  readonly root: string
  readonly journal: string
  readonly replica: string
  readonly quarantine: string
  readonly documents: string
}

export function profileFolders(root: string): ProfileFolders {
  const at = (name: string) => join(root, name)
  return { root, journal: at('journal'), replica: at('replica'), quarantine: at('quarantine'), documents: at('documents') }
}

const profileSchema = z.looseObject({ device: z.string().regex(/^[0-9a-f]{32}$/) })

/** Makes the folders and, the first time, the device number. An unreadable profile file stops the start: guessing would fork it. */
export async function openProfile(folders: ProfileFolders): Promise<{ device: string }> {
  for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true })
  const path = join(folders.root, 'profile.json')
  try {
    return profileSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
  const device = randomBytes(16).toString('hex')
  await writeWholeFile(path, new TextEncoder().encode(`${JSON.stringify({ device })}\n`))
  return { device }
}
