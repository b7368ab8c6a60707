import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readCommandLine } from '../../../electron/main/command-line.ts'

const home = resolve('/home/lan')

test('without options the profile lies in the home folder, where the browser preview has it too', () => {
  expect(readCommandLine([], home)).toEqual({
    profile: join(home, '.cooperation-desk'),
    share: undefined,
    lang: undefined,
    sample: false
  })
})

test('profile, share, sample and language are taken from the line', () => {
  const line = readCommandLine(['--profile', '/data/lan', '--share', '/mnt/hop-tac', '--sample', '--lang', 'vi'], home)
  expect(line).toEqual({ profile: resolve('/data/lan'), share: '/mnt/hop-tac', sample: true, lang: 'vi' })
})

test('the words that Electron and Chromium add are passed over', () => {
  const words = [
    '-r',
    '/tmp/loader.js',
    '--inspect=0',
    '--remote-debugging-port=0',
    '/opt/desk',
    '--no-open',
    '--lang=en',
    '--sample'
  ]
  expect(readCommandLine(words, home)).toMatchObject({ lang: 'en', sample: true, profile: join(home, '.cooperation-desk') })
})

test('a profile is the same one however its folder is written', () => {
  expect(readCommandLine(['--profile', '/data/x/../lan/'], home).profile).toBe(
    readCommandLine(['--profile', '/data/lan'], home).profile
  )
})

test('an option without its value counts as not given', () => {
  expect(readCommandLine(['--share'], home).share).toBeUndefined()
  expect(readCommandLine(['--profile='], home).profile).toBe(join(home, '.cooperation-desk'))
})
