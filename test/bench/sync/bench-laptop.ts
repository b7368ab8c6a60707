/** A laptop for the benchmarks: the host as the app opens it, without window. */
import { join } from 'node:path'
import type { Args, CallName, Value } from '#shared/bridge/contract.ts'
import { type Host, openHost } from '../../../electron/services/host/host.ts'

export interface BenchLaptop {
  readonly profile: string
  readonly host: Host
  readonly get: <Name extends CallName>(name: Name, args: Args<Name>) => Promise<Value<Name>>
}

/** Not what is measured here; what the app itself asks for takes its 0.4 s once, at the start. */
export const benchPassphrase = 'một câu chỉ để đo thời gian'
const passphraseCost = { memoryKiB: 64, passes: 1 }

export async function openBenchLaptop(profile: string): Promise<BenchLaptop> {
  const host = await openHost({
    profile,
    sampleFolder: join(process.cwd(), 'resources', 'sample-office'),
    version: 'bench',
    desktop: { shell: 'browser', chooseFolder: async () => null, open: async () => undefined },
    now: () => Date.now(),
    passphraseCost
  })
  const get: BenchLaptop['get'] = async (name, args) => {
    const answer = await host.handlers[name](args as never)
    if (!answer.ok) throw new Error(`${name}: ${answer.code} ${answer.detail}`)
    return answer.value as Value<typeof name>
  }
  return { profile, host, get }
}

export async function exchange(laptop: BenchLaptop): Promise<void> {
  const { trouble } = await laptop.get('exchange.run', {})
  if (trouble) throw new Error(trouble)
}

/** Founds an office over a share that is set up. */
export async function foundBenchOffice(profile: string, share: string): Promise<BenchLaptop> {
  const laptop = await openBenchLaptop(profile)
  await laptop.get('settings.change', { author: 'Bench' })
  await laptop.get('office.create', { name: 'Bench', passphrase: benchPassphrase, laptop: '' })
  await laptop.get('exchange.connect', { path: share, setUp: true })
  return laptop
}

/** A second laptop that has asked and been let in; it has not heard of it yet. */
export async function enrolBenchLaptop(founder: BenchLaptop, profile: string, share: string): Promise<BenchLaptop> {
  const laptop = await openBenchLaptop(profile)
  await laptop.get('settings.change', { author: 'Bench' })
  await laptop.get('office.ask', { path: share, passphrase: benchPassphrase, laptop: '' })
  await exchange(founder)
  const { requests } = await founder.get('roster.read', {})
  for (const { device } of requests) await founder.get('roster.approve', { device, role: 'officer' })
  // The approval begins an exchange of its own.
  while ((await founder.get('exchange.status', {})).running) await new Promise((next) => setImmediate(next))
  await exchange(founder)
  return laptop
}
