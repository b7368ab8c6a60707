/**
 * The page's only door to the host: one function a call of the contract, and a way to listen. No channel name comes from the page, so
 * nothing that is not in the contract can be reached.
 */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import { type CallName, callNames, type Push, type Result } from '#shared/bridge/contract.ts'

type Call = (args: unknown) => Promise<Result<unknown>>

const call = Object.fromEntries(
  callNames.map((name): [CallName, Call] => [name, (args) => ipcRenderer.invoke(`bridge:${name}`, args)])
)

function listen(listener: (push: Push) => void): () => void {
  const pass = (_event: IpcRendererEvent, push: Push) => listener(push)
  ipcRenderer.on('bridge:push', pass)
  return () => {
    ipcRenderer.off('bridge:push', pass)
  }
}

contextBridge.exposeInMainWorld('desk', { call, listen })
