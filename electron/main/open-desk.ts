/** From the command line to a window: the profile's lock, the host, what the line asked for, the page. */
import { join } from 'node:path'
import { app, BrowserWindow, dialog, Menu, nativeTheme } from 'electron'
import type { Handlers, Settings } from '#shared/bridge/contract.ts'
import { startWith } from '../preview/start-with.ts'
import { openHost, sampleFolderIn } from '../services/host/host.ts'
import { lockProfile } from '../services/profile/profile-lock.ts'
import type { CommandLine } from './command-line.ts'
import { deskAddress } from './desk-address.ts'
import { serveDesk } from './desk-protocol.ts'
import { desktopInElectron } from './desktop-in-electron.ts'
import { isDark } from './is-dark.ts'
import { menuTemplate } from './menu-template.ts'
import { profileTaken } from './profile-taken.ts'
import { serveBridge } from './serve-bridge.ts'
import { windowOptions } from './window-options.ts'

/** Gives back how to close, or null when another process holds the profile and the person has been told. */
export async function openDesk(
  root: string,
  line: CommandLine,
  report: (error: unknown) => void
): Promise<(() => Promise<void>) | null> {
  const lock = await lockProfile(line.profile)
  if (!lock) {
    dialog.showErrorBox(app.name, profileTaken(line.profile))
    return null
  }
  const host = await openHost({
    profile: line.profile,
    sampleFolder: sampleFolderIn(join(root, 'resources')),
    version: app.getVersion(),
    desktop: desktopInElectron,
    now: () => Date.now(),
    exchangeEveryMs: 60_000
  })
  for (const problem of await startWith(host, line)) report(problem)

  const described = await host.handlers['session.describe']({})
  if (!described.ok) throw new Error(described.code)
  const { settings } = described.value
  showMenu(settings.language)

  const window = new BrowserWindow(
    windowOptions(join(root, 'out', 'preload', 'index.cjs'), isDark(settings.theme, nativeTheme.shouldUseDarkColors))
  )
  window.once('ready-to-show', () => window.show())
  serveBridge({ window, handlers: withMenu(host.handlers), listen: host.listen, report })
  serveDesk(join(root, 'out', 'renderer'))
  await window.loadURL(deskAddress)
  return async () => {
    await host.close()
    await lock.release()
  }
}

function showMenu(language: Settings['language']): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(language, process.platform)))
}

/** The menu speaks the language that the page was switched to. */
function withMenu(handlers: Handlers): Handlers {
  return {
    ...handlers,
    'settings.change': async (part) => {
      const changed = await handlers['settings.change'](part)
      if (changed.ok && part.language) showMenu(changed.value.language)
      return changed
    }
  }
}
