/** Files that somebody plants to stop an office from working: by strangers who can write to the share, and by a single member. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { bytesToHex } from '#shared/sync/bytes.ts'
import { buildJoinRequest } from '#shared/sync/join-request.ts'
import { maxJoinRequests } from '#shared/sync/limits.ts'
import { buildStatement, successionText } from '#shared/sync/roster-statement.ts'
import { nodeCrypto } from '../../../electron/services/keys/node-crypto.ts'
import { changedProgram, filesIn, identityIn, putFile } from '../../support/changed-program.ts'
import { type Laptop, openLaptop } from '../../support/laptop.ts'
import { author, someRecipient } from '../../support/roster-tale.ts'
import { approve, asking, deviceOf, foundOffice, joining, passphrase } from '../../support/sealed-office.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

vi.setConfig({ testTimeout: 120_000 })

const exchange = (laptop: Laptop) => laptop.get('exchange.run', {})

/** Requests of people who do not exist. */
async function plantRequests(share: string, count: number): Promise<void> {
  const { id } = await identityIn(share)
  for (let turn = 0; turn < count; turn += 1) {
    const { name, bytes } = buildJoinRequest(id, someRecipient, new Uint8Array(40), author(`nobody ${turn}`).signer)
    await putFile(share, name, bytes)
  }
}

/** Statements that say nothing, each an end of its own. */
async function plantStatements(share: string, count: number, parents: readonly string[]): Promise<void> {
  const { id } = await identityIn(share)
  for (let turn = 0; turn < count; turn += 1) {
    const { signer, device } = author(`nobody ${turn}`)
    const { name, bytes } = buildStatement(
      {
        office: id,
        sequence: 1,
        previous: null,
        parents,
        statement: { kind: 'role', device, role: 'administrator', afterSegment: 0 },
        names: null
      },
      signer,
      null,
      nodeCrypto
    )
    await putFile(share, name, bytes)
  }
}

describe('as many requests to be let in as a laptop keeps', () => {
  test('do not keep out somebody who asks after them', async () => {
    const office = await foundOffice()
    await plantRequests(office.share, maxJoinRequests)
    await exchange(office.founder)
    const minh = await openLaptop(await temporaryFolder('profile'))
    await minh.get('settings.change', { author: 'Minh' })
    expect(await minh.call('office.ask', { path: office.share, passphrase, laptop: 'Dell' })).toMatchObject({ ok: true })
    await approve(office.founder, minh, 'officer')
    await exchange(minh)
    expect((await minh.get('session.describe', {})).access).toEqual({ state: 'member', role: 'officer' })
  })
})

describe('seventy statements of strangers', () => {
  const planted = async () => {
    const office = await foundOffice()
    const minh = await joining(office, 'Minh')
    const heads = (await (await changedProgram(minh, office.share)).roster()).roster().heads
    await plantStatements(office.share, 70, heads)
    await exchange(office.founder)
    return { office, minh }
  }

  test('do not keep an administrator from letting somebody in', async () => {
    const { office } = await planted()
    const hoa = await asking(office.share, 'Hoa')
    await exchange(office.founder)
    expect(await office.founder.call('roster.approve', { device: await deviceOf(hoa), role: 'officer' })).toMatchObject({
      ok: true
    })
  })

  test('do not keep an administrator from putting somebody out', async () => {
    const { office, minh } = await planted()
    expect(await office.founder.call('roster.revoke', { device: await deviceOf(minh) })).toMatchObject({ ok: true })
  })

  test('do not keep anybody’s work from reaching the share', async () => {
    const { minh } = await planted()
    await minh.write()
    expect(await minh.call('exchange.run', {})).toMatchObject({ ok: true, value: { pushedEntries: 1 } })
  })
})

describe('a member with a changed program', () => {
  /** Says that a laptop goes on under a new key, in whatever order suits it; answers the statement's hash. */
  const successions = async (role: 'reader' | 'officer') => {
    const office = await foundOffice()
    const minh = await joining(office, 'Minh', role)
    const program = await changedProgram(minh, office.share)
    const [before] = (await program.roster()).roster().heads as [string]
    const go = (
      to: ReturnType<typeof author>,
      from: ReturnType<typeof author> | null,
      parents: readonly string[],
      sequence = 1
    ) =>
      program.say(
        {
          kind: 'succeed',
          from: from?.device ?? program.device,
          fromSigner: from?.signer.publicKey ?? program.keys.signer.publicKey,
          sealTo: program.keys.sealTo,
          dropped: null,
          proof: from
            ? bytesToHex(from.signer.sign(successionText(program.identity.id, to.signer.publicKey)))
            : program.proofFor(to.signer)
        },
        { by: to, parents, sequence }
      )
    return { office, minh, program, before, go }
  }

  test('who goes on in a circle stops nobody’s exchange, and nobody’s app from opening', async () => {
    const { office, program, before, go } = await successions('reader')
    const [one, two] = [author('one'), author('two')]
    const first = await go(one, null, [before])
    const second = await go(two, null, [before])
    const back = await go(one, two, [second], 2)
    const forth = await go(two, one, [first], 2)
    await program
      .say(
        { kind: 'role', device: one.device, role: 'administrator', afterSegment: 0 },
        { by: one, parents: [first, second, back, forth], sequence: 3 }
      )
      .catch(() => undefined)
    expect(await office.founder.call('exchange.run', {})).toMatchObject({ ok: true })
    await office.founder.close()
    const again = await openLaptop(office.founder.profile)
    expect(await again.call('keys.unlock', { passphrase })).toMatchObject({ ok: true, value: { state: 'member' } })
  })
})

test('files of strangers that were taken away from the share again are not brought back by everybody for ever', async () => {
  const office = await foundOffice()
  const heads = (await (await changedProgram(office.founder, office.share)).roster()).roster().heads
  const before = await filesIn(office.share)
  await plantStatements(office.share, 20, heads)
  await exchange(office.founder)
  for (const path of await filesIn(office.share)) if (!before.includes(path)) await rm(join(office.share, path))
  await exchange(office.founder)
  expect(await filesIn(office.share)).toEqual(before)
})
