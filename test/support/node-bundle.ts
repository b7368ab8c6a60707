/** One of the product's modules as a file that a bare Node can run: for tests that need a process of its own to kill. */
import { join } from 'node:path'
import { build } from 'vite'

/** Answers the path of the module. */
export async function bundleForNode(source: string, folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: source,
      outDir: folder,
      emptyOutDir: false,
      rollupOptions: { output: { format: 'es', entryFileNames: 'module.mjs' } }
    }
  })
  return join(folder, 'module.mjs')
}
