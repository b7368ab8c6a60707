/** A sealed office on a share where somebody may write, remove and exchange whatever he likes; and members whose programs were changed. */
import { copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { recordId } from '#shared/domain/record.ts'
import { hashOf } from '#shared/sync/bytes.ts'
import { createRecord } from '#shared/sync/engine.ts'
import { buildJoinRequest } from '#shared/sync/join-request.ts'
import { officeIdOf, sealedIdentity, writeIdentity } from '#shared/sync/replica-identity.ts'
import { epochCheck } from '#shared/sync/roster-statement.ts'
import { voiceCode } from '#shared/sync/voice-code.ts'
import { sealEpochKeys } from '../../../electron/services/keys/key-file.ts'
import { makeLaptopKeys } from '../../../electron/services/keys/laptop-keys.ts'
import { readyEngine } from '../../../electron/services/sample/ready-engine.ts'
import { changedProgram, filesIn, identityIn, keysOf, putFile, someEntry, withhold } from '../../support/changed-program.ts'
import { type Laptop, openLaptop, quickPassphrase } from '../../support/laptop.ts'
import { author, someRecipient } from '../../support/roster-tale.ts'
import { approve, asking, deviceOf, foundOffice, joining, passphrase, type SealedOffice } from '../../support/sealed-office.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

vi.setConfig({ testTimeout: 60_000 })
beforeAll(readyEngine)

const exchange = (laptop: Laptop) => laptop.get('exchange.run', {})
const statusOf = async (laptop: Laptop, device: string) =>
  (await laptop.get('exchange.status', {})).devices.find((one) => one.device === device)
const reasonsAt = async (laptop: Laptop): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const { reason, resolved } of (await laptop.get('exchange.status', {})).quarantine)
    if (!resolved) counts[reason] = (counts[reason] ?? 0) + 1
  return counts
}
const rolesAt = async (laptop: Laptop) =>
  Object.fromEntries((await laptop.get('roster.read', {})).members.map((member) => [member.device, member.role]))
const reopened = async (laptop: Laptop) => {
  await laptop.close()
  const again = await openLaptop(laptop.profile)
  expect(await again.call('keys.unlock', { passphrase })).toMatchObject({ ok: true })
  return again
}

