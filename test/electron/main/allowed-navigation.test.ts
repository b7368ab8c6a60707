import { expect, test } from 'vitest'
import { isAllowedNavigation } from '../../../electron/main/allowed-navigation.ts'

test.each(['app://desk/', 'app://desk/#/agreements', 'app://desk/index.html', 'app://desk/?again=1'])(
  'the window may load its own page again: %s',
  (address) => {
    expect(isAllowedNavigation(address, true)).toBe(true)
  }
)

test.each([
  'https://moha.gov.vn/',
  'file:///etc/passwd',
  'app://other/',
  'app://desk/assets/picture.svg',
  'data:text/html,<p>hello</p>',
  'javascript:alert(1)',
  'about:blank',
  'not an address'
])('the window goes nowhere else: %s', (address) => {
  expect(isAllowedNavigation(address, true)).toBe(false)
})

test('a frame inside the page goes nowhere, not even to our own page', () => {
  expect(isAllowedNavigation('app://desk/', false)).toBe(false)
})
