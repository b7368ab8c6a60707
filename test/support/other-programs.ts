/** The program of another year: the same sources, built with some lines written otherwise. */
import { join } from 'node:path'
import { build, type Plugin } from 'vite'

export type Program = typeof import('./program-parts.ts')

/** In a source file, a text and what stands there instead. */
export type Rewriting = readonly [file: string, text: string, instead: string]

const root = join(import.meta.dirname, '..', '..')

/** Throws where a text is not found exactly once: the program would be the one of today. */
export async function buildProgram(name: string, rewritings: readonly Rewriting[]): Promise<Program> {
  const folder = join(root, 'out', 'test-programs', name)
  const done = new Set<Rewriting>()
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [rewrite(rewritings, done)],
    build: {
      ssr: join(import.meta.dirname, 'program-parts.ts'),
      outDir: folder,
      emptyOutDir: true,
      rollupOptions: { output: { format: 'es', entryFileNames: 'program.mjs' } }
    }
  })
  for (const [file, text] of rewritings.filter((one) => !done.has(one))) throw new Error(`${file} does not say: ${text}`)
  return (await import(/* @vite-ignore */ join(folder, 'program.mjs'))) as Program
}

function rewrite(rewritings: readonly Rewriting[], done: Set<Rewriting>): Plugin {
  return {
    name: 'rewrite',
    enforce: 'pre',
    transform(code, id) {
      let rewritten = code
      for (const one of rewritings) {
        const [file, text, instead] = one
        if (!id.endsWith(`/${file}`)) continue
        const parts = rewritten.split(text)
        if (parts.length !== 2) throw new Error(`${file}: ${parts.length - 1} times: ${text}`)
        rewritten = parts.join(instead)
        done.add(one)
      }
      return rewritten === code ? null : { code: rewritten, map: null }
    }
  }
}