describe('somebody with the share alone', () => {
  test('who withholds a laptop’s newest files is shown as a gap, until they are back (E5)', async () => {
    const office = await foundOffice()
    const minh = await joining(office, 'Minh')
    const hoa = await joining(office, 'Hoa')
    const ofMinh = await deviceOf(minh)
    await minh.write()
    await exchange(minh)
    await exchange(hoa)
    await exchange(office.founder)
    expect(await statusOf(office.founder, ofMinh)).toMatchObject({ entries: 1, known: 1 })
    await minh.write()
    await exchange(minh)
    await exchange(hoa)
    const newest = (await filesIn(office.share, '.seg')).filter((path) => path.startsWith(ofMinh)).slice(-1)
    const giveBack = await withhold(office.share, newest)
    await exchange(office.founder)
    expect(await statusOf(office.founder, ofMinh)).toMatchObject({ entries: 1, known: 2 })
    await giveBack()
    await exchange(office.founder)
    expect(await statusOf(office.founder, ofMinh)).toMatchObject({ entries: 2, known: 2 })
  })

  test('who takes files away has them put back by whoever holds them', async () => {
    const office = await foundOffice()
    const minh = await joining(office, 'Minh')
    await minh.write()
    await exchange(minh)
    await exchange(office.founder)
    const before = await filesIn(office.share)
    await withhold(
      office.share,
      before.filter((path) => path !== 'replica.json')
    )
    await exchange(office.founder)
    expect(await filesIn(office.share)).toEqual(before)
  })

  test('who swaps two files is noticed, and what was swapped comes right again (E6)', async () => {
    const office = await foundOffice()
    const minh = await joining(office, 'Minh')
    for (let turn = 0; turn < 2; turn += 1) {
      await minh.write()
      await exchange(minh)
    }
    const ofMinh = await deviceOf(minh)
    const [one, two] = (await filesIn(office.share, '.seg')).filter((path) => path.startsWith(ofMinh)).slice(-2) as [
      string,
      string
    ]
    const aside = join(await temporaryFolder('aside'), 'x')
    await copyFile(join(office.share, one), aside)
    await copyFile(join(office.share, two), join(office.share, one))
    await copyFile(aside, join(office.share, two))
    await exchange(office.founder)
    expect(await reasonsAt(office.founder)).toMatchObject({ altered: 2 })
    expect(await office.founder.entries()).toEqual([])
    const again = await reopened(minh)
    await exchange(again)
    await exchange(office.founder)
    expect(await office.founder.entries()).toHaveLength(2)
    expect(await reasonsAt(office.founder)).toEqual({})
  })

  test('who copies an old roster over the new one brings nobody back (E4)', async () => {
    const office = await foundOffice()
    const minh = await joining(office, 'Minh')
    const hoa = await joining(office, 'Hoa')
    const old = join(await temporaryFolder('old'), 'share')
    await cp(office.share, old, { recursive: true })
    await office.founder.get('roster.revoke', { device: await deviceOf(minh) })
    await office.founder.settled()
    await exchange(hoa)
    await rm(office.share, { recursive: true })
    await cp(old, office.share, { recursive: true })
    await exchange(hoa)
    expect(await rolesAt(hoa)).toMatchObject({ [await deviceOf(minh)]: null })
    expect((await hoa.get('roster.read', {})).epoch).toBe(2)
    // Hoa has put the newer statements back: Minh learns of it, too.
    await exchange(minh)
    expect((await minh.get('session.describe', {})).access).toEqual({ state: 'revoked' })
  })

  test('who copies an old roster over the new one lets nobody read what is new', async () => {
    const office = await foundOffice()
    const minh = await joining(office, 'Minh')
    await office.founder.get('roster.revoke', { device: await deviceOf(minh) })
    await office.founder.settled()
    await office.founder.write('bí mật sau khi Minh ra')
    await exchange(office.founder)
    await withhold(office.share, (await filesIn(office.share, '.ros')).slice(-1))
    const program = await changedProgram(minh, office.share)
    const store = await program.roster()
    expect(store.keys().map(({ number }) => number)).toEqual([1])
    await exchange(minh)
    expect(await minh.entries()).toEqual([])
  })

  test('who replaces the office’s identity by an open one, or by another founder’s, stops the exchange and changes nothing', async () => {
    const office = await foundOffice()
    const { id } = await identityIn(office.share)
    const path = join(office.share, 'replica.json')
    const own = await readFile(path)
    const strange = author('stranger')
    for (const bytes of [
      writeIdentity({ kind: 'open', id, name: 'Vụ', sample: false }),
      writeIdentity(sealedIdentity(strange.signer.publicKey, strange.signer.publicKey, '00'.repeat(16)))
    ]) {
      await writeFile(path, bytes)
      expect(await office.founder.call('exchange.run', {})).toMatchObject({ code: 'share-other-office' })
    }
    await writeFile(path, JSON.stringify({ ...JSON.parse(own.toString()), founder: strange.signer.publicKey }))
    expect(await office.founder.call('exchange.run', {})).toMatchObject({ code: 'share-identity-damaged' })
    await writeFile(path, own)
    expect(await office.founder.call('exchange.run', {})).toMatchObject({ ok: true })
  })

  test('who brings the files of another office gets none of them in', async () => {
    const [office, other] = [await foundOffice(), await foundOffice('Người ở vụ khác')]
    await other.founder.write()
    await exchange(other.founder)
    const before = await rolesAt(office.founder)
    for (const path of await filesIn(other.share)) {
      if (path === 'replica.json') continue
      await mkdir(dirname(join(office.share, path)), { recursive: true })
      await copyFile(join(other.share, path), join(office.share, path))
    }
    await exchange(office.founder)
    expect(await rolesAt(office.founder)).toEqual(before)
    expect(await office.founder.entries()).toEqual([])
    expect(await reasonsAt(office.founder)).toEqual({ 'other-office': expect.any(Number) })
    expect(await other.founder.call('exchange.connect', { path: office.share, setUp: false })).toMatchObject({
      code: 'share-other-office'
    })
  })
})

