import { expect, test } from 'vitest'
import { menuTemplate } from '../../../electron/main/menu-template.ts'

const itemsOf = (language: 'vi' | 'en', platform: NodeJS.Platform) =>
  menuTemplate(language, platform).flatMap((menu) => (Array.isArray(menu.submenu) ? menu.submenu : []))

test('every entry of the menu has words of its own in both languages', () => {
  for (const platform of ['win32', 'linux', 'darwin'] as const) {
    const vi = itemsOf('vi', platform).filter((item) => item.type !== 'separator')
    const en = itemsOf('en', platform).filter((item) => item.type !== 'separator')
    expect(vi.map((item) => item.role)).toEqual(en.map((item) => item.role))
    for (const [index, item] of vi.entries()) {
      expect(item.label).toBeTruthy()
      expect(item.label).not.toBe(en[index]?.label)
    }
  }
})

test('copy, paste and undo work by key on a Mac, where they come from the menu', () => {
  const roles = itemsOf('vi', 'darwin').map((item) => item.role)
  expect(roles).toEqual(expect.arrayContaining(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll', 'hide', 'quit']))
})

test('the menu offers no reload and no developer tools', () => {
  const roles = itemsOf('en', 'linux').map((item) => item.role)
  expect(roles).not.toContain('reload')
  expect(roles).not.toContain('toggleDevTools')
})
