import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ListedFile } from '#shared/sync/folder-port.ts'
import { planExchange } from '#shared/sync/plan-exchange.ts'
import { type SegmentName, segmentPath } from '#shared/sync/segment-name.ts'
import { seeded } from '../../support/seeded.ts'
import { device as ours, otherDevice as theirs } from '../../support/segments.ts'

const third = '3c'.repeat(16)
const hashes = ['aa'.repeat(16), 'bb'.repeat(16)] as const
const name = (device: string, sequence: number, hash: string = hashes[0]): SegmentName => ({ device, sequence, hash })
const listed = (path: string, isLink = false): ListedFile => ({ path, sizeBytes: 100, isLink })
const onShare = (...names: SegmentName[]): ListedFile[] => [
  listed('replica.json'),
  ...names.map((one) => listed(segmentPath(one)))
]

describe('an exchange', () => {
  it('brings over what each side lacks, and nothing that both have', () => {
    const plan = planExchange(ours, [name(ours, 1), name(ours, 2), name(third, 1)], onShare(name(ours, 1), name(theirs, 1)))
    expect(plan.pull).toEqual([name(theirs, 1)])
    expect(plan.push).toEqual([name(ours, 2), name(third, 1)])
    expect(plan).toMatchObject({ foreign: [], forked: [], ownOnShare: 1 })
  })

  it('has nothing to do when both sides hold the same', () => {
    const plan = planExchange(ours, [name(ours, 1), name(theirs, 1)], onShare(name(theirs, 1), name(ours, 1)))
    expect(plan).toMatchObject({ pull: [], push: [], foreign: [], forked: [] })
  })

  it('fills a wiped share again, with everybody’s segments', () => {
    const held = [name(ours, 1), name(theirs, 1), name(theirs, 2), name(third, 1)]
    expect(planExchange(ours, held, []).push).toEqual(held)
  })

  it('pulls each laptop’s segments in the order they were written, however the share lists them', () => {
    const all = [1, 2, 3, 4, 5].flatMap((sequence) => [name(theirs, sequence), name(third, sequence)])
    const inOrder = [theirs, third].flatMap((device) => [1, 2, 3, 4, 5].map((sequence) => name(device, sequence)))
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(planExchange(ours, [], onShare(...shuffled)).pull).toEqual(inOrder)
      }),
      seeded(100)
    )
  })

  it('brings both, when two files stand under one number of another laptop: which one holds is not decided here', () => {
    const two = [name(theirs, 1, hashes[0]), name(theirs, 1, hashes[1])]
    expect(planExchange(ours, [], onShare(...two)).pull).toHaveLength(2)
  })
})

describe('a laptop that was copied or restored', () => {
  it('is found out by a segment of its own that it did not write', () => {
    const plan = planExchange(ours, [name(ours, 1, hashes[0])], onShare(name(ours, 1, hashes[1])))
    expect(plan.forked).toEqual([name(ours, 1, hashes[1])])
  })

  it('is found out by a segment of its own beyond its last', () => {
    const plan = planExchange(ours, [name(ours, 1)], onShare(name(ours, 1), name(ours, 2), name(ours, 3)))
    expect(plan.forked).toEqual([name(ours, 2), name(ours, 3)])
    expect(plan.ownOnShare).toBe(3)
  })

  it('never pulls what carries its own name', () => {
    expect(planExchange(ours, [], onShare(name(ours, 1), name(theirs, 1))).pull).toEqual([name(theirs, 1)])
  })
})

describe('what lies on the share beside segments', () => {
  const segment = segmentPath(name(theirs, 1))
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
    const plan = planExchange(ours, [], [listed('replica.json'), listed(path)])
    expect(plan).toMatchObject({ pull: [], push: [], forked: [], ownOnShare: 0 })
    expect(plan.foreign.map((one) => one.path)).toEqual([path])
  })

  it('is passed over without a word when it is a file somebody is still writing, or the identity', () => {
    const plan = planExchange(
      ours,
      [],
      [listed('replica.json'), listed(`${segment}.tmp-0a1b2c3d`), listed('replica.json.tmp-00000000')]
    )
    expect(plan).toMatchObject({ pull: [], foreign: [] })
  })

  it('is never taken for a segment when it is a link', () => {
    const plan = planExchange(ours, [], [listed(segment, true), listed(segmentPath(name(ours, 9)), true)])
    expect(plan).toMatchObject({ pull: [], forked: [], ownOnShare: 0 })
    expect(plan.foreign).toHaveLength(2)
  })

  it('does not stop what is good from coming over, nor stand for it', () => {
    const held = [name(theirs, 1)]
    const plan = planExchange(ours, held, [listed('replica.json'), listed(segment, true), listed(`${segment}.bak`)])
    expect(plan.push).toEqual(held)
  })
})

describe('whatever two laptops hold', () => {
  const names = fc.uniqueArray(
    fc.record({
      device: fc.constantFrom(ours, theirs, third),
      sequence: fc.integer({ min: 1, max: 4 }),
      hash: fc.constantFrom(...hashes)
    }),
    { selector: segmentPath }
  )

  it('an exchange carried out leaves nothing to exchange, unless the laptop was copied', () => {
    fc.assert(
      fc.property(names, names, (local, share) => {
        const plan = planExchange(ours, local, onShare(...share))
        const after = planExchange(ours, [...local, ...plan.pull], onShare(...share, ...plan.push))
        expect(after).toMatchObject({ pull: [], push: [] })
        expect(after.forked).toEqual(plan.forked)
        const localPaths = new Set(local.map(segmentPath))
        expect(plan.forked.length > 0).toBe(share.some((one) => one.device === ours && !localPaths.has(segmentPath(one))))
      }),
      seeded(300)
    )
  })
})
