/** The roster as one laptop holds it: files that come in any order, and files that are not what they say. */
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { describe, expect, test } from 'vitest'
import { bytesToHex, hashOf } from '#shared/sync/bytes.ts'
import type { EpochKey } from '#shared/sync/crypto-port.ts'
import { type FileName, filePath } from '#shared/sync/file-name.ts'
import { folderInMemory } from '#shared/sync/folder-in-memory.ts'
import { sealedIdentity } from '#shared/sync/replica-identity.ts'
import type { Role } from '#shared/sync/roles.ts'
import { buildStatement, epochCheck, recoveryText, type StatementBody } from '#shared/sync/roster-statement.ts'
import { deviceOfKey } from '#shared/sync/signed-file.ts'
import { sealEpochKeys } from '../../../electron/services/keys/key-file.ts'
import type { LaptopKeys } from '../../../electron/services/keys/laptop-keys.ts'
import { nodeCrypto } from '../../../electron/services/keys/node-crypto.ts'
import { enrol as enrolLaptop, revoke, tendRoster } from '../../../electron/services/roster/administer.ts'
import { openRoster, type RosterStore } from '../../../electron/services/roster/roster-store.ts'
import { author } from '../../support/roster-tale.ts'

type Folder = ReturnType<typeof folderInMemory>

async function laptopKeys(name: string): Promise<LaptopKeys> {
  const { signer, device } = author(name)
  const identity = await generateIdentity()
  return {
    device,
    signer,
    identities: [identity],
    sealTo: await identityToRecipient(identity),
    succession: null,
    passphraseKey: new Uint8Array(32),
    secrets: { seed: '0'.repeat(64), identity, former: [] }
  }
}

/** Lan founds an office; answers everything a test needs to write into it. */
async function founded() {
  const lan = await laptopKeys('Lan')
  const recovery = await laptopKeys('recovery')
  const identity = sealedIdentity(lan.signer.publicKey, recovery.signer.publicKey, '0c'.repeat(16))
  const folder = folderInMemory()
  const store = await openRoster(folder, identity, lan)
  const epoch = store.makeEpoch()
  const keyFile = await store.sealKeys([epoch], [lan.sealTo])
  await store.found(
    {
      kind: 'found',
      sealTo: lan.sealTo,
      recovery: {
        signer: recovery.signer.publicKey,
        sealTo: recovery.sealTo,
        proof: bytesToHex(recovery.signer.sign(recoveryText(identity.id)))
      },
      epoch: { id: epoch.id, number: 1, check: epochCheck(epoch.key) },
      keyFile
    },
    { person: 'Lan', laptop: 'ThinkPad', office: 'Vụ' },
    epoch
  )
  return { lan, recovery, identity, folder, store, epoch }
}
const names = { person: 'Minh', laptop: 'Dell' }
const enrol = (store: RosterStore, { device, signer, sealTo }: LaptopKeys, role: Role) =>
  enrolLaptop(store, { device, signer: signer.publicKey, sealTo }, role, names)
const pathsOf = (folder: Folder) => Array.from(folder.files.keys())
const nameOf = (path: string): FileName => {
  const [device = '', file = ''] = path.split('/')
  const [, sequence = '', hash = '', ending = ''] = /^(\d{8})-([0-9a-f]{32})\.(\w+)$/.exec(file) ?? []
  return { device, sequence: Number(sequence), hash, ending: ending as FileName['ending'] }
}
/** Files of one folder taken into another store, in this order. */
async function give(folder: Folder, paths: readonly string[], store: Awaited<ReturnType<typeof openRoster>>) {
  for (const path of paths) await store.accept(nameOf(path), folder.files.get(path) as Uint8Array)
  await store.refresh()
}

describe('files that come one by one', () => {
  test('give a newcomer its keys in whatever order they come', async () => {
    const { identity, folder, store } = await founded()
    const minh = await laptopKeys('Minh')
    await enrol(store, minh, 'officer')
    const statements = pathsOf(folder).filter((path) => path.endsWith('.ros'))
    const [found, enrolled] = statements as [string, string]
    const keyFiles = pathsOf(folder).filter((path) => path.endsWith('.age'))
    for (const order of [
      [[found, enrolled, ...keyFiles]],
      [[found, enrolled], keyFiles],
      [keyFiles, [found], [enrolled]],
      [[found], [...keyFiles, enrolled]],
      [[enrolled, ...keyFiles], [found]],
      [[enrolled], keyFiles, [found]]
    ]) {
      const own = await openRoster(folderInMemory(), identity, minh)
      for (const some of order) await give(folder, some, own)
      expect(
        own.keys().map(({ number }) => number),
        JSON.stringify(order.map((some) => some.map((path) => path.slice(-4))))
      ).toEqual([1])
    }
  })

  test('give a member the key of a revocation that came before what it builds on', async () => {
    const { identity, folder, store } = await founded()
    const [minh, hoa] = [await laptopKeys('Minh'), await laptopKeys('Hoa')]
    await enrol(store, minh, 'officer')
    const own = await openRoster(folderInMemory(), identity, minh)
    await give(folder, pathsOf(folder), own)
    await enrol(store, hoa, 'officer')
    const ofHoa = pathsOf(folder).filter((path) => !own.holds(path))
    await revoke(store, hoa.device, { afterSegment: 0, segments: [], packs: [] })
    const ofRevocation = pathsOf(folder).filter((path) => !own.holds(path) && !ofHoa.includes(path))
    await give(folder, ofRevocation, own)
    expect(own.roster().waiting).toHaveLength(1)
    await give(folder, ofHoa, own)
    expect(own.roster().current?.number).toBe(2)
    expect(own.keys().map(({ number }) => number)).toEqual([1, 2])
  })

  test('leave the same roster behind after a restart', async () => {
    const { lan, identity, folder, store } = await founded()
    await enrol(store, await laptopKeys('Minh'), 'officer')
    const again = await openRoster(folderInMemory(new Map(folder.files)), identity, lan)
    expect(again.print()).toBe(store.print())
    expect(again.roster().members).toEqual(store.roster().members)
    expect(again.namesOf(author('Minh').device)).toMatchObject(names)
  })
})

