/** Chooses the transport. The token comes once in the address's fragment, which no server ever sees, and is taken out of it at once. */
import type { Bridge } from '#shared/bridge/contract.ts'
import { electronBridge, preloadDoor } from './electron-bridge.ts'
import { httpBridge } from './http-bridge.ts'

const tokenKey = 'desk-token'

export function connectBridge(onConnection: (connected: boolean) => void): Bridge {
  const door = preloadDoor()
  if (door) {
    onConnection(true)
    return electronBridge(door)
  }
  const given = /^#token=([\w-]+)$/.exec(location.hash)?.[1]
  if (given) {
    sessionStorage.setItem(tokenKey, given)
    history.replaceState(null, '', `${location.pathname}#/`)
  }
  return httpBridge(sessionStorage.getItem(tokenKey) ?? '', onConnection)
}
