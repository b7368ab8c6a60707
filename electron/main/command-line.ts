import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { StartOptions } from '../preview/start-with.ts'

export interface CommandLine extends StartOptions {
  readonly profile: string
}

/**
 * Not strict: Electron, Chromium and the system put words of their own on this line. The people's own mistakes are caught before, by
 * `npm start`. The default profile is the browser preview's too: it is the same app.
 */
export function readCommandLine(words: readonly string[], home: string): CommandLine {
  const { values } = parseArgs({
    args: [...words],
    strict: false,
    allowPositionals: true,
    options: {
      profile: { type: 'string' },
      share: { type: 'string' },
      lang: { type: 'string' },
      sample: { type: 'boolean' }
    }
  })
  return {
    profile: resolve(text(values.profile) ?? join(home, '.cooperation-desk')),
    share: text(values.share),
    lang: text(values.lang),
    sample: values.sample === true
  }
}

function text(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
