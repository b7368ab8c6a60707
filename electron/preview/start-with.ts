/** What the command line asked for at the start: language, sample office, share. Returns sentences about what could not be done. */
import type { Host } from '../services/host/host.ts'

export interface StartOptions {
  readonly sample: boolean
  readonly share?: string | undefined
  readonly lang?: string | undefined
}

export async function startWith({ handlers }: Host, options: StartOptions): Promise<string[]> {
  const problems: string[] = []
  if (options.lang === 'vi' || options.lang === 'en') await handlers['settings.change']({ language: options.lang })
  else if (options.lang !== undefined) problems.push(`--lang ${options.lang} is not known: use vi or en.`)
  if (options.sample) {
    const opened = await handlers['sample.open']({})
    if (!opened.ok) problems.push(`The sample office was not opened: ${opened.code} ${opened.detail}`.trim())
  }
  if (options.share !== undefined) {
    const connected = await handlers['exchange.connect']({ path: options.share, setUp: false })
    if (!connected.ok) problems.push(`The share ${options.share} was not connected: ${connected.code}`)
    else if (connected.value.state === 'ready') void handlers['exchange.run']({})
    else if (connected.value.state === 'askable')
      problems.push(`The share ${options.share} belongs to an office with keys: ask to be let in from the app’s first screen.`)
    else if (connected.value.state === 'empty')
      problems.push(`The share ${options.share} is empty: set it up in the app, under Exchange.`)
  }
  return problems
}
