/** What stays of a laptop that was put out: what somebody had received of it in good faith, in whatever order the files come. */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { changedProgram, someEntry } from '../../support/changed-program.ts'
import { type Laptop, openLaptop } from '../../support/laptop.ts'
import { approve, asking, deviceOf, foundOffice, joining, passphrase } from '../../support/sealed-office.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

vi.setConfig({ testTimeout: 60_000 })

const exchange = (laptop: Laptop, folder?: string) => laptop.get('exchange.run', folder ? { folder } : {})
const countOf = async (laptop: Laptop, device: string) =>
  (await laptop.entries()).filter((entry) => entry.device === device).length

/**
 * Somebody is put out who had given a colleague a segment on a stick; the founder and Vy have not had it. `first`: whose files come first
 * in a listing, the one's who goes or the colleague's.
 */
async function good(first: 'the one who goes' | 'the colleague') {
  const office = await foundOffice()
  const vy = await joining(office, 'Vy')
  const two = [await asking(office.share, 'Minh'), await asking(office.share, 'Hoa')]
  const numbers = await Promise.all(two.map(deviceOf))
  for (const one of two) {
    await approve(office.founder, one, 'officer')
    await exchange(one)
  }
  const isSorted = (numbers[0] as string) < (numbers[1] as string)
  const [goes, colleague] =
    (first === 'the one who goes') === isSorted ? (two as [Laptop, Laptop]) : ([two[1], two[0]] as [Laptop, Laptop])
  await goes.write('trước')
  await exchange(goes)
  for (const laptop of [colleague, vy, office.founder]) await exchange(laptop)
  const stick = join(await temporaryFolder('stick'), 'usb')
  await cp(office.share, stick, { recursive: true })
  await goes.write('đưa bằng USB')
  await exchange(goes, stick)
  await exchange(colleague, stick)
  const device = await deviceOf(goes)
  await office.founder.get('roster.revoke', { device })
  await office.founder.settled()
  return { office, vy, goes, colleague, device }
}

describe.each(['the one who goes', 'the colleague'] as const)(
  'what a colleague had of it before it knew (%s is listed first)',
  (first) => {
    test('comes to everybody within two exchanges', async () => {
      const { office, vy, colleague, device } = await good(first)
      await exchange(colleague)
      for (const laptop of [office.founder, vy]) {
        await exchange(laptop)
        await exchange(laptop)
        expect(await countOf(laptop, device)).toBe(2)
      }
    })

    test('is there after a restart, with the colleague and with everybody', async () => {
      const { office, vy, colleague, device } = await good(first)
      await exchange(colleague)
      for (const laptop of [office.founder, vy, colleague]) {
        await exchange(laptop)
        await laptop.close()
        const again = await openLaptop(laptop.profile)
        await again.get('keys.unlock', { passphrase })
        await exchange(again)
        await exchange(again)
        expect(await countOf(again, device)).toBe(2)
        await again.close()
      }
    })

    test('is all: what it writes after that comes to nobody', async () => {
      const { office, vy, goes, colleague, device } = await good(first)
      await exchange(colleague)
      const program = await changedProgram(goes, office.share)
      await program.write({ entries: [someEntry()] })
      for (const laptop of [office.founder, vy, colleague, vy]) {
        await exchange(laptop)
        await exchange(laptop)
        expect(await countOf(laptop, device)).toBeLessThanOrEqual(2)
      }
    })
  }
)

test('what a colleague had of it stays everywhere when the colleague leaves the office, too', async () => {
  const { office, vy, colleague, device } = await good('the colleague')
  await exchange(colleague)
  for (const laptop of [office.founder, vy, office.founder]) await exchange(laptop)
  expect(await countOf(vy, device)).toBe(2)
  await office.founder.get('roster.revoke', { device: await deviceOf(colleague) })
  await office.founder.settled()
  await exchange(vy)
  await vy.close()
  const again = await openLaptop(vy.profile)
  await again.get('keys.unlock', { passphrase })
  expect(await countOf(again, device)).toBe(2)
})
