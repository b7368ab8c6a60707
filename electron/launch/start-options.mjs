import { parseArgs } from 'node:util'

export const help = `npm start -- [options]

  --browser        open the app in your browser, without looking for Electron
  --no-open        with the browser: print the address and open nothing
  --port N         with the browser: the port on 127.0.0.1
  --profile DIR    where your work on this laptop lies (default: .cooperation-desk in your home folder)
  --share DIR      the shared folder to exchange with
  --sample         open the sample office
  --lang vi|en     the language of the app
  --help           this text`

/**
 * The options, or a sentence about what is wrong with them.
 * @param {string[]} args
 */
export function readStartOptions(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        browser: { type: 'boolean', default: false },
        'no-open': { type: 'boolean', default: false },
        port: { type: 'string' },
        profile: { type: 'string' },
        share: { type: 'string' },
        sample: { type: 'boolean', default: false },
        lang: { type: 'string' },
        help: { type: 'boolean', default: false }
      }
    })
    const problem = problemIn(values)
    return problem ? { problem } : { values }
  } catch (error) {
    return { problem: plainly(error) }
  }
}

/** @param {{ port?: string | undefined, profile?: string | undefined, share?: string | undefined, lang?: string | undefined }} values */
function problemIn({ port, profile, share, lang }) {
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) < 65536))
    return `--port ${port} is not a port: use a number up to 65535.`
  if (profile === '') return '--profile needs a folder.'
  if (share === '') return '--share needs a folder.'
  if (lang !== undefined && lang !== 'vi' && lang !== 'en') return `--lang ${lang} is not known: use vi or en.`
  return null
}

/** @param {unknown} error Node's own sentence, which goes on to explain itself at length after the first. */
function plainly(error) {
  const sentence = error instanceof Error ? error.message : String(error)
  return `${sentence.split(/\. |\n/)[0]?.replace(/\.$/, '')}.`
}
