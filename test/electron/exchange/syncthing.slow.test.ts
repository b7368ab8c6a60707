/**
 * A share that is no network drive but a folder which Syncthing keeps in two places: files come late, in any order, half for a while, and
 * what was changed in both places comes back as a conflict copy.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type TestContext, test, vi } from 'vitest'
import { identityFile } from '#shared/sync/segment-name.ts'
import { folderOnDisk } from '../../../electron/services/replica/folder-on-disk.ts'
import { type BareLaptop, openBareLaptop } from '../../support/bare-laptop.ts'
import { openLaptop } from '../../support/laptop.ts'
import { readFiles } from '../../support/read-tree.ts'
import { newOffice } from '../../support/sealed-office.ts'
import { expectAllKnow, expectSameFiles, newShare } from '../../support/shares.ts'
import { type SyncthingPair, syncthingPair } from '../../support/syncthing-pair.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

interface Person {
  readonly place: string
  readonly laptop: BareLaptop
}

/** Lan in the one place, Minh in the other, and a share of the office in both. */
async function twoPlaces(context: TestContext) {
  const pair = await syncthingPair(context)
  const identity = await readFile(join((await newShare()).root, identityFile))
  await folderOnDisk(pair.places[0]).createOnce(identityFile, identity)
  await pair.meet()
  return { pair, lan: await personAt(pair.places[0]), minh: await personAt(pair.places[1]) }
}

const personAt = async (place: string): Promise<Person> => ({
  place,
  laptop: await openBareLaptop(await temporaryFolder('laptop'))
})

async function exchange({ laptop, place }: Person) {
  const outcome = await laptop.exchange(folderOnDisk(place))
  if (!outcome.ok) throw new Error(`${outcome.code} ${outcome.detail}`)
  return outcome.report
}

async function untilAllIsSent(pair: SyncthingPair, people: readonly Person[]): Promise<void> {
  for (let round = 1; round <= 3; round += 1) {
    for (const person of people) await exchange(person)
    await pair.meet()
  }
}

const namesIn = async (place: string, form: RegExp) =>
  (await readdir(place, { recursive: true })).filter((path) => form.test(path)).sort()
const segmentsIn = (place: string) => namesIn(place, /\/\d{8}-[0-9a-f]{32}\.seg$/)
const conflictCopiesIn = (place: string) => namesIn(place, /\.sync-conflict-/)
const told = ({ laptop }: Person) => laptop.quarantine.list((file) => laptop.replica.holds(file))

/** What is not ours was told, if at all, as not ours. */
async function expectToldAsForeign(person: Person): Promise<void> {
  for (const { file, reason } of await told(person)) {
    expect(file).toMatch(/^\.stfolder\/$|\.sync-conflict-|(^|\/)\.syncthing\..+\.tmp$/)
    expect(reason).toBe('foreign-name')
  }
}

/** The two places and all laptops hold the same segments, and every one of them is right. */
async function expectSameSegments(pair: SyncthingPair, people: readonly Person[]): Promise<void> {
  const replicas = people.map(({ laptop }) => laptop.replicaFolder)
  await expectSameFiles(replicas)
  const good = await readFiles(replicas[0] as string)
  const segments = await segmentsIn(replicas[0] as string)
  for (const place of pair.places) {
    expect(await segmentsIn(place)).toEqual(segments)
    const files = await readFiles(place)
    for (const path of segments) expect(files[path], path).toBe(good[path])
  }
}

test('two laptops whose share is a Syncthing folder have each other’s edits once it has brought them over', async (context) => {
  const { pair, lan, minh } = await twoPlaces(context)
  await lan.laptop.write(randomBytes(200_000).toString('base64'))
  await lan.laptop.write()
  await minh.laptop.write()
  await untilAllIsSent(pair, [lan, minh])
  await expectAllKnow([lan.laptop, minh.laptop], { [lan.laptop.device]: 2, [minh.laptop.device]: 1 })
  await expectSameSegments(pair, [lan, minh])
  for (const person of [lan, minh]) await expectToldAsForeign(person)
  for (const place of pair.places) expect(await namesIn(place, /^\.stfolder$|\.sync-conflict-/)).toEqual(['.stfolder'])
})

const spoil = (bytes: Buffer): Uint8Array => bytes.map((byte, at) => (at === bytes.length - 5 ? byte ^ 1 : byte))
const spoilOtherwise = (bytes: Buffer): Uint8Array => bytes.subarray(0, bytes.length / 2)
const leave = (bytes: Buffer): Uint8Array => bytes

