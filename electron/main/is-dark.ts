import type { Settings } from '#shared/bridge/contract.ts'

/** Before the page has drawn anything, so that a dark desk does not open with a white flash. */
export function isDark(theme: Settings['theme'], isSystemDark: boolean): boolean {
  return theme === 'system' ? isSystemDark : theme === 'dark'
}
