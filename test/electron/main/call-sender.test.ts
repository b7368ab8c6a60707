import { expect, test } from 'vitest'
import { mayCall } from '../../../electron/main/call-sender.ts'

const page = { url: 'app://desk/#/delegations', parent: null }

test('our page in our window may call the host', () => {
  expect(mayCall({ isOurWindow: true, frame: page })).toBe(true)
})

test('another window may not call the host, even with our address', () => {
  expect(mayCall({ isOurWindow: false, frame: page })).toBe(false)
})

test('a frame inside our page may not call the host', () => {
  expect(mayCall({ isOurWindow: true, frame: { ...page, parent: page } })).toBe(false)
})

test('a frame that has gone since it called gets no answer', () => {
  expect(mayCall({ isOurWindow: true, frame: null })).toBe(false)
})

test.each([
  'https://desk/',
  'http://127.0.0.1:4000/',
  'file:///opt/desk/index.html',
  'app://desk.example/',
  'app://other/',
  'app://desk:99/',
  'app://desk@other/',
  'app://someone@desk/',
  'blob:app://desk/8f2f',
  'data:text/html,app://desk/',
  'about:blank',
  ''
])('a page at "%s" may not call the host', (url) => {
  expect(mayCall({ isOurWindow: true, frame: { url, parent: null } })).toBe(false)
})
