/**
 * The desktop app. Electron raises `ready` only when this module has been evaluated, so nothing here may await it at the top level, and
 * scheme, folders and lock come first because they have to be settled before it.
 */
import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, BrowserWindow, dialog } from 'electron'
import { readCommandLine } from './command-line.ts'
import { registerDeskScheme } from './desk-protocol.ts'
import { guardContents, guardSession } from './guard-contents.ts'
import { openDesk } from './open-desk.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const line = readCommandLine(process.argv.slice(1), homedir())
const report = (error: unknown) => console.error(error instanceof Error ? `${error.name}: ${error.message}` : error)

registerDeskScheme()
guardContents()
mkdirSync(line.profile, { recursive: true })
// Electron's own lock lies in userData: one instance a profile. Chromium's files stay apart from the journal and the replica.
app.setPath('userData', line.profile)
app.setPath('sessionData', join(line.profile, 'chromium'))

if (app.requestSingleInstanceLock()) run()
else app.exit(0)

function run(): void {
  app.on('second-instance', showWindow)
  app.on('window-all-closed', () => app.quit())
  app
    .whenReady()
    .then(async () => {
      guardSession()
      const close = await openDesk(root, line, report)
      if (close) closeAtQuit(close)
      else app.exit(1)
    })
    .catch((error: unknown) => {
      report(error)
      dialog.showErrorBox(app.name, error instanceof Error ? error.message : String(error))
      app.exit(1)
    })
}

function showWindow(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (window?.isMinimized()) window.restore()
  window?.focus()
}

/** The journal is whole at every moment; closing only lets the last write finish and the profile go. */
function closeAtQuit(close: () => Promise<void>): void {
  app.once('will-quit', (event) => {
    event.preventDefault()
    close()
      .catch(report)
      .finally(() => app.exit(0))
  })
}
