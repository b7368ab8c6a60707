/** An office with keys, from its founding to putting a laptop out, as the page does it: real profiles, a real share, real keys. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openLaptop } from '../../support/laptop.ts'
import { readFiles } from '../../support/read-tree.ts'
import { approve, asking, deviceOf, foundOffice, joining, passphrase } from '../../support/sealed-office.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const access = async (laptop: Awaited<ReturnType<typeof openLaptop>>) => (await laptop.get('session.describe', {})).access

test('the founder is an administrator of an office whose name only members read', async () => {
  const { founder, share, recoveryKey } = await foundOffice()
  expect(await access(founder)).toEqual({ state: 'member', role: 'administrator' })
  expect(recoveryKey).toMatch(/^AGE-SECRET-KEY-1[A-Z0-9]{58}$/)
  expect((await founder.get('session.describe', {})).office).toMatchObject({ name: 'Vụ Hợp tác quốc tế', sealed: true })
  expect(await founder.get('roster.read', {})).toMatchObject({
    members: [{ person: 'Nguyễn Thị Lan', laptop: 'ThinkPad', role: 'administrator', own: true, revoked: false }],
    requests: [],
    epoch: 1
  })
  expect(JSON.stringify(await readFiles(share))).not.toMatch(/Vụ|Lan|ThinkPad/)
})

test('a laptop asks, both see one code, and once let in it has everything that was written before it came', async () => {
  const office = await foundOffice()
  await office.founder.write('trước khi Minh đến')
  const minh = await asking(office.share, 'Trần Văn Minh')
  const waiting = await access(minh)
  expect(waiting).toMatchObject({ state: 'waiting', code: expect.stringMatching(/^(\d{4} ){5}\d{4}$/) })
  await office.founder.get('exchange.run', {})
  const { requests } = await office.founder.get('roster.read', {})
  expect(requests).toEqual([
    {
      device: await deviceOf(minh),
      person: 'Trần Văn Minh',
      laptop: 'Dell',
      code: waiting.state === 'waiting' ? waiting.code : ''
    }
  ])
  expect(await minh.entries()).toEqual([])
  await approve(office.founder, minh, 'officer')
  await minh.get('exchange.run', {})
  expect(await access(minh)).toEqual({ state: 'member', role: 'officer' })
  expect((await minh.entries()).map((entry) => entry.device)).toEqual([await deviceOf(office.founder)])
  await minh.write('từ Minh')
  await minh.get('exchange.run', {})
  await office.founder.get('exchange.run', {})
  expect(await office.founder.entries()).toHaveLength(2)
})

test('a laptop that was put out reads nothing new, and nothing new of it is taken in', async () => {
  const office = await foundOffice()
  const minh = await joining(office, 'Minh')
  const hoa = await joining(office, 'Hoa')
  await minh.write('khi còn trong vụ')
  await minh.get('exchange.run', {})
  await office.founder.get('exchange.run', {})
  await office.founder.get('roster.revoke', { device: await deviceOf(minh) })
  await office.founder.settled()
  await office.founder.write('sau khi Minh ra')
  await office.founder.get('exchange.run', {})
  await minh.write('vẫn viết')
  await minh.get('exchange.run', {})
  expect(await access(minh)).toEqual({ state: 'revoked' })
  expect(
    await minh.call('journal.append', { expectedNumber: 9, editId: 'edit-1234', record: 'event.x', changes: [new Uint8Array(1)] })
  ).toMatchObject({ code: 'revoked' })
  const founder = await deviceOf(office.founder)
  expect((await minh.entries()).filter((entry) => entry.device === founder)).toEqual([])
  await hoa.get('exchange.run', {})
  expect((await hoa.entries()).map((entry) => entry.device).sort()).toEqual([await deviceOf(minh), founder].sort())
})

test('the printed key lets a new laptop in as an administrator when every other is gone', async () => {
  const { share, founder, recoveryKey } = await foundOffice()
  await founder.write('việc đã làm')
  await founder.get('exchange.run', {})
  await founder.close()
  const next = await openLaptop(await temporaryFolder('profile'))
  await next.get('settings.change', { author: 'Người kế nhiệm' })
  expect(
    await next.call('office.recover', { path: share, passphrase, recoveryKey: 'AGE-SECRET-KEY-1WRONG', laptop: 'Mới' })
  ).toMatchObject({ code: 'recovery-key-wrong' })
  await next.get('office.recover', { path: share, passphrase, recoveryKey: recoveryKey.toLowerCase(), laptop: 'Mới' })
  expect(await access(next)).toEqual({ state: 'member', role: 'administrator' })
  expect(await next.entries()).toHaveLength(1)
  expect((await next.get('session.describe', {})).office?.name).toBe('Vụ Hợp tác quốc tế')
})

describe('the passphrase', () => {
  test('opens the laptop again after a restart, and nothing is answered before', async () => {
    const office = await foundOffice()
    await office.founder.write()
    await office.founder.close()
    const again = await openLaptop(office.founder.profile)
    expect(await access(again)).toEqual({ state: 'locked' })
    expect(await again.call('journal.since', { positions: {}, limit: 10 })).toMatchObject({ code: 'locked' })
    expect(await again.call('keys.unlock', { passphrase: 'sai rồi nhé bạn' })).toMatchObject({ code: 'wrong-passphrase' })
    expect(await again.get('keys.unlock', { passphrase })).toEqual({ state: 'member', role: 'administrator' })
    expect(await again.entries()).toHaveLength(1)
  })

  test('can be changed, and the old one opens nothing any more', async () => {
    const office = await foundOffice()
    const next = 'một câu khác hẳn câu cũ'
    expect(await office.founder.call('keys.change', { passphrase: 'sai', next })).toMatchObject({ code: 'wrong-passphrase' })
    await office.founder.get('keys.change', { passphrase, next })
    await office.founder.close()
    const again = await openLaptop(office.founder.profile)
    expect(await again.call('keys.unlock', { passphrase })).toMatchObject({ code: 'wrong-passphrase' })
    expect(await again.get('keys.unlock', { passphrase: next })).toMatchObject({ state: 'member' })
  })

  test('that is short is refused before anything is made', async () => {
    const laptop = await openLaptop(await temporaryFolder('profile'))
    expect(await laptop.call('office.create', { name: 'Vụ', passphrase: '123456789', laptop: '' })).toMatchObject({
      code: 'passphrase-too-short'
    })
    await expect(readFile(join(laptop.profile, 'keys.json'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
