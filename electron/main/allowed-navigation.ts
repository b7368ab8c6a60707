import { isDeskPage } from './desk-address.ts'

/** A window shows our page and may load it again; a frame inside it goes nowhere. */
export function isAllowedNavigation(address: string, isMainFrame: boolean): boolean {
  return isMainFrame && isDeskPage(address)
}
