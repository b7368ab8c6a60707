/** What is mounted on a laptop: its own disk and the shares, each call asked whether it goes well. */
import type { Dice } from './dice.ts'
import type { Machine, MachineParts } from './machine.ts'
import { type Call, mount, type Verdict } from './mounts.ts'
import { type Share, shareFolder } from './shares.ts'
import type { Trouble } from './trouble.ts'

type Doomed = () => Verdict | null

export function mountDisk(machine: Machine, { dice, turn, happened }: MachineParts, doomed: Doomed): void {
  mount({
    point: `/sim/${machine.name}-disk`,
    disk: () => machine.disk,
    gate: (call) => doomed() ?? counted(machine.diskTrouble?.verdict(call) ?? null, happened),
    listing: (_, names) => shuffled(names, dice),
    isHidden: () => false,
    turn
  })
}

export function mountShare(machine: Machine, share: Share, { dice, turn, happened }: MachineParts, doomed: Doomed): void {
  const weather = () => machine.weather.get(share.name)
  const trouble = (): Trouble | null => {
    const one = weather()
    return typeof one === 'object' ? one : null
  }
  const shareVerdict = (call: Call): Verdict | null => {
    if (call.name === 'link' && share.withoutLinks) return { code: 'EPERM', manner: 'refused' }
    return counted(trouble()?.verdict(call) ?? null, happened)
  }
  mount({
    point: `/sim/${machine.name}-${share.name}`,
    disk: () => (typeof weather() === 'string' ? machine.void : share.disk),
    gate: (call) => doomed() ?? shareVerdict(call),
    listing: (_, names) => {
      const cut = trouble()?.listing
      if (cut) happened('fault')
      return shuffled(cut ? cut(names) : names, dice)
    },
    isHidden: (path) => share.hidden.get(machine.name)?.has(path.slice(shareFolder.length + 1)) ?? false,
    turn
  })
}

function counted(verdict: Verdict | null, happened: MachineParts['happened']): Verdict | null {
  if (verdict) happened('fault')
  return verdict
}

/** No system promises an order. */
function shuffled(names: readonly string[], dice: Dice): string[] {
  const drawn = names.map((name) => ({ name, at: dice.below(1_000_000) }))
  return drawn.sort((a, b) => a.at - b.at).map(({ name }) => name)
}