describe('a data key', () => {
  /** A statement of Lan's that names this key, with a key file that holds another. */
  async function saying(body: (keyFile: string) => StatementBody, given: EpochKey, to: LaptopKeys) {
    const { identity, folder, store, lan } = await founded()
    await enrol(store, to, 'officer')
    const bytes = await sealEpochKeys(identity.id, [given], [to.sealTo])
    const hash = hashOf(bytes)
    const built = buildStatement(
      { office: identity.id, sequence: 99, previous: null, parents: store.roster().heads, statement: body(hash), names: null },
      lan.signer,
      null,
      nodeCrypto
    )
    const own = await openRoster(folderInMemory(new Map(folder.files)), identity, to)
    await own.accept({ device: lan.device, sequence: 9, hash: hash.slice(0, 32), ending: 'age' }, bytes)
    await own.accept(built.name, built.bytes)
    await own.refresh()
    return own
  }
  const key = (fill: number): EpochKey => ({ id: '0e'.repeat(8), number: 2, key: new Uint8Array(32).fill(fill) })
  const epochOf = ({ id, number, key: bytes }: EpochKey) => ({ id, number, check: epochCheck(bytes) })

  test('is taken when it is the one that the roster names', async () => {
    const minh = await laptopKeys('Minh')
    const own = await saying(
      (keyFile) => ({ kind: 'epoch', epoch: epochOf(key(5)), keyFile, sealedTo: [minh.device] }),
      key(5),
      minh
    )
    expect(own.keyOf(key(5).id)?.key).toEqual(key(5).key)
  })

  test('is not taken when it is another one: who gives one key to Minh and another to Hoa splits nothing', async () => {
    const minh = await laptopKeys('Minh')
    const own = await saying(
      (keyFile) => ({ kind: 'epoch', epoch: epochOf(key(5)), keyFile, sealedTo: [minh.device] }),
      key(6),
      minh
    )
    expect(own.keyOf(key(5).id)).toBeNull()
    expect(own.keys()).toHaveLength(1)
  })

  test('is not taken under another number than the roster’s', async () => {
    const minh = await laptopKeys('Minh')
    const given = { ...key(5), number: 7 }
    const own = await saying(
      (keyFile) => ({ kind: 'epoch', epoch: epochOf(key(5)), keyFile, sealedTo: [minh.device] }),
      given,
      minh
    )
    expect(own.keyOf(key(5).id)).toBeNull()
  })

  test('that a stranger’s statement names is not taken', async () => {
    const { identity, folder, store } = await founded()
    const minh = await laptopKeys('Minh')
    await enrol(store, minh, 'officer')
    const bytes = await sealEpochKeys(identity.id, [key(5)], [minh.sealTo])
    const hash = hashOf(bytes)
    const { signer, device } = author('stranger')
    const built = buildStatement(
      {
        office: identity.id,
        sequence: 1,
        previous: null,
        parents: store.roster().heads,
        statement: { kind: 'epoch', epoch: epochOf(key(5)), keyFile: hash, sealedTo: [minh.device] },
        names: null
      },
      signer,
      null,
      nodeCrypto
    )
    const own = await openRoster(folderInMemory(new Map(folder.files)), identity, minh)
    await own.accept({ device, sequence: 1, hash: hash.slice(0, 32), ending: 'age' }, bytes)
    await own.accept(built.name, built.bytes)
    await own.refresh()
    expect(own.keyOf(key(5).id)).toBeNull()
    expect(own.roster().current?.number).toBe(1)
  })
})

