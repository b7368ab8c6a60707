/** A sealed office of several laptops over one share, made through the bridge as the page makes it. */
import type { Role } from '#shared/sync/roles.ts'
import { type Laptop, type LaptopOptions, openLaptop } from './laptop.ts'
import { temporaryFolder } from './temporary-folder.ts'

export const passphrase = 'một câu dễ nhớ của tôi'

/** What `office.create` is given where the test is about something else. */
export const newOffice = (name = 'Vụ Hợp tác quốc tế') => ({ name, passphrase, laptop: 'ThinkPad' })

export interface SealedOffice {
  /** How every laptop of it is opened. */
  readonly options: LaptopOptions
  readonly share: string
  readonly founder: Laptop
  readonly recoveryKey: string
}

export async function foundOffice(person = 'Nguyễn Thị Lan', options: LaptopOptions = {}): Promise<SealedOffice> {
  const share = await temporaryFolder('share')
  const founder = await openLaptop(await temporaryFolder('profile'), options)
  await founder.get('settings.change', { author: person })
  const { recoveryKey } = await founder.get('office.create', newOffice())
  await founder.get('exchange.connect', { path: share, setUp: true })
  await founder.get('exchange.run', {})
  return { share, founder, recoveryKey, options }
}

/** A new laptop that has asked to be let in. */
export async function asking(share: string, person: string, options: LaptopOptions = {}): Promise<Laptop> {
  const laptop = await openLaptop(await temporaryFolder('profile'), options)
  await laptop.get('settings.change', { author: person })
  await laptop.get('office.ask', { path: share, passphrase, laptop: 'Dell' })
  return laptop
}

/** A laptop that has been let in and knows it. */
export async function joining(
  { share, founder, options }: SealedOffice,
  person: string,
  role: Role = 'officer',
  program?: LaptopOptions['program']
): Promise<Laptop> {
  const laptop = await asking(share, person, { ...options, ...(program && { program }) })
  await approve(founder, laptop, role)
  await laptop.get('exchange.run', {})
  return laptop
}

/** The same laptop after a restart, its keys opened. */
export async function reopened(laptop: Pick<Laptop, 'profile'>, options: LaptopOptions = {}): Promise<Laptop> {
  const again = await openLaptop(laptop.profile, options)
  await again.get('keys.unlock', { passphrase })
  return again
}

export async function approve(administrator: Laptop, laptop: Laptop, role: Role): Promise<void> {
  await administrator.get('exchange.run', {})
  await administrator.get('roster.approve', { device: await deviceOf(laptop), role })
  await administrator.settled()
}

export const deviceOf = async (laptop: Laptop): Promise<string> => (await laptop.get('session.describe', {})).device
