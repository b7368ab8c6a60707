/** Where a record's last change has got to, and the whole laptop's: always visible, always true. */
import { CloudOff, HardDrive, Inbox, LoaderCircle, Share2, UsersRound } from 'lucide-react'
import type { Marks } from '#shared/bridge/contract.ts'
import type { Row } from '#shared/sync/row.ts'
import { Chip } from '../components/chip.tsx'
import { useDesk } from './desk-store.ts'
import { useWords } from './use-words.ts'

export type SaveState = 'unsaved' | 'saving' | 'received' | 'laptop' | 'share' | 'seen'

export function saveStateOf(ownEntry: number, marks: Marks, pending: 'saving' | 'waiting' | null): SaveState {
  if (pending) return pending === 'waiting' ? 'unsaved' : 'saving'
  if (ownEntry === 0) return 'received'
  if (Object.values(marks.seenBy).some((seen) => seen >= ownEntry)) return 'seen'
  return ownEntry <= marks.onShare ? 'share' : 'laptop'
}

const looks = {
  unsaved: { tone: 'bad', Icon: CloudOff },
  saving: { tone: 'plain', Icon: LoaderCircle },
  received: { tone: 'plain', Icon: Inbox },
  laptop: { tone: 'warn', Icon: HardDrive },
  share: { tone: 'accent', Icon: Share2 },
  seen: { tone: 'good', Icon: UsersRound }
} as const

export function SaveStateChip({ row }: { row: Row }) {
  const { t } = useWords()
  const marks = useDesk((state) => state.marks)
  const pending = useDesk((state) => state.pending.find((one) => one.wish.id === row.id)?.state ?? null)
  const state = saveStateOf(row.ownEntry, marks, pending)
  const { tone, Icon } = looks[state]
  const seen = Object.values(marks.seenBy).filter((number) => number >= row.ownEntry).length
  return (
    <Chip tone={tone} title={t(`save.${state}Hint`)}>
      <Icon size={14} aria-hidden="true" />
      <span data-testid="save-state" data-state={state}>
        {t(`save.${state}`, { n: seen })}
      </span>
    </Chip>
  )
}

/** The whole laptop: anything unsaved, how much waits to be sent. */
export function LaptopState() {
  const { t } = useWords()
  const pending = useDesk((state) => state.pending)
  const connected = useDesk((state) => state.connected)
  const marks = useDesk((state) => state.marks)
  const exchange = useDesk((state) => state.exchange)
  const loading = useDesk((state) => state.loading !== null)
  const waiting = pending.filter((one) => one.state === 'waiting').length
  const unsent = Math.max(0, marks.journaled - marks.onShare)
  const text = () => {
    if (loading) return t('save.loading')
    if (!connected) return t('save.hostAway', { n: pending.length })
    if (waiting > 0) return t('save.waiting', { n: waiting })
    if (pending.length > 0) return t('save.saving')
    if (exchange) return t(`exchange.step.${exchange.step}`, { done: exchange.done, total: exchange.total })
    return unsent > 0 ? t('save.allLaptop', { n: unsent }) : t('save.allShare')
  }
  const tone = loading ? 'plain' : !connected || waiting > 0 ? 'bad' : unsent > 0 ? 'warn' : 'good'
  return (
    <span className={`laptop-state laptop-state-${tone}`} role="status" aria-live="polite" data-testid="laptop-state">
      {text()}
    </span>
  )
}
