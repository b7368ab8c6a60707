/** Calls about checkpoints: a new laptop's view begins from one, an administrator's view leaves one. */
import { fail, type Handlers, ok } from '#shared/bridge/contract.ts'
import { roleAt } from '#shared/sync/member.ts'
import { mayEnrol } from '#shared/sync/roles.ts'
import type { Desk } from './desk.ts'

type CheckpointCalls = Extract<keyof Handlers, `checkpoint.${string}`>

/** Fewer entries than this are read faster than a checkpoint is fetched. */
const worthIt = 2000

export function checkpointHandlers(desk: () => Desk | null): Pick<Handlers, CheckpointCalls> {
  const entriesIn = (positions: Readonly<Record<string, number>>) =>
    Object.values(positions).reduce((sum, number) => sum + number, 0)
  /** An administrator's laptop, when half as much again has been written since the last one. */
  const isDue = ({ roster, device, ledger, checkpoints }: Desk): boolean => {
    const member = roster?.roster().members.get(device)
    if (!member || member.revoked || !mayEnrol(roleAt(member, Number.MAX_SAFE_INTEGER))) return false
    const now = entriesIn(ledger.positions())
    const last = entriesIn(checkpoints?.newest()?.positions ?? {})
    return now >= worthIt && now >= last * 1.5
  }
  return {
    'checkpoint.state': async () => {
      const open = desk()
      if (!open) return fail('locked')
      const newest = open.checkpoints?.newest() ?? null
      const ready = newest && {
        parts: newest.parts.length,
        records: newest.records,
        positions: newest.positions,
        rows: newest.rows
      }
      const coming = ready === null && open.exchange.isRunning() && open.replica.segments().length === 0
      return ok({ ready, coming, due: isDue(open) })
    },
    'checkpoint.read': async ({ part }) => {
      const checkpoints = desk()?.checkpoints
      return checkpoints ? ok({ records: await checkpoints.read(part) }) : fail('not-available')
    },
    'checkpoint.begin': async ({ positions, rows }) => {
      const checkpoints = desk()?.checkpoints
      if (!checkpoints) return fail('not-available')
      checkpoints.begin(positions, rows)
      return ok(null)
    },
    'checkpoint.put': async ({ records }) => {
      const checkpoints = desk()?.checkpoints
      if (!checkpoints) return fail('not-available')
      await checkpoints.put(records)
      return ok(null)
    },
    'checkpoint.finish': async () => {
      const checkpoints = desk()?.checkpoints
      return checkpoints ? ok({ records: await checkpoints.finish() }) : fail('not-available')
    }
  }
}
