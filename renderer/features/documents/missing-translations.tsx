/** What has no translation yet, listed before export; typed here it stays with its record, and is known the next time. */
import { Languages } from 'lucide-react'
import { useState } from 'react'
import type { MissingTranslation } from '#shared/documents/foreign/translator.ts'
import { edit, newItemId } from '../../app/desk-client.ts'
import { useWords } from '../../app/use-words.ts'

const keyOf = ({ record, field, itemId, language }: MissingTranslation) => `${record} ${field} ${itemId ?? ''} ${language}`

export function MissingTranslations({ missing }: { missing: readonly MissingTranslation[] }) {
  const { t } = useWords()
  // What was written in two places is typed once.
  const texts = Array.from(new Map(missing.map((one) => [one.text, one])).values())
  if (texts.length === 0) return <p className="banner banner-good">{t('export.allTranslated')}</p>
  return (
    <details className="missing-translations" data-testid="missing-translations" open>
      <summary>
        <Languages size={15} aria-hidden="true" /> {t('export.missing', { n: texts.length })}
      </summary>
      <ul>
        {texts.map((one) => (
          <TranslationLine key={keyOf(one)} missing={one} />
        ))}
      </ul>
    </details>
  )
}

function TranslationLine({ missing }: { missing: MissingTranslation }) {
  const { t } = useWords()
  const [typed, setTyped] = useState('')
  const keep = () => {
    const text = typed.trim().normalize('NFC')
    if (text === '') return
    const { record, field, itemId, language } = missing
    void edit(record, {
      op: 'put',
      list: 'translations',
      item: { id: newItemId(), field, itemId, language, source: missing.text, text }
    })
  }
  if (missing.record === '')
    return (
      <li>
        <span className="break">{missing.text}</span>: {t('export.nameInSettings')}
      </li>
    )
  return (
    <li>
      <label>
        <span className="break">{missing.text}</span>
        <input
          value={typed}
          placeholder={t(`export.translateTo.${missing.language}`)}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={keep}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        />
      </label>
    </li>
  )
}
