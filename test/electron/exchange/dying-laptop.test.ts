/** A laptop that dies at every file call of an exchange: what it had acknowledged is there, and the share never holds a half file. */
import { afterEach, expect, test, vi } from 'vitest'
import { type BareLaptop, openBareLaptop } from '../../support/bare-laptop.ts'
import { dieAt, noFault, setFault } from '../../support/faulty-disk.ts'
import { deviceNumbered, makeChain } from '../../support/make-segments.ts'
import { expectAllKnow, expectEveryFileRight, expectSameFiles, newShare, type Share } from '../../support/shares.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

// Many cases each: a busy machine needs more than the usual time.
vi.setConfig({ testTimeout: 30_000 })

vi.mock('node:fs/promises', async (original) => (await import('../../support/faulty-disk.ts')).faultyDisk(await original()))
afterEach(() => {
  setFault(null)
})

const other = deviceNumbered(1)

async function beforeTheExchange(): Promise<{ share: Share; laptop: BareLaptop }> {
  const share = await newShare()
  for (const made of makeChain(other, [1, 2])) await share.folder.write(made.path, made.bytes)
  const laptop = await openBareLaptop(await temporaryFolder('laptop'))
  await laptop.write()
  await laptop.write()
  return { share, laptop }
}

test.each(['refused', 'torn', 'late'] as const)(
  'wherever it dies (%s), it comes back, finishes, and nothing is lost or half',
  async (manner) => {
    setFault(null)
    const rehearsal = await beforeTheExchange()
    const rehearsed = setFault(noFault)
    await rehearsal.laptop.exchange(rehearsal.share.folder)
    for (let at = 1, last = rehearsed.length; at <= last; at += 1) {
      setFault(null)
      const { share, laptop } = await beforeTheExchange()
      const calls = setFault(dieAt(at, manner))
      await laptop.exchange(share.folder).catch(() => undefined)
      const call = calls[at - 1]
      setFault(null)
      await laptop.ledger.close().catch(() => undefined)
      const when = `call ${at} of ${last}, ${call?.name} ${call?.path}`
      await expectEveryFileRight(share.root, when)

      const again = await openBareLaptop(laptop.profile)
      await expectEveryFileRight(again.replicaFolder, when)
      await expectAllKnow([again], { [again.device]: 2 }, when)
      expect(await again.exchange(share.folder), when).toMatchObject({ ok: true, report: { trouble: null, quarantined: 0 } })
      await expectAllKnow([again], { [again.device]: 2, [other]: 3 }, when)
      await expectSameFiles([share.root, again.replicaFolder], when)
    }
  }
)
