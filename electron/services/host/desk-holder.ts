/**
 * The desk that is open now, or none while the keys are locked. Guards: one desk at a time; a desk is closed before the next is opened,
 * and an exchange that ends with new keys goes on with them.
 */
import { type ExchangeReport, fail, type Push, type Result } from '#shared/bridge/contract.ts'
import type { RunOptions } from '../exchange/exchange-service.ts'
import { inTurn } from '../journal/in-turn.ts'
import { type LaptopKeys, readKeyFile } from '../keys/laptop-keys.ts'
import { openProfile, type ProfileFolders } from '../profile/profile.ts'
import type { Quarantine } from '../quarantine/quarantine.ts'
import type { PackLimits } from '../replica/pack-own.ts'
import { type Desk, openDesk, sealedIdentityOf } from './desk.ts'

export interface DeskHolder {
  readonly desk: () => Desk | null
  /** This laptop's number, locked or not. */
  readonly device: () => string
  /** Closes what is open and opens with these keys. */
  readonly open: (keys: LaptopKeys | null) => Promise<Desk>
  /** With `folder`: once with that one. Waits for an exchange that began by itself. */
  readonly exchange: (folder?: string) => Promise<Result<ExchangeReport>>
  /** With the chosen share, if there is one and nothing else runs; says nothing while there is nothing to do. */
  readonly exchangeQuietly: () => Promise<void>
  readonly tell: () => void
  readonly close: () => Promise<void>
}

export interface DeskHolderParts {
  readonly folders: ProfileFolders
  readonly quarantine: Quarantine
  readonly now: () => number
  readonly packLimits?: PackLimits | undefined
  readonly push: (push: Push) => void
}

export async function holdDesk(parts: DeskHolderParts): Promise<DeskHolder> {
  const { folders, push } = parts
  const { device: unsealedDevice } = await openProfile(folders)
  const turn = inTurn()
  let desk: Desk | null = null
  let device = unsealedDevice
  let next: LaptopKeys | null = null
  let saidAccess = ''

  const open = (keys: LaptopKeys | null): Promise<Desk> =>
    turn(async () => {
      await desk?.close()
      desk = null
      device = keys?.device ?? unsealedDevice
      desk = await openDesk({
        ...parts,
        device,
        keys,
        joined: () => tell(),
        learned: () => tell(),
        reborn: (given) => {
          next = given
        }
      })
      tell()
      return desk
    })
  /** Marks always; what this laptop may do only when it is something else than before. */
  const tell = () => {
    if (!desk) return
    push({ type: 'marks', marks: desk.exchange.marks(), positions: desk.ledger.positions() })
    const access = desk.access()
    const said = JSON.stringify([access, desk.device, desk.roster?.print() ?? ''])
    if (said === saidAccess) return
    saidAccess = said
    push({ type: 'access', access })
  }
  let quiet: Promise<unknown> | null = null
  const run = async (options: RunOptions): Promise<Result<ExchangeReport>> => {
    if (!desk) return fail('locked')
    const result = await desk.exchange.run(options)
    if (next) {
      const keys = next
      next = null
      return (await open(keys)).exchange.run(options)
    }
    tell()
    return result
  }

  const file = await readKeyFile(folders.root).catch(() => null)
  if (await sealedIdentityOf(folders)) device = file?.device ?? unsealedDevice
  else await open(null)
  return {
    desk: () => desk,
    device: () => device,
    open,
    exchange: async (folder) => {
      await quiet
      return run(folder === undefined ? {} : { folder })
    },
    exchangeQuietly: async () => {
      if (!desk?.exchange.shareFolder() || quiet) return
      quiet = run({ quiet: true })
        .catch(() => undefined)
        .finally(() => {
          quiet = null
        })
      await quiet
    },
    tell,
    close: async () => {
      await turn(async () => desk?.close())
    }
  }
}
