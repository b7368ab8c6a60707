import { type BrowserWindow, ipcMain } from 'electron'
import { callNames, fail, type Handlers, type Push } from '#shared/bridge/contract.ts'
import { dispatch } from '../services/host/dispatch.ts'
import { mayCall } from './call-sender.ts'

export interface BridgeOptions {
  readonly window: BrowserWindow
  readonly handlers: Handlers
  readonly listen: (listener: (push: Push) => void) => () => void
  readonly report: (error: unknown) => void
}

/** The host's calls for this window's page, one channel each, and the host's pushes to it. */
export function serveBridge({ window, handlers, listen, report }: BridgeOptions): void {
  const { webContents } = window
  for (const name of callNames) {
    ipcMain.handle(`bridge:${name}`, (event, args: unknown) => {
      if (!mayCall({ isOurWindow: event.sender === webContents, frame: event.senderFrame })) return fail('not-available')
      return dispatch(handlers, name, args, report)
    })
  }
  const stop = listen((push) => webContents.send('bridge:push', push))
  window.once('closed', () => {
    stop()
    for (const name of callNames) ipcMain.removeHandler(`bridge:${name}`)
  })
}
