import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FileEnding, type FileName, filePath } from '#shared/sync/file-name.ts'
import type { ListedFile } from '#shared/sync/folder-port.ts'
import { type ExchangePlan, planExchange } from '#shared/sync/plan-exchange.ts'
import { seeded } from '../../support/seeded.ts'
import { device as ours, otherDevice as theirs } from '../../support/segments.ts'

const third = '3c'.repeat(16)
const hashes = ['aa'.repeat(16), 'bb'.repeat(16)] as const
const name = (device: string, sequence: number, hash: string = hashes[0], ending: FileEnding = 'seg'): FileName => ({
  device,
  sequence,
  hash,
  ending
})
/** Beside these there are packs, checkpoints and attachments, which have rules of their own. */
const endings = ['seg', 'ros', 'age', 'join'] as const
const listed = (path: string, isLink = false): ListedFile => ({ path, isLink })
const onShare = (...names: FileName[]): ListedFile[] => [listed('replica.json'), ...names.map((one) => listed(filePath(one)))]

const planOf = (device: string, files: readonly FileName[], share: readonly ListedFile[]): ExchangePlan =>
  planExchange({ device, files, covers: () => false, isRefused: () => false }, share)

describe('an exchange', () => {
  it('brings over what each side lacks, and nothing that both have', () => {
    const plan = planOf(ours, [name(ours, 1), name(ours, 2), name(third, 1)], onShare(name(ours, 1), name(theirs, 1)))
    expect(plan.pull).toEqual([name(theirs, 1)])
    expect(plan.push).toEqual([name(ours, 2), name(third, 1)])
    expect(plan).toMatchObject({ foreign: [], ownElsewhere: [] })
  })

  it('has nothing to do when both sides hold the same', () => {
    const plan = planOf(ours, [name(ours, 1), name(theirs, 1)], onShare(name(theirs, 1), name(ours, 1)))
    expect(plan).toEqual({ pull: [], push: [], foreign: [], ownElsewhere: [] })
  })

  it('fills a wiped share again, with everybody’s segments', () => {
    const held = [name(ours, 1), name(theirs, 1), name(theirs, 2), name(third, 1)]
    expect(planOf(ours, held, []).push).toEqual(held)
  })

  it('pulls each laptop’s segments in the order they were written, however the share lists them', () => {
    const all = [1, 2, 3, 4, 5].flatMap((sequence) => [name(theirs, sequence), name(third, sequence)])
    const inOrder = [theirs, third].flatMap((device) => [1, 2, 3, 4, 5].map((sequence) => name(device, sequence)))
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(planOf(ours, [], onShare(...shuffled)).pull).toEqual(inOrder)
      }),
      seeded(100)
    )
  })

  it('brings what says who belongs to the office before what only members may have written', () => {
    const all = [theirs, third].flatMap((device) => endings.map((ending) => name(device, 1, hashes[0], ending)))
    const inOrder = (['ros', 'age', 'join', 'seg'] as const).flatMap((ending) =>
      [theirs, third].map((device) => name(device, 1, hashes[0], ending))
    )
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(planOf(ours, [], onShare(...shuffled)).pull).toEqual(inOrder)
        expect(planOf(ours, shuffled, []).push).toEqual(inOrder)
      }),
      seeded(100)
    )
  })

  it('tells files of one number and hash apart by their kind', () => {
    const plan = planOf(ours, [name(theirs, 1)], onShare(name(theirs, 1, hashes[0], 'ros')))
    expect(plan).toMatchObject({ pull: [name(theirs, 1, hashes[0], 'ros')], push: [name(theirs, 1)] })
  })

  it('brings both, when two files stand under one number of another laptop: which one holds is not decided here', () => {
    const two = [name(theirs, 1, hashes[0]), name(theirs, 1, hashes[1])]
    expect(planOf(ours, [], onShare(...two)).pull).toHaveLength(2)
  })
})

describe('a laptop that was copied or restored', () => {
  it('is found out by a segment of its own that it did not write', () => {
    const plan = planOf(ours, [name(ours, 1, hashes[0])], onShare(name(ours, 1, hashes[1])))
    expect(plan.ownElsewhere).toEqual([name(ours, 1, hashes[1])])
    expect(plan.pull).toEqual([])
  })

  it('is found out by a segment of its own beyond its last', () => {
    const plan = planOf(ours, [name(ours, 1)], onShare(name(ours, 3), name(ours, 1), name(ours, 2)))
    expect(plan.ownElsewhere, 'in the order they were written, however the share lists them').toEqual([
      name(ours, 2),
      name(ours, 3)
    ])
    expect(plan.pull).toEqual([])
  })

  it('never pulls a segment that carries its own name', () => {
    expect(planOf(ours, [], onShare(name(ours, 1), name(theirs, 1))).pull).toEqual([name(theirs, 1)])
  })

  it('takes back what it said of the roster: that is signed, and nothing that could be written twice', () => {
    const said = [name(ours, 1, hashes[0], 'ros'), name(ours, 1, hashes[0], 'age'), name(ours, 1, hashes[0], 'join')]
    const plan = planOf(ours, [], onShare(...said))
    expect(plan.pull).toEqual(said)
    expect(plan.ownElsewhere).toEqual([])
  })
})