test.for([
  ['both had gone bad', spoil, spoilOtherwise],
  ['the older of them, and so the copy, is the good one', leave, spoil],
  ['the newer of them is the good one', spoil, leave]
] as const)(
  'conflict copies that Syncthing made of a segment and of the identity stay where they are and count for nothing: %s',
  async ([_, older, newer], context) => {
    const { pair, lan, minh } = await twoPlaces(context)
    for (const text of ['một', 'hai']) {
      await lan.laptop.write(text)
      await exchange(lan)
    }
    await pair.meet()
    await exchange(minh)
    await pair.meet()

    await pair.part()
    const [segment] = (await segmentsIn(lan.place)).filter(
      (path) => path.includes('/00000001-') && path.startsWith(lan.laptop.device)
    )
    const [now, before] = [Date.now() / 1000, Date.now() / 1000 - 60]
    for (const [place, change, time] of [
      [lan.place, older, before],
      [minh.place, newer, now]
    ] as const) {
      const path = join(place, segment as string)
      await writeFile(path, change(await readFile(path)))
      await utimes(path, time, time)
      const identity = join(place, identityFile)
      await writeFile(identity, `${await readFile(identity, 'utf8')}${place === lan.place ? '\n' : '\n\n'}`)
      await utimes(identity, time, time)
    }
    await pair.meet()
    const copies = await conflictCopiesIn(lan.place)
    expect(copies).toEqual([
      expect.stringMatching(/\/00000001-[0-9a-f]{32}\.sync-conflict-.+\.seg$/),
      expect.stringMatching(/^replica\.sync-conflict-.+\.json$/)
    ])
    expect(await conflictCopiesIn(minh.place)).toEqual(copies)
    const files = await readFiles(lan.place)

    // One who knows nothing yet comes first; the others, who hold the good file, make up for it.
    const hoa = await personAt(minh.place)
    await exchange(hoa)
    await minh.laptop.write()
    await untilAllIsSent(pair, [lan, minh, hoa])
    await expectAllKnow([lan.laptop, minh.laptop, hoa.laptop], { [lan.laptop.device]: 2, [minh.laptop.device]: 1 })
    await expectSameSegments(pair, [lan, minh, hoa])
    for (const person of [lan, minh]) await expectToldAsForeign(person)
    for (const notice of await told(hoa)) expect(notice.reason === 'foreign-name' || notice.resolved, notice.file).toBe(true)
    for (const place of pair.places) {
      expect(await namesIn(place, /^\.stfolder$|\.sync-conflict-/)).toEqual(['.stfolder', ...copies])
      const left = await readFiles(place)
      for (const path of copies) expect(left[path]).toBe(files[path])
    }
  }
)

test('files of which Syncthing has brought only a part are left alone, and taken once they are whole', async (context) => {
  const { pair, lan, minh } = await twoPlaces(context)
  await lan.laptop.write()
  await lan.laptop.ledger.seal()
  await lan.laptop.write(randomBytes(2_000_000).toString('base64'))
  await exchange(lan)
  // The first half MiB comes at once, whatever the limit.
  await pair.beginToMeet(16)
  const half = await vi.waitFor(
    async () => {
      const [found] = await namesIn(minh.place, /\.syncthing\.00000002-/)
      if (!found) throw new Error('the large file is not on its way')
      return found
    },
    { timeout: 60_000, interval: 20 }
  )
  const report = await exchange(minh)
  expect(report).toMatchObject({ quarantined: 0, trouble: null })
  expect(report.pulledSegments).toBeLessThan(2)
  expect(await namesIn(minh.place, /\.syncthing\./)).toContain(half)

  await untilAllIsSent(pair, [lan, minh])
  await expectAllKnow([lan.laptop, minh.laptop], { [lan.laptop.device]: 2 })
  await expectSameSegments(pair, [lan, minh])
  for (const person of [lan, minh]) await expectToldAsForeign(person)
})

test('two offices that were set up in one Syncthing folder before it had met: one stays, the other is told, and nothing is mixed', async (context) => {
  const pair = await syncthingPair(context)
  await pair.part()
  // Not its root, in which Syncthing has a folder of its own: that one is not empty.
  const shares = pair.places.map((place) => join(place, 'htqt'))
  for (const share of shares) await mkdir(share)
  const people = await Promise.all(pair.places.map(async () => openLaptop(await temporaryFolder('profile'))))
  for (const [who, laptop] of people.entries()) {
    const place = shares[who] as string
    await laptop.get('office.create', newOffice(`Vụ ${who + 1}`))
    await laptop.get('exchange.connect', { path: place, setUp: true })
    const time = Date.now() / 1000 + who * 60 - 120
    await utimes(join(place, identityFile), time, time)
    expect(await laptop.write()).toBe(1)
    expect(await laptop.get('exchange.run', {})).toMatchObject({ trouble: null, pushedEntries: 1 })
  }
  await pair.meet()
  const files = await readFiles(pair.places[0])
  expect(await conflictCopiesIn(pair.places[0])).toEqual([expect.stringMatching(/^htqt\/replica\.sync-conflict-.+\.json$/)])

  const [lost, kept] = people as [(typeof people)[number], (typeof people)[number]]
  expect(await lost.call('exchange.run', {})).toMatchObject({ ok: false, code: 'share-other-office' })
  expect(await kept.get('exchange.run', {})).toMatchObject({ trouble: null })
  for (const laptop of people) expect((await laptop.entries()).map((entry) => entry.number)).toEqual([1])
  for (const place of pair.places) expect(await readFiles(place)).toMatchObject(files)
})