describe('what an administrator’s laptop mends', () => {
  /** Two administrators who each put somebody out without having heard of the other. */
  async function divided() {
    const one = await founded()
    const [hoa, minh, vy] = await Promise.all(['Hoa', 'Minh', 'Vy'].map(laptopKeys))
    if (!hoa || !minh || !vy) throw new Error('nobody')
    await enrol(one.store, hoa, 'administrator')
    await enrol(one.store, minh, 'officer')
    await enrol(one.store, vy, 'officer')
    const ofHoa = folderInMemory(new Map(one.folder.files))
    const storeOfHoa = await openRoster(ofHoa, one.identity, hoa)
    await revoke(one.store, minh.device, { afterSegment: 0, segments: [], packs: [] })
    await revoke(storeOfHoa, vy.device, { afterSegment: 0, segments: [], packs: [] })
    const meet = async () => {
      await give(
        ofHoa,
        pathsOf(ofHoa).filter((path) => !one.store.holds(path)),
        one.store
      )
      await give(
        one.folder,
        pathsOf(one.folder).filter((path) => !storeOfHoa.holds(path)),
        storeOfHoa
      )
    }
    return { ...one, hoa, minh, vy, ofHoa, storeOfHoa, meet }
  }

  test('is a key that nobody has who was put out, and both end with the same', async () => {
    const { store, storeOfHoa, meet, minh, vy } = await divided()
    await meet()
    expect(store.roster().needsEpoch).toBe(true)
    expect(await tendRoster(store, new Set())).toBe(true)
    expect(await tendRoster(storeOfHoa, new Set())).toBe(true)
    await meet()
    for (const one of [store, storeOfHoa]) {
      expect(one.roster()).toMatchObject({ needsEpoch: false, needKeys: [], current: { number: 3 } })
      expect(one.roster().current?.sealedTo.has(minh.device)).toBe(false)
      expect(one.roster().current?.sealedTo.has(vy.device)).toBe(false)
      expect(one.keyOf(one.roster().current?.id ?? '')).not.toBeNull()
      expect(await tendRoster(one, new Set())).toBe(false)
    }
    expect(store.roster().current?.id).toBe(storeOfHoa.roster().current?.id)
  })

  test('comes to rest: with nothing left undone nothing more is said', async () => {
    const { store, storeOfHoa, meet, folder } = await divided()
    for (let round = 0; round < 4; round += 1) {
      await meet()
      await tendRoster(store, new Set())
      await tendRoster(storeOfHoa, new Set())
    }
    await meet()
    const files = folder.files.size
    for (let round = 0; round < 3; round += 1) {
      await tendRoster(store, new Set())
      await tendRoster(storeOfHoa, new Set())
      await meet()
    }
    expect(folder.files.size).toBe(files)
  })

  test('is the newest key for a member whom the other administrator let in meanwhile', async () => {
    const one = await founded()
    const [hoa, minh, vy] = await Promise.all(['Hoa', 'Minh', 'Vy'].map(laptopKeys))
    if (!hoa || !minh || !vy) throw new Error('nobody')
    await enrol(one.store, hoa, 'administrator')
    await enrol(one.store, minh, 'officer')
    const ofHoa = folderInMemory(new Map(one.folder.files))
    const storeOfHoa = await openRoster(ofHoa, one.identity, hoa)
    await revoke(one.store, minh.device, { afterSegment: 0, segments: [], packs: [] })
    await enrol(storeOfHoa, vy, 'officer')
    await give(
      ofHoa,
      pathsOf(ofHoa).filter((path) => !one.store.holds(path)),
      one.store
    )
    expect(one.store.roster().needKeys).toEqual([vy.device])
    expect(await tendRoster(one.store, new Set())).toBe(true)
    const ofVy = await openRoster(folderInMemory(new Map(one.folder.files)), one.identity, vy)
    expect(
      ofVy
        .keys()
        .map(({ number }) => number)
        .sort()
    ).toEqual([1, 2])
    expect(await tendRoster(one.store, new Set())).toBe(false)
  })
})

describe('what somebody without a key of the office can fill every laptop with', () => {
  /** As many as a laptop keeps of requests. */
  const most = 200

  test('are not key files that no statement names', async () => {
    const { store } = await founded()
    const before = store.held().length
    for (let turn = 0; turn < 300; turn += 1) {
      const bytes = nodeCrypto.random(100)
      await store.accept({ device: 'ee'.repeat(16), sequence: turn + 1, hash: hashOf(bytes).slice(0, 32), ending: 'age' }, bytes)
    }
    await store.refresh()
    expect(store.held().length).toBeLessThanOrEqual(before + most)
  })

  test('are not statements', async () => {
    const { store, identity } = await founded()
    const before = store.held().length
    const { signer } = author('stranger')
    for (let turn = 1; turn <= 300; turn += 1) {
      const built = buildStatement(
        {
          office: identity.id,
          sequence: turn,
          previous: null,
          parents: store.roster().heads.slice(0, 1),
          statement: { kind: 'role', device: deviceOfKey(signer.publicKey), role: 'administrator', afterSegment: turn },
          names: null
        },
        signer,
        null,
        nodeCrypto
      )
      await store.accept(built.name, built.bytes)
    }
    await store.refresh()
    expect(store.held().length).toBeLessThanOrEqual(before + most)
  })
})

test('the name of a file kept in the roster is the one it was given', async () => {
  const { folder } = await founded()
  for (const path of pathsOf(folder)) expect(filePath(nameOf(path))).toBe(path)
})
