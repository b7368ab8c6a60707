/** The office's data keys in age files: for those they were made for, for the printed key, and for the public `age` tool. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { describe, expect, type TestContext, test } from 'vitest'
import { epochCheck } from '#shared/sync/roster-statement.ts'
import { openEpochKeys, openText, sealEpochKeys, sealText } from '../../../electron/services/keys/key-file.ts'
import { readKeyFile, unlockKeys } from '../../../electron/services/keys/laptop-keys.ts'
import { makeRecoveryKey, readRecoveryKey } from '../../../electron/services/keys/recovery-key.ts'
import { quickPassphrase } from '../../support/laptop.ts'
import { deviceOf, foundOffice, joining, passphrase } from '../../support/sealed-office.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const run = promisify(execFile)
const office = 'ab'.repeat(16)
const oneKey = { id: '01'.repeat(8), number: 1, key: new Uint8Array(32).fill(7) }

async function ageTool(context: TestContext): Promise<void> {
  await run('age', ['--version']).catch(() =>
    context.skip('the age command line tool (Debian package `age`) is not on this machine')
  )
}

describe('a key file', () => {
  test('opens for each it was made for, and for nobody else', async () => {
    const identities = await Promise.all([1, 2, 3].map(() => generateIdentity()))
    const recipients = await Promise.all(identities.map(identityToRecipient))
    const bytes = await sealEpochKeys(office, [oneKey], recipients.slice(0, 2))
    const opened = await Promise.all(identities.map((identity) => openEpochKeys(office, bytes, [identity])))
    expect(opened).toEqual([[oneKey], [oneKey], null])
  })

  test('of another office is none', async () => {
    const identity = await generateIdentity()
    const bytes = await sealEpochKeys(office, [oneKey], [await identityToRecipient(identity)])
    expect(await openEpochKeys('cd'.repeat(16), bytes, [identity])).toBeNull()
  })

  test.each(['', '{}', 'null', '[1]', `{"office":"${office}","keys":[{"id":"x","number":1,"key":"y"}]}`, '{"office":1e400}'])(
    'that holds %j is none',
    async (text) => {
      const identity = await generateIdentity()
      expect(await openEpochKeys(office, await sealText(text, [await identityToRecipient(identity)]), [identity])).toBeNull()
    }
  )

  test('altered anywhere is none', async () => {
    const identity = await generateIdentity()
    const bytes = await sealEpochKeys(office, [oneKey], [await identityToRecipient(identity)])
    for (let at = 0; at < bytes.length; at += 5) {
      const other = Uint8Array.from(bytes)
      other[at] = (other[at] ?? 0) ^ 1
      expect(await openEpochKeys(office, other, [identity])).toBeNull()
    }
  })
})

describe('the printed key', () => {
  test('opens every key file of an office with the public age tool, and what is in them are its keys', async (context) => {
    await ageTool(context)
    const sealed = await foundOffice()
    const minh = await joining(sealed, 'Minh')
    await sealed.founder.get('roster.revoke', { device: await deviceOf(minh) })
    await sealed.founder.settled()
    const identity = join(await temporaryFolder('age'), 'recovery.txt')
    await writeFile(identity, `${sealed.recoveryKey}\n`)
    const files = (await readdir(sealed.share, { recursive: true })).filter((name) => name.endsWith('.age'))
    expect(files.length).toBeGreaterThanOrEqual(3)
    const found = new Map<number, string>()
    for (const file of files) {
      const { stdout } = await run('age', ['--decrypt', '--identity', identity, join(sealed.share, file)])
      const contents = JSON.parse(stdout)
      for (const { number, key } of contents.keys) found.set(number, key)
    }
    expect(Array.from(found.keys()).sort()).toEqual([1, 2])
    // The roster names the prints of exactly these keys.
    const statements = (await readdir(sealed.share, { recursive: true })).filter((name) => name.endsWith('.ros'))
    const texts = await Promise.all(statements.map((file) => readFile(join(sealed.share, file), 'latin1')))
    for (const key of found.values()) expect(texts.join('')).toContain(epochCheck(Buffer.from(key, 'hex')))
  })

  test('of an age file that the tool made opens here too', async (context) => {
    await ageTool(context)
    const identity = await generateIdentity()
    const folder = await temporaryFolder('age')
    const text = JSON.stringify({ office, keys: [{ id: oneKey.id, number: 1, key: Buffer.from(oneKey.key).toString('hex') }] })
    await writeFile(join(folder, 'plain.json'), text)
    await run('age', [
      '--recipient',
      await identityToRecipient(identity),
      '--output',
      join(folder, 'out.age'),
      join(folder, 'plain.json')
    ])
    expect(await openEpochKeys(office, new Uint8Array(await readFile(join(folder, 'out.age'))), [identity])).toEqual([oneKey])
  })

  test('is understood in small letters, in groups and over several lines', async () => {
    const key = await makeRecoveryKey()
    const groups = `  ${(key.text.toLowerCase().match(/.{1,6}/g) ?? []).join(' ')}\r\n`
    expect(await readRecoveryKey(groups)).toMatchObject({
      text: key.text,
      sealTo: key.sealTo,
      signer: { publicKey: key.signer.publicKey }
    })
  })

  test('gives the same signing key every time, and another one for another key', async () => {
    const [one, two] = [await makeRecoveryKey(), await makeRecoveryKey()]
    expect((await readRecoveryKey(one.text))?.signer.publicKey).toBe(one.signer.publicKey)
    expect(one.signer.publicKey).not.toBe(two.signer.publicKey)
  })

  test('with a slip of the hand anywhere is refused', async () => {
    const { text } = await makeRecoveryKey()
    const letters = 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'
    for (let at = 'AGE-SECRET-KEY-1'.length; at < text.length; at += 1) {
      const other = letters[(letters.indexOf(text[at] ?? '') + 1) % letters.length]
      expect(await readRecoveryKey(`${text.slice(0, at)}${other}${text.slice(at + 1)}`)).toBeNull()
    }
    for (let at = 20; at < text.length - 1; at += 1) {
      if (text[at] === text[at + 1]) continue
      const swapped = `${text.slice(0, at)}${text[at + 1]}${text[at]}${text.slice(at + 2)}`
      expect(await readRecoveryKey(swapped)).toBeNull()
    }
    expect(await readRecoveryKey(text.slice(0, -1))).toBeNull()
    expect(await readRecoveryKey(`${text}Q`)).toBeNull()
    expect(await readRecoveryKey('')).toBeNull()
  })

  test('is nowhere on the disk, neither on the laptop nor on the share, in any form', async () => {
    const sealed = await foundOffice()
    const minh = await joining(sealed, 'Minh', 'administrator')
    await sealed.founder.write()
    await sealed.founder.get('exchange.run', {})
    const secret = sealed.recoveryKey.slice('AGE-SECRET-KEY-1'.length)
    const hashed = createHash('sha256').update(sealed.recoveryKey).digest()
    for (const root of [sealed.share, sealed.founder.profile, minh.profile]) {
      for (const [path, bytes] of await everyFile(root)) {
        const text = bytes.toString('latin1').toUpperCase()
        expect(text.includes(secret) || text.includes('AGE-SECRET-KEY') ? path : '').toBe('')
        expect(bytes.includes(hashed) ? path : '').toBe('')
      }
    }
  })
})

test('no laptop’s private key and no data key is anywhere on the disk in clear', async () => {
  const sealed = await foundOffice()
  const minh = await joining(sealed, 'Minh')
  const secrets: Buffer[] = []
  for (const laptop of [sealed.founder, minh]) {
    const file = await readKeyFile(laptop.profile)
    const keys = file && (await unlockKeys(file, passphrase, quickPassphrase))
    if (!keys) throw new Error('no keys')
    const seed = Buffer.from(keys.secrets.seed, 'hex')
    secrets.push(seed, Buffer.from(keys.secrets.seed), Buffer.from(seed.toString('base64').slice(0, 42)))
    secrets.push(
      Buffer.from(keys.secrets.identity),
      Buffer.from(keys.passphraseKey),
      Buffer.from(Buffer.from(keys.passphraseKey).toString('hex'))
    )
    for (const [, bytes] of await everyFile(join(laptop.profile, 'replica'))) {
      const given = await openEpochKeys(
        JSON.parse(await readFile(join(laptop.profile, 'replica/replica.json'), 'utf8')).office,
        bytes,
        [keys.secrets.identity]
      )
      for (const { key } of given ?? []) secrets.push(Buffer.from(key), Buffer.from(Buffer.from(key).toString('hex')))
    }
  }
  expect(secrets.length).toBeGreaterThan(12)
  for (const root of [sealed.share, sealed.founder.profile, minh.profile]) {
    for (const [path, bytes] of await everyFile(root)) {
      for (const secret of secrets) expect(bytes.includes(secret) ? path : '').toBe('')
    }
  }
})

test('an age file with as many recipients as a request has room for is tried in half a second', async () => {
  // What strangers seal for an administrator is tried with its key, stanza by stanza; a request has room for some 150.
  const identity = await generateIdentity()
  const others = await Promise.all(Array.from({ length: 150 }, async () => identityToRecipient(await generateIdentity())))
  const bytes = await sealText('{}', others)
  const start = performance.now()
  expect(await openText(bytes, [identity])).toBeNull()
  expect(performance.now() - start).toBeLessThan(500)
})

async function everyFile(root: string): Promise<[string, Buffer][]> {
  const entries = (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  return Promise.all(
    entries.map(async (entry): Promise<[string, Buffer]> => {
      const path = join(entry.parentPath, entry.name)
      return [path, await readFile(path)]
    })
  )
}
