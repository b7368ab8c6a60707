/**
 * The port of a profile, kept between runs: IndexedDB belongs to the address with its port, so another port would mean building the
 * view anew at every start.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWholeFile } from '../services/files/write-whole-file.ts'

/** 0: let the system choose. */
export async function preferredPort(profile: string): Promise<number> {
  const text = await readFile(join(profile, 'port'), 'utf8').catch(() => '')
  const port = Number(text.trim())
  return Number.isInteger(port) && port > 1023 && port < 65536 ? port : 0
}

export async function rememberPort(profile: string, port: number): Promise<void> {
  await writeWholeFile(join(profile, 'port'), new TextEncoder().encode(`${port}\n`))
}
