/** A laptop: its disk, its clock, the program running on it, and what is connected to it. Dies at a chosen file call. */
import type { Args, CallName, Result, Value } from '#shared/bridge/contract.ts'
import { dispatch } from '../../electron/services/host/dispatch.ts'
import { type Host, openHost } from '../../electron/services/host/host.ts'
import { quickPassphrase } from '../support/laptop.ts'
import type { Dice } from './dice.ts'
import { mountDisk, mountShare } from './machine-mounts.ts'
import { type Disk, diskWith, newDisk } from './memory-disk.ts'
import type { Verdict } from './mounts.ts'
import { type Share, shareFolder } from './shares.ts'
import type { Trouble } from './trouble.ts'

export const passphrase = 'một câu dễ nhớ của tôi'

export interface Machine {
  readonly name: string
  disk: Disk
  /** Milliseconds by which its clock goes wrong. */
  clockOff: number
  /** Dies at the call that counts this down to 0. */
  doom: { left: number; readonly manner: Verdict['manner'] } | null
  diskTrouble: Trouble | null
  /** By the share's name; `gone` and `empty`: what is mounted there instead. */
  readonly weather: Map<Share['name'], Trouble | 'gone' | 'empty'>
  /** What lies where a share should be while it is away. */
  readonly void: Disk
  readonly now: () => number
  readonly isDead: () => boolean
  readonly isRunning: () => boolean
  readonly revive: () => void
  readonly at: (share: Share) => string
  /** Starts the program and opens the keys, if there are any. */
  readonly boot: () => Promise<void>
  readonly close: () => Promise<void>
  readonly call: <Name extends CallName>(name: Name, args: Args<Name>) => Promise<Result<Value<Name>>>
  /** The call's value; a failure throws its code. */
  readonly get: <Name extends CallName>(name: Name, args: Args<Name>) => Promise<Value<Name>>
}

export interface MachineParts {
  readonly name: string
  readonly disk?: Disk
  readonly shares: readonly Share[]
  readonly time: () => number
  /** Disturbs the order of listings. */
  readonly dice: Dice
  readonly happened: (what: 'kill' | 'fault') => void
  readonly turn: () => Promise<void> | null
  /** An exception that reached the bridge. */
  readonly report: (error: unknown) => void
}

export function newMachine(parts: MachineParts): Machine {
  const { name, shares } = parts
  let host: Host | null = null
  let dead = false
  const running = (): Host => {
    if (!host) throw new Error(`${name} is not running`)
    return host
  }
  /** A full disk may be met anywhere; what is said of it is looked at in tests of its own. */
  const report = (error: unknown) => {
    if (!machine.diskTrouble) parts.report(error)
  }
  const doomed = (): Verdict | null => {
    if (dead) return { never: true, manner: 'refused' }
    if (!machine.doom) return null
    machine.doom.left -= 1
    if (machine.doom.left > 0) return null
    dead = true
    parts.happened('kill')
    return { never: true, manner: machine.doom.manner }
  }

  const machine: Machine = {
    name,
    disk: parts.disk ?? diskWith('profile'),
    clockOff: 0,
    doom: null,
    diskTrouble: null,
    weather: new Map(),
    void: newDisk(),
    now: () => parts.time() + machine.clockOff,
    isDead: () => dead,
    isRunning: () => host !== null,
    revive: () => {
      dead = false
      host = null
    },
    at: (share) => `/sim/${name}-${share.name}/${shareFolder}`,
    boot: async () => {
      host = await openHost({
        profile: `/sim/${name}-disk/profile`,
        sampleFolder: '',
        version: '0.0.0-simulated',
        desktop: { shell: 'browser', chooseFolder: async () => null, open: async () => undefined },
        now: machine.now,
        passphraseCost: quickPassphrase,
        packLimits: { packAfter: 5, leaveLoose: 2 }
      })
      const { access } = await machine.get('session.describe', {})
      if (access.state === 'locked') await machine.get('keys.unlock', { passphrase })
    },
    close: async () => {
      await host?.close()
      host = null
    },
    call: async (call, args) =>
      (await dispatch(running().handlers, call, args, (error) => report(error))) as Result<Value<typeof call>>,
    get: async (call, args) => {
      const result = await machine.call(call, args)
      if (!result.ok) throw new Error(`${name}: ${call}: ${result.code} ${result.detail}`)
      return result.value
    }
  }
  mountDisk(machine, parts, doomed)
  for (const share of shares) mountShare(machine, share, parts, doomed)
  return machine
}
