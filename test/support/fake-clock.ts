/** A clock that is wrong, for a program of its own. Where faketime is not installed the test is skipped with that reason. */
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TestContext } from 'vitest'
import { needProgram } from './programs.ts'
import { temporaryFolder } from './temporary-folder.ts'

const yearMs = 365 * 24 * 60 * 60 * 1000

export interface FakeClock {
  /** What the program is started with. */
  readonly env: NodeJS.ProcessEnv
  /** What the program takes the time to be. */
  readonly now: () => number
  /** For a program that runs already, too. */
  readonly jump: (years: number) => Promise<void>
}

/** `years`: how far the clock is ahead; below zero, behind. */
export async function fakeClock(context: TestContext, years: number): Promise<FakeClock> {
  const faketime = needProgram(context, 'faketime')
  // The library that the program `faketime` puts in front; with `faketime` itself in front, the process to kill would be another.
  const { stdout } = await promisify(execFile)(faketime, ['-m', '-f', '+0', 'printenv', 'LD_PRELOAD'])
  const file = join(await temporaryFolder('clock'), 'offset')
  let ahead = years
  const jump = async (next: number) => {
    await writeFile(file, `${next < 0 ? '-' : '+'}${Math.abs(next)}y`)
    ahead = next
  }
  await jump(years)
  return {
    env: {
      LD_PRELOAD: stdout.trim(),
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      // Time still passes as it does.
      FAKETIME_DONT_FAKE_MONOTONIC: '1'
    },
    now: () => Date.now() + ahead * yearMs,
    jump
  }
}
