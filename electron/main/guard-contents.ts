import { app, session } from 'electron'
import { isAllowedNavigation } from './allowed-navigation.ts'
import { isAllowedPermission } from './allowed-permission.ts'

/** Everything a page could ask the shell for is refused here, for each contents that is ever made and not for our window alone. */
export function guardContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.on('will-navigate', (event) => {
      if (!isAllowedNavigation(event.url, event.isMainFrame)) event.preventDefault()
    })
    contents.on('will-frame-navigate', (event) => {
      if (!isAllowedNavigation(event.url, event.isMainFrame)) event.preventDefault()
    })
    contents.on('will-redirect', (event) => {
      if (!isAllowedNavigation(event.url, event.isMainFrame)) event.preventDefault()
    })
  })
}

/** Needs the app to be ready. */
export function guardSession(): void {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(isAllowedPermission(permission, requestingUrl))
  )
  defaultSession.setPermissionCheckHandler((_contents, permission, origin) => isAllowedPermission(permission, origin))
  defaultSession.setDevicePermissionHandler(() => false)
  defaultSession.setSpellCheckerEnabled(false)
}
