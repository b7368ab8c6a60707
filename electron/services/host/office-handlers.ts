/** Calls that bring a laptop into an office and open its keys. */
import { type Access, type Failure, fail, type Handlers, ok, type Result } from '#shared/bridge/contract.ts'
import { inTurn } from '../journal/in-turn.ts'
import {
  changePassphrase,
  makeLaptopKeys,
  type PassphraseCost,
  readKeyFile,
  shortestPassphrase,
  unlockKeys
} from '../keys/laptop-keys.ts'
import { readRecoveryKey } from '../keys/recovery-key.ts'
import type { RememberedPassphrase } from '../keys/remembered-passphrase.ts'
import type { ProfileFolders } from '../profile/profile.ts'
import type { DeskHolder } from './desk-holder.ts'
import { askToJoin, enterWith, foundOffice, takeIdentity } from './office-service.ts'

type OfficeCalls = Extract<keyof Handlers, `office.${string}` | `keys.${string}`>

export interface OfficeParts {
  readonly folders: ProfileFolders
  readonly holder: DeskHolder
  readonly person: () => string
  readonly cost: PassphraseCost
  readonly remembered: RememberedPassphrase
}

export function officeHandlers({ folders, holder, person, cost, remembered }: OfficeParts): Pick<Handlers, OfficeCalls> {
  /** Keys of its own and the office's identity, opened, with the folder as its share: as far as anybody gets without being let in. */
  const approach = async (path: string, passphrase: string): Promise<Failure | null> => {
    const desk = holder.desk()
    if (!desk) return fail('locked')
    const waits = desk.access().state === 'waiting'
    if (desk.replica.identity() && !waits) return fail('office-exists')
    const { state, found } = await desk.exchange.inspect(path)
    if (state.state === 'unusable') return fail(state.code)
    if (found?.kind !== 'sealed') return fail('share-empty')
    if (!waits) {
      if (isTooShort(passphrase)) return fail('passphrase-too-short')
      const keys = await makeLaptopKeys(folders.root, passphrase, cost)
      await takeIdentity(folders, found)
      await holder.open(keys)
    }
    const open = holder.desk()
    if (!open) return fail('locked')
    const connected = await open.exchange.connect(path, false)
    if (!connected.ok) return connected
    const heard = await holder.exchange()
    return heard.ok ? null : heard
  }
  const unlock = async (passphrase: string): Promise<Result<Access>> => {
    const open = holder.desk()
    if (open) return ok(open.access())
    const file = await readKeyFile(folders.root).catch(() => null)
    if (!file) return fail('keys-damaged')
    // A file that asks for too little work, or does not read once opened, throws.
    const keys = await unlockKeys(file, passphrase, cost).catch(() => 'damaged' as const)
    if (keys === 'damaged') return fail('keys-damaged')
    if (!keys) return fail('wrong-passphrase')
    return ok((await holder.open(keys)).access())
  }
  // Two that begin at one moment would write over each other's keys.
  const turn = inTurn()
  const oneByOne =
    <A, V>(work: (args: A) => Promise<V>) =>
    (args: A) =>
      turn(() => work(args))
  return {
    'office.create': oneByOne(async ({ name, passphrase, laptop }) => {
      const desk = holder.desk()
      if (!desk || desk.replica.identity()) return fail('office-exists')
      if (isTooShort(passphrase)) return fail('passphrase-too-short')
      const keys = await makeLaptopKeys(folders.root, passphrase, cost)
      const recoveryKey = await foundOffice(folders, keys, name.trim().normalize('NFC'), { person: person(), laptop })
      const opened = await holder.open(keys)
      const office = opened.replica.office()
      return office ? ok({ office, recoveryKey }) : fail('internal')
    }),
    'office.ask': oneByOne(async ({ path, passphrase, laptop }) => {
      const trouble = await approach(path, passphrase)
      if (trouble) return trouble
      const desk = holder.desk()
      if (!desk) return fail('locked')
      await askToJoin(desk, { person: person(), laptop })
      const told = await holder.exchange()
      if (!told.ok) return told
      if (told.value.trouble) return fail(told.value.trouble)
      const access = desk.access()
      return ok({ code: access.state === 'waiting' ? access.code : '' })
    }),
    'office.recover': oneByOne(async ({ path, passphrase, recoveryKey, laptop }) => {
      const recovery = await readRecoveryKey(recoveryKey)
      if (!recovery) return fail('recovery-key-wrong')
      const trouble = await approach(path, passphrase)
      if (trouble) return trouble
      const desk = holder.desk()
      if (!desk) return fail('locked')
      const refused = await enterWith(desk, recovery, { person: person(), laptop })
      if (refused) return refused
      await holder.exchange()
      return ok(null)
    }),
    'keys.unlock': oneByOne(async ({ passphrase, remember }) => {
      const opened = await unlock(passphrase)
      // Of a store that fails nothing is kept; the passphrase is asked for next time, as ever.
      if (opened.ok && remember) await remembered.keep(passphrase).catch(() => undefined)
      return opened
    }),
    'keys.unlockRemembered': oneByOne(async () => {
      const passphrase = await remembered.read()
      if (passphrase === null) return fail('wrong-passphrase')
      const opened = await unlock(passphrase)
      // Another passphrase was set by a copy of this profile, say.
      if (!opened.ok && opened.code === 'wrong-passphrase') await remembered.forget()
      return opened
    }),
    'keys.forget': oneByOne(async () => {
      await remembered.forget()
      return ok(null)
    }),
    'keys.change': oneByOne(async ({ passphrase, next }) => {
      const desk = holder.desk()
      if (!desk) return fail('locked')
      const file = await readKeyFile(folders.root).catch(() => null)
      if (!file || !desk.keys) return fail('no-office')
      if (isTooShort(next)) return fail('passphrase-too-short')
      const keys = await unlockKeys(file, passphrase, cost)
      if (!keys) return fail('wrong-passphrase')
      await holder.open(await changePassphrase(folders.root, keys, next, cost))
      await remembered.forget()
      return ok(null)
    })
  }
}

const isTooShort = (passphrase: string): boolean => Array.from(passphrase.trim()).length < shortestPassphrase
