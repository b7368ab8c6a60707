import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { licencesPlugins } from './electron/launch/licences-plugin.ts'

const licences = licencesPlugins(import.meta.dirname)

/** `npm start` builds with this: the Electron main and preload, the loopback preview, the terminal door and the page. */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      emptyOutDir: true,
      rollupOptions: {
        input: {
          index: resolve('electron/main/index.ts'),
          preview: resolve('electron/preview/index.ts'),
          office: resolve('electron/cli/index.ts')
        },
        output: { format: 'es', entryFileNames: '[name].js' }
      }
    }
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload has no module loader: one CommonJS file with everything in it.
      externalizeDeps: false,
      rollupOptions: {
        input: { index: resolve('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    root: 'renderer',
    plugins: [react(), licences.inPage],
    worker: { format: 'es', plugins: () => [licences.inWorkers()] },
    build: {
      outDir: 'out/renderer',
      emptyOutDir: true,
      target: 'chrome120',
      assetsInlineLimit: 0,
      rollupOptions: { input: { index: resolve('renderer/index.html') } }
    }
  }
})