describe('somebody in between, when a laptop asks to be let in', () => {
  const attackersKeys = async () => makeLaptopKeys(await temporaryFolder('attacker'), 'của kẻ tấn công', quickPassphrase)

  test('who puts his own keys in place of the newcomer’s is given away by the code', async () => {
    const office = await foundOffice()
    const minh = await asking(office.share, 'Minh')
    const shown = (await minh.get('session.describe', {})).access
    await withhold(office.share, await filesIn(office.share, '.join'))
    const keys = await attackersKeys()
    const { id } = await identityIn(office.share)
    const request = buildJoinRequest(id, keys.sealTo, new Uint8Array(), keys.signer)
    await putFile(office.share, request.name, request.bytes)
    await exchange(office.founder)
    const { requests } = await office.founder.get('roster.read', {})
    expect(requests).toHaveLength(1)
    expect(shown).toMatchObject({ state: 'waiting' })
    expect(requests[0]?.code).not.toBe(shown.state === 'waiting' ? shown.code : '')
  })

  test('who changes only whom the newcomer’s keys are sealed to is refused', async () => {
    const office = await foundOffice()
    const minh = await asking(office.share, 'Minh')
    const [path] = (await filesIn(office.share, '.join')) as [string]
    const file = await readFile(join(office.share, path), 'latin1')
    const keys = await attackersKeys()
    const swapped = Buffer.from(file.replace((await keysOf(minh)).sealTo, keys.sealTo), 'latin1')
    const hash = hashOf(swapped).slice(0, 32)
    await withhold(office.share, [path])
    await putFile(office.share, { device: await deviceOf(minh), sequence: 1, hash, ending: 'join' }, swapped)
    await exchange(office.founder)
    expect((await office.founder.get('roster.read', {})).requests).toEqual([])
    expect(await reasonsAt(office.founder)).toEqual({ 'bad-signature': 1 })
  })

  test('who puts his own office in place of the real one is given away by the code', async () => {
    const office = await foundOffice()
    const falseOffice = await foundOffice('Kẻ tấn công')
    const minh = await asking(falseOffice.share, 'Minh')
    const shown = (await minh.get('session.describe', {})).access
    const keys = await keysOf(minh)
    const { id, founder } = await identityIn(office.share)
    const real = voiceCode(id, founder, keys.signer.publicKey, keys.sealTo)
    expect(shown.state === 'waiting' && shown.code !== real).toBe(true)
    // Nor can the request be carried over: it is signed for the other office.
    const [path] = (await filesIn(falseOffice.share, '.join')) as [string]
    await mkdir(dirname(join(office.share, path)), { recursive: true })
    await copyFile(join(falseOffice.share, path), join(office.share, path))
    await exchange(office.founder)
    expect((await office.founder.get('roster.read', {})).requests).toEqual([])
  })

  test('who found an office of his own cannot give it the real one’s number', () => {
    const stranger = author('stranger').signer.publicKey
    const numbers = new Set(
      Array.from({ length: 200 }, (_, turn) => officeIdOf(stranger, stranger, turn.toString(16).padStart(32, '0')))
    )
    expect(numbers.size).toBe(200)
  })

  test('who founds an office under the real printed key’s public half does not get the next laptop into it', async () => {
    const office = await foundOffice()
    await office.founder.write('việc của vụ')
    await exchange(office.founder)
    const real = (await changedProgram(office.founder, office.share)).roster
    const recovery = (await real()).roster().recovery
    if (!recovery) throw new Error('no recovery key')
    // A share with nothing but the attacker's office, whose founding statement names the recovery key that everybody can read.
    const thief = await foundOffice('Kẻ tấn công')
    const program = await changedProgram(thief.founder, thief.share)
    const [founding] = (await filesIn(thief.share, '.ros')) as [string]
    const store = await program.roster()
    const first = store.keys()[0]
    if (!first) throw new Error('no key')
    const keyFile = await sealEpochKeys(program.identity.id, [first], [program.keys.sealTo, recovery.sealTo])
    await rm(join(thief.share, founding))
    await putFile(
      thief.share,
      { device: program.device, sequence: 1, hash: hashOf(keyFile).slice(0, 32), ending: 'age' },
      keyFile
    )
    await program.say({
      kind: 'found',
      sealTo: program.keys.sealTo,
      recovery,
      epoch: { id: first.id, number: 1, check: epochCheck(first.key) },
      keyFile: hashOf(keyFile)
    })
    const next = await openLaptop(await temporaryFolder('profile'))
    await next.get('settings.change', { author: 'Người kế nhiệm' })
    const entered = await next.call('office.recover', {
      path: thief.share,
      passphrase,
      recoveryKey: office.recoveryKey,
      laptop: ''
    })
    expect(entered).toMatchObject({ ok: false })
  })
})