describe('what lies on the share beside segments', () => {
  const segment = filePath(name(theirs, 1))
  const file = segment.split('/')[1] ?? ''

  it.each([
    `${segment.replace('.seg', '')} (1).seg`,
    `${segment.replace('.seg', '')}-LAPTOP-LAN.seg`,
    `${segment.replace('.seg', '')} (conflicted copy 2026-11-23).seg`,
    `${segment.replace('.seg', '')}.sync-conflict-20261123-091500-ABCDEFG.seg`,
    `${theirs}/~$${file}`,
    `${theirs}/.~lock.${file}#`,
    `${theirs}/.${file}.tmp`,
    `${segment}.tmp`,
    `${segment}.part`,
    `${segment.replace('.seg', '')}.rosx`,
    `${segment.replace('.seg', '.ROS')}`,
    `${segment.replace('.seg', '')} (1).ros`,
    `${segment.replace('.seg', '')}.sync-conflict-20261123-091500-ABCDEFG.age`,
    `${segment.replace('.seg', '.join')}.bak`,
    `${theirs}/desktop.ini`,
    'desktop.ini',
    '.DS_Store',
    'Thumbs.db',
    'replica (1).json',
    'replica.JSON',
    `${theirs}/replica.json`,
    segment.toUpperCase(),
    'Báo cáo đoàn Pháp.docx',
    'con.seg',
    '../../etc/passwd',
    `${theirs}/sub/`
  ])('is passed over and listed as foreign: %s', (path) => {
    const plan = planOf(ours, [], [listed('replica.json'), listed(path)])
    expect(plan).toMatchObject({ pull: [], push: [], ownElsewhere: [] })
    expect(plan.foreign.map((one) => one.path)).toEqual([path])
  })

  it('is passed over without a word when it is a file somebody is still writing, or the identity', () => {
    const plan = planOf(
      ours,
      [],
      [listed('replica.json'), listed(`${segment}.tmp-0a1b2c3d`), listed('replica.json.tmp-00000000')]
    )
    expect(plan).toMatchObject({ pull: [], foreign: [] })
  })

  it('is never taken for a segment when it is a link', () => {
    const links = [segment, filePath(name(ours, 9)), ...endings.map((ending) => filePath(name(third, 1, hashes[0], ending)))]
    const plan = planOf(
      ours,
      [],
      links.map((path) => listed(path, true))
    )
    expect(plan).toMatchObject({ pull: [], ownElsewhere: [] })
    expect(plan.foreign.map((one) => one.path)).toEqual(links)
  })

  it('does not stop what is good from coming over, nor stand for it', () => {
    const held = [name(theirs, 1)]
    const plan = planOf(ours, held, [listed('replica.json'), listed(segment, true), listed(`${segment}.bak`)])
    expect(plan.push).toEqual(held)
  })
})

describe('whatever two laptops hold', () => {
  const names = fc.uniqueArray(
    fc.record({
      device: fc.constantFrom(ours, theirs, third),
      sequence: fc.integer({ min: 1, max: 4 }),
      hash: fc.constantFrom(...hashes),
      ending: fc.constantFrom(...endings)
    }),
    { selector: filePath }
  )

  it('an exchange carried out leaves nothing to exchange, unless the laptop was copied', () => {
    fc.assert(
      fc.property(names, names, (local, share) => {
        const plan = planOf(ours, local, onShare(...share))
        const after = planOf(ours, [...local, ...plan.pull], onShare(...share, ...plan.push))
        expect(after).toMatchObject({ pull: [], push: [] })
        expect(after.ownElsewhere).toEqual(plan.ownElsewhere)
        const localPaths = new Set(local.map(filePath))
        const isOurs = (one: FileName) => one.device === ours && one.ending === 'seg' && !localPaths.has(filePath(one))
        expect(new Set(plan.ownElsewhere.map(filePath))).toEqual(new Set(share.filter(isOurs).map(filePath)))
        expect(plan.pull.some(isOurs)).toBe(false)
      }),
      seeded(300)
    )
  })
})
