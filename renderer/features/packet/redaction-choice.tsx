/** What the reader of this one export does not get. The records keep it. */
import { type Redaction, redactions } from '#shared/documents/packet/options.ts'
import { useWords } from '../../app/use-words.ts'

export interface RedactionChoiceProps {
  readonly without: readonly Redaction[]
  readonly onChange: (without: Redaction[]) => void
}

export function RedactionChoice({ without, onChange }: RedactionChoiceProps) {
  const { t } = useWords()
  const toggle = (one: Redaction) =>
    onChange(redactions.filter((other) => (other === one ? !without.includes(one) : without.includes(other))))
  return (
    <ul className="part-list">
      {redactions.map((one) => (
        <li key={one}>
          <label>
            <input type="checkbox" checked={without.includes(one)} onChange={() => toggle(one)} />
            <span>
              {t(`packet.redaction.${one}`)}
              <small className="muted">{t(`packet.redactionHint.${one}`)}</small>
            </span>
          </label>
        </li>
      ))}
    </ul>
  )
}
