/** As in `copied-laptop.test.ts`, in any order at all. */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Laptop, openLaptop } from '../../support/laptop.ts'
import { foundOffice, joining, passphrase } from '../../support/sealed-office.ts'
import { seeded } from '../../support/seeded.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

async function unlocked(profile: string): Promise<Laptop> {
  const laptop = await openLaptop(profile)
  await laptop.get('keys.unlock', { passphrase })
  return laptop
}
const exchange = (laptop: Laptop, folder?: string) => laptop.get('exchange.run', folder ? { folder } : {})
const textsOf = async (laptop: Laptop): Promise<string[]> =>
  (await laptop.entries()).map(({ changes }) => new TextDecoder().decode(changes[0]).slice(7)).sort()

/** Minh's laptop in two copies, and Hoa, a colleague. */
async function copied() {
  const office = await foundOffice()
  const minh = await joining(office, 'Minh')
  const hoa = await joining(office, 'Hoa')
  await minh.write('chung')
  for (const laptop of [minh, hoa, office.founder]) await exchange(laptop)
  await minh.close()
  const copy = join(await temporaryFolder('copy'), 'profile')
  await cp(minh.profile, copy, { recursive: true })
  return { office, hoa, one: await unlocked(minh.profile), two: await unlocked(copy) }
}

test('two copies and a colleague, who write and meet in any order over a share and a stick, end with every edit', async () => {
  const step = fc.record({ who: fc.nat(2), act: fc.constantFrom('write', 'write', 'share', 'stick', 'restart') })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
      const { office, hoa, one, two } = await copied()
      const stick = join(await temporaryFolder('stick'), 'usb')
      await cp(office.share, stick, { recursive: true })
      const laptops = [one, two, hoa]
      const written = ['chung']
      for (const { who, act } of steps) {
        const laptop = laptops[who] as Laptop
        if (act === 'write') {
          written.push(`lần ${written.length}`)
          await laptop.write(written.at(-1))
        } else if (act === 'restart') {
          await laptop.close()
          laptops[who] = await unlocked(laptop.profile)
        } else await exchange(laptop, act === 'stick' ? stick : undefined)
      }
      const everybody = [...laptops, office.founder]
      for (let round = 0; round < 4; round += 1) {
        for (const laptop of everybody) {
          await exchange(laptop)
          await exchange(laptop, stick)
        }
      }
      // Under two numbers, perhaps: both copies may have written it anew.
      for (const laptop of everybody) expect(new Set(await textsOf(laptop))).toEqual(new Set(written))
      for (const laptop of everybody) await laptop.close()
    }),
    { ...seeded(8), endOnFailure: true }
  )
})