describe('an officer with a changed program', () => {
  const withOfficer = async () => {
    const office = await foundOffice()
    const minh = await joining(office, 'Minh')
    const hoa = await joining(office, 'Hoa')
    const program = await changedProgram(minh, office.share)
    return { office, minh, hoa, program }
  }
  const others = ({ office, hoa }: { office: SealedOffice; hoa: Laptop }) => [office.founder, hoa]

  test('lets nobody in, makes itself no more, puts nobody out: others see that it tried', async () => {
    const all = await withOfficer()
    const { program } = all
    const guest = author('guest')
    const before = await rolesAt(all.hoa)
    const keyFile = '0'.repeat(64)
    await program.say({
      kind: 'enrol',
      device: guest.device,
      signer: guest.signer.publicKey,
      sealTo: someRecipient,
      role: 'administrator',
      keyFile
    })
    await program.say({ kind: 'role', device: program.device, role: 'administrator', afterSegment: 0 })
    await program.say({
      kind: 'revoke',
      device: await deviceOf(all.office.founder),
      afterSegment: 0,
      epoch: { id: 'e'.repeat(16), number: 2, check: 'c'.repeat(64) },
      keyFile,
      sealedTo: [program.device]
    })
    for (const laptop of others(all)) {
      await exchange(laptop)
      expect(await rolesAt(laptop)).toEqual(before)
      expect(await laptop.get('roster.read', {})).toMatchObject({ refused: 3, epoch: 1, needsEpoch: false })
    }
    await all.hoa.write('vẫn viết được')
    await exchange(all.hoa)
    expect((await all.hoa.get('exchange.status', {})).unsent).toBe(0)
  })

  test('approves nothing: the entry is kept, marked and counted', async () => {
    const all = await withOfficer()
    await all.program.write({ entries: [someEntry({ record: 'approval.x' }), someEntry()] })
    for (const laptop of others(all)) {
      await exchange(laptop)
      const entries = (await laptop.entries()).filter((entry) => entry.device === all.program.device)
      expect(entries.map(({ record, refused }) => [record, refused ?? false])).toEqual([
        ['approval.x', true],
        ['event.ha-noi-2026', false]
      ])
      expect(await statusOf(laptop, all.program.device)).toMatchObject({ refused: 1, entries: 2 })
    }
  })

  test('writes nothing in somebody else’s name: the entry is kept, marked and counted', async () => {
    const all = await withOfficer()
    const record = recordId('delegation', 'forged')
    const asHoa = { device: await deviceOf(all.hoa), session: '0123456789abcdef', author: 'Hoa', time: 1 }
    const asMinh = { ...asHoa, device: all.program.device, author: 'Minh' }
    const fields = { title: 'Đoàn', direction: 'outbound' }
    const [forged, own] = [createRecord(record, fields, asHoa), createRecord(record, fields, asMinh)]
    await all.program.write({
      entries: [
        someEntry({ record, changes: forged.changes }),
        someEntry({ record, changes: own.changes }),
        someEntry({ record, changes: [...own.changes, ...forged.changes] })
      ]
    })
    for (const laptop of others(all)) {
      await exchange(laptop)
      const entries = (await laptop.entries()).filter((entry) => entry.device === all.program.device)
      expect(entries.map(({ refused }) => refused ?? false)).toEqual([true, false, true])
      expect(await statusOf(laptop, all.program.device)).toMatchObject({ refused: 2 })
    }
  })

  test('in another one’s folder leaves nothing that counts', async () => {
    const all = await withOfficer()
    const built = await all.program.write({ entries: [someEntry()] })
    const ofHoa = await deviceOf(all.hoa)
    await putFile(all.office.share, { ...built.segment.name, device: ofHoa, sequence: 1, ending: 'seg' }, built.bytes)
    await exchange(all.office.founder)
    expect(await reasonsAt(all.office.founder)).toMatchObject({ 'wrong-place': 1 })
    expect((await all.office.founder.entries()).map(({ device }) => device)).toEqual([all.program.device])
  })

  test('as a reader writes nothing that counts', async () => {
    const office = await foundOffice()
    const vy = await joining(office, 'Vy', 'reader')
    expect(
      await vy.call('journal.append', { expectedNumber: 1, editId: 'edit-1234', record: 'event.x', changes: [new Uint8Array(1)] })
    ).toMatchObject({
      code: 'role-not-allowed'
    })
    const program = await changedProgram(vy, office.share)
    await program.write({ entries: [someEntry(), someEntry()] })
    await exchange(office.founder)
    expect((await office.founder.entries()).map(({ refused }) => refused)).toEqual([true, true])
    expect(await statusOf(office.founder, program.device)).toMatchObject({ refused: 2 })
  })

  test('that was copied under keys nobody can seal to can still be put out', async () => {
    const all = await withOfficer()
    const unusable = [
      // Right in form, wrong in its check sum; and a right one whose key is the point of order one.
      someRecipient.replace(/.$/, 'q'),
      await identityToRecipient(await generateIdentity()).then((good) => good.replace(/.$/, good.endsWith('q') ? 'p' : 'q'))
    ]
    for (const [turn, sealTo] of unusable.entries()) {
      const next = author(`copy ${turn}`)
      await all.program.say(
        {
          kind: 'succeed',
          from: all.program.device,
          fromSigner: all.program.keys.signer.publicKey,
          sealTo,
          dropped: null,
          proof: all.program.proofFor(next.signer)
        },
        { by: next }
      )
    }
    await exchange(all.office.founder)
    const members = await rolesAt(all.office.founder)
    for (const device of [all.program.device, ...Object.keys(members).filter((one) => one !== all.program.device)]) {
      if (members[device] === 'administrator' || device === (await deviceOf(all.hoa)) || members[device] === undefined) continue
      expect(await all.office.founder.call('roster.revoke', { device })).toMatchObject({ ok: true })
      await all.office.founder.settled()
    }
  })

  test('that says it was copied does not make its own work vanish from everybody else’s view', async () => {
    const all = await withOfficer()
    await all.minh.write('việc mà người khác dựa vào')
    await exchange(all.minh)
    await exchange(all.hoa)
    const held = (await all.hoa.entries()).length
    const [path] = (await filesIn(all.office.share, '.seg')).filter((one) => one.startsWith(all.program.device)) as [string]
    const dropped = { sequence: 1, hash: hashOf(await readFile(join(all.office.share, path))) }
    const next = author('no copy at all')
    await all.program.say(
      {
        kind: 'succeed',
        from: all.program.device,
        fromSigner: all.program.keys.signer.publicKey,
        sealTo: all.program.keys.sealTo,
        dropped,
        proof: all.program.proofFor(next.signer)
      },
      { by: next }
    )
    await exchange(all.hoa)
    expect(await all.hoa.entries()).toHaveLength(held)
  })
})

