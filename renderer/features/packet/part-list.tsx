/** The parts of a packet: ticked ones come out, in the order shown. Moved by button or, from a row, by Alt and an arrow. */
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState } from 'react'
import { type PacketPart, packetParts } from '#shared/documents/packet/options.ts'
import { useWords } from '../../app/use-words.ts'
import { Chip } from '../../components/chip.tsx'

export interface PartListProps {
  readonly chosen: readonly PacketPart[]
  /** Those of which the records say anything. */
  readonly withText: readonly PacketPart[]
  readonly onChange: (chosen: PacketPart[]) => void
}

export function PartList({ chosen, withText, onChange }: PartListProps) {
  const { t } = useWords()
  // A part that was unticked keeps its place in the list.
  const [order, setOrder] = useState<readonly PacketPart[]>(packetParts)
  const inOrder = (parts: ReadonlySet<PacketPart>, by = order) => by.filter((part) => parts.has(part))
  const toggle = (part: PacketPart) => {
    const next = new Set(chosen)
    if (!next.delete(part)) next.add(part)
    onChange(inOrder(next))
  }
  const move = (part: PacketPart, step: -1 | 1) => {
    const at = order.indexOf(part)
    const other = order[at + step]
    if (other === undefined) return
    const next = [...order]
    next[at] = other
    next[at + step] = part
    setOrder(next)
    onChange(inOrder(new Set(chosen), next))
  }
  return (
    <ol className="part-list" data-testid="part-list">
      {order.map((part, index) => {
        const isEmpty = !withText.includes(part)
        return (
          <li key={part} className={isEmpty ? 'is-empty' : undefined}>
            <label>
              <input
                type="checkbox"
                checked={chosen.includes(part)}
                onChange={() => toggle(part)}
                onKeyDown={(event) => {
                  if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
                  event.preventDefault()
                  move(part, event.key === 'ArrowUp' ? -1 : 1)
                }}
              />
              <span>{t(`packet.part.${part}`)}</span>
              {isEmpty && <Chip>{t('packet.empty')}</Chip>}
            </label>
            <span className="part-moves">
              <button
                type="button"
                className="icon-button"
                disabled={index === 0}
                aria-label={t('packet.moveUp', { part: t(`packet.part.${part}`) })}
                onClick={() => move(part, -1)}
              >
                <ArrowUp size={14} aria-hidden="true" />
              </button>
              <button
                type="button"
                className="icon-button"
                disabled={index === order.length - 1}
                aria-label={t('packet.moveDown', { part: t(`packet.part.${part}`) })}
                onClick={() => move(part, 1)}
              >
                <ArrowDown size={14} aria-hidden="true" />
              </button>
            </span>
          </li>
        )
      })}
    </ol>
  )
}
