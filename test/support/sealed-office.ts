/** A sealed office of several laptops over one share, made through the bridge as the page makes it. */
import type { Role } from '#shared/sync/roles.ts'
import { type Laptop, openLaptop } from './laptop.ts'
import { temporaryFolder } from './temporary-folder.ts'

export const passphrase = 'một câu dễ nhớ của tôi'

export interface SealedOffice {
  readonly share: string
  readonly founder: Laptop
  readonly recoveryKey: string
}

export async function foundOffice(person = 'Nguyễn Thị Lan'): Promise<SealedOffice> {
  const share = await temporaryFolder('share')
  const founder = await openLaptop(await temporaryFolder('profile'))
  await founder.get('settings.change', { author: person })
  const { recoveryKey } = await founder.get('office.create', { name: 'Vụ Hợp tác quốc tế', passphrase, laptop: 'ThinkPad' })
  await founder.get('exchange.connect', { path: share, setUp: true })
  await founder.get('exchange.run', {})
  return { share, founder, recoveryKey }
}

/** A new laptop that has asked to be let in. */
export async function asking(share: string, person: string): Promise<Laptop> {
  const laptop = await openLaptop(await temporaryFolder('profile'))
  await laptop.get('settings.change', { author: person })
  await laptop.get('office.ask', { path: share, passphrase, laptop: 'Dell' })
  return laptop
}

/** A laptop that has been let in and knows it. */
export async function joining({ share, founder }: SealedOffice, person: string, role: Role = 'officer'): Promise<Laptop> {
  const laptop = await asking(share, person)
  await approve(founder, laptop, role)
  await laptop.get('exchange.run', {})
  return laptop
}

export async function approve(administrator: Laptop, laptop: Laptop, role: Role): Promise<void> {
  await administrator.get('exchange.run', {})
  await administrator.get('roster.approve', { device: await deviceOf(laptop), role })
  await administrator.settled()
}

export const deviceOf = async (laptop: Laptop): Promise<string> => (await laptop.get('session.describe', {})).device
