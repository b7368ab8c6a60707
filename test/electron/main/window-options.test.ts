import { expect, test } from 'vitest'
import { isDark } from '../../../electron/main/is-dark.ts'
import { windowOptions } from '../../../electron/main/window-options.ts'

test('the page is sandboxed, apart from Node, and has the preload as its only way out', () => {
  expect(windowOptions('/opt/desk/out/preload/index.cjs', false).webPreferences).toMatchObject({
    preload: '/opt/desk/out/preload/index.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    spellcheck: false
  })
})

test('the window has room to work in and stays hidden until the page has drawn', () => {
  expect(windowOptions('', false)).toMatchObject({ width: 1280, height: 800, minWidth: 900, minHeight: 600, show: false })
})

test('a dark desk opens dark', () => {
  expect(windowOptions('', true).backgroundColor).not.toBe(windowOptions('', false).backgroundColor)
})

test('the theme decides, and the system only where the theme leaves it to the system', () => {
  expect([isDark('light', true), isDark('dark', false), isDark('system', true), isDark('system', false)]).toEqual([
    false,
    true,
    true,
    false
  ])
})
