import { expect, test } from 'vitest'
import { isAllowedPermission } from '../../../electron/main/allowed-permission.ts'

test('our page may ask to keep its database when the disk runs low', () => {
  expect(isAllowedPermission('persistent-storage', 'app://desk/')).toBe(true)
  expect(isAllowedPermission('persistent-storage', 'app://desk')).toBe(true)
})

test('nobody else may ask for it', () => {
  expect(isAllowedPermission('persistent-storage', 'https://desk/')).toBe(false)
  expect(isAllowedPermission('persistent-storage', '')).toBe(false)
})

test.each([
  'media',
  'geolocation',
  'notifications',
  'clipboard-read',
  'fullscreen',
  'openExternal',
  'fileSystem',
  'usb',
  'unknown'
])('our page is refused %s', (permission) => {
  expect(isAllowedPermission(permission, 'app://desk/')).toBe(false)
})
