/** As in `denial.test.ts`, in numbers that take their time. */
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { expect, test } from 'vitest'
import { buildJoinRequest } from '#shared/sync/join-request.ts'
import { maxJoinRequests } from '#shared/sync/limits.ts'
import { buildStatement } from '#shared/sync/roster-statement.ts'
import { sealText } from '../../../electron/services/keys/key-file.ts'
import { nodeCrypto } from '../../../electron/services/keys/node-crypto.ts'
import { changedProgram, identityIn, putFile } from '../../support/changed-program.ts'
import type { Laptop } from '../../support/laptop.ts'
import { author, someRecipient } from '../../support/roster-tale.ts'
import { deviceOf, foundOffice, joining } from '../../support/sealed-office.ts'

const exchange = (laptop: Laptop) => laptop.get('exchange.run', {})

/** Requests of people who do not exist. */
async function plantRequests(share: string, count: number, sealedNames: Uint8Array = new Uint8Array(40)): Promise<void> {
  const { id } = await identityIn(share)
  for (let turn = 0; turn < count; turn += 1) {
    const { name, bytes } = buildJoinRequest(id, someRecipient, sealedNames, author(`nobody ${turn}`).signer)
    await putFile(share, name, bytes)
  }
}

test('a thousand requests to be let in are kept no more than there may be, and stop neither an exchange nor writing', async () => {
  const office = await foundOffice()
  const minh = await joining(office, 'Minh')
  await plantRequests(office.share, 1000)
  await minh.write()
  await exchange(minh)
  await exchange(office.founder)
  const { requests } = await office.founder.get('roster.read', {})
  expect(requests.length).toBeLessThanOrEqual(maxJoinRequests)
  expect(requests.length).toBeGreaterThan(0)
  expect(await office.founder.entries()).toHaveLength(1)
})

test('two hundred requests, each sealed to as many people as fit, do not keep an administrator from seeing who asks', async () => {
  const office = await foundOffice()
  const others = await Promise.all(Array.from({ length: 150 }, async () => identityToRecipient(await generateIdentity())))
  await plantRequests(office.share, maxJoinRequests, await sealText('{}', others))
  await exchange(office.founder)
  await office.founder.get('roster.read', {})
})

test('a member who goes on under a new key six hundred times can still be put out', async () => {
  const office = await foundOffice()
  const minh = await joining(office, 'Minh')
  const program = await changedProgram(minh, office.share)
  const parents = (await program.roster()).roster().heads
  for (let turn = 0; turn < 600; turn += 1) {
    const { signer } = author(`copy ${turn}`)
    const { name, bytes } = buildStatement(
      {
        office: program.identity.id,
        sequence: 1,
        previous: null,
        parents,
        statement: {
          kind: 'succeed',
          from: program.device,
          fromSigner: program.keys.signer.publicKey,
          sealTo: program.keys.sealTo,
          dropped: null,
          proof: program.proofFor(signer)
        },
        names: null
      },
      signer,
      null,
      nodeCrypto
    )
    await putFile(office.share, name, bytes)
  }
  await exchange(office.founder)
  expect(await office.founder.call('roster.revoke', { device: await deviceOf(minh) })).toMatchObject({ ok: true })
})