describe('a laptop that was put out, with a changed program', () => {
  test('keeps pushing, and nothing of it is taken in', async () => {
    const office = await foundOffice()
    const minh = await joining(office, 'Minh')
    const hoa = await joining(office, 'Hoa')
    const heads = (await (await changedProgram(minh, office.share)).roster()).roster().heads
    await office.founder.get('roster.revoke', { device: await deviceOf(minh) })
    await office.founder.settled()
    const program = await changedProgram(minh, office.share)
    // Knowing of it, and as if it did not know.
    const one = await program.write({ entries: [someEntry()] })
    await program.write({ after: one, entries: [someEntry()], roster: heads })
    for (const laptop of [office.founder, hoa]) {
      await exchange(laptop)
      expect((await laptop.entries()).filter((entry) => entry.device === program.device)).toEqual([])
      expect(await reasonsAt(laptop)).toMatchObject({ 'revoked-signer': expect.any(Number) })
    }
  })

  test('as an administrator lets no accomplice in, by a statement from before it was put out', async () => {
    const office = await foundOffice()
    const minh = await joining(office, 'Minh', 'administrator')
    const before = (await (await changedProgram(minh, office.share)).roster()).roster().heads
    // Minh has spoken once, as administrators do.
    await approve(minh, await asking(office.share, 'Hoa'), 'officer')
    await exchange(office.founder)
    const files = (await filesIn(office.share, '.age')).length
    await office.founder.get('roster.revoke', { device: await deviceOf(minh) })
    await office.founder.settled()
    const accomplice = await keysOf(await asking(office.share, 'accomplice'))
    const program = await changedProgram(minh, office.share)
    await program.say(
      {
        kind: 'enrol',
        device: accomplice.device,
        signer: accomplice.signer.publicKey,
        sealTo: accomplice.sealTo,
        role: 'officer',
        keyFile: '0'.repeat(64)
      },
      { parents: before, sequence: 1, previous: null }
    )
    // The founder's program tends the roster: it hands keys to members who lack them.
    await exchange(office.founder)
    await exchange(office.founder)
    expect((await rolesAt(office.founder))[accomplice.device]).toBeUndefined()
    expect((await filesIn(office.share, '.age')).length).toBe(files + 1)
  })

  test('does not come back as an administrator by approving itself', async () => {
    const office = await foundOffice()
    const minh = await joining(office, 'Minh')
    await office.founder.get('roster.revoke', { device: await deviceOf(minh) })
    await office.founder.settled()
    await exchange(minh)
    for (const call of ['roster.approve', 'roster.change'] as const)
      expect(await minh.call(call, { device: await deviceOf(minh), role: 'administrator' })).toMatchObject({
        code: 'role-not-allowed'
      })
    expect(await minh.call('roster.revoke', { device: await deviceOf(office.founder) })).toMatchObject({
      code: 'role-not-allowed'
    })
    expect(await minh.call('office.ask', { path: office.share, passphrase, laptop: '' })).toMatchObject({ code: 'office-exists' })
  })
})

test('an officer’s own program lets nobody in either, whatever its page asks', async () => {
  const office = await foundOffice()
  const minh = await joining(office, 'Minh', 'supervisor')
  const hoa = await asking(office.share, 'Hoa')
  await exchange(minh)
  expect(await minh.call('roster.approve', { device: await deviceOf(hoa), role: 'officer' })).toMatchObject({
    code: 'role-not-allowed'
  })
  await approve(office.founder, hoa, 'officer')
  expect(await rolesAt(office.founder)).toMatchObject({ [await deviceOf(hoa)]: 'officer' })
})
