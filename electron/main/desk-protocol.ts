import { protocol } from 'electron'
import { answerRequest } from './answer-request.ts'
import { deskScheme } from './desk-address.ts'

/** Must run before the app is ready. `standard` gives the page an origin, and with it IndexedDB, workers and `'self'` in its policy. */
export function registerDeskScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: deskScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }
  ])
}

export function serveDesk(rendererFolder: string): void {
  protocol.handle(deskScheme, (request) => answerRequest(rendererFolder, request))
}
