/** Countries as chips, and one to add: a list whose items are ISO codes. */
import { X } from 'lucide-react'
import type { Row } from '#shared/sync/row.ts'
import { countryCodes } from '#shared/text/country-codes.ts'
import { edit } from './desk-client.ts'
import { itemsOf, textOf } from './selectors.ts'
import { useWords } from './use-words.ts'

export function CountryPicker({ row }: { row: Row }) {
  const { t, country, language } = useWords()
  const chosen = itemsOf(row, 'countries').map((item) => item.id)
  const collator = new Intl.Collator(language)
  const others = countryCodes.filter((code) => !chosen.includes(code)).sort((a, b) => collator.compare(country(a), country(b)))
  return (
    <div className="field picker">
      <span className="field-label">{t('field.countries')}</span>
      <span className="picker-row">
        {chosen.map((code) => (
          <span key={code} className="chip chip-accent">
            {country(code)}
            <button
              type="button"
              className="icon-button"
              aria-label={`${t('common.remove')}: ${country(code)}`}
              onClick={() => void edit(row.id, { op: 'remove', list: 'countries', id: code })}
            >
              <X size={12} aria-hidden="true" />
            </button>
          </span>
        ))}
        <select
          aria-label={t('record.addCountry')}
          value=""
          onChange={(event) =>
            event.target.value && void edit(row.id, { op: 'restore-or-put', list: 'countries', item: { id: event.target.value } })
          }
        >
          <option value="">{t('record.addCountry')}</option>
          {others.map((code) => (
            <option key={code} value={code}>
              {country(code)}
            </option>
          ))}
        </select>
      </span>
    </div>
  )
}

export interface RecordPickerProps {
  readonly row: Row
  readonly field: string
  readonly options: readonly Row[]
}

/** One other record, chosen by its title. */
export function RecordPicker({ row, field, options }: RecordPickerProps) {
  const { t, title } = useWords()
  return (
    <label className="field picker">
      <span className="field-label">{t(`field.${field}`)}</span>
      <select
        value={textOf(row, field)}
        onChange={(event) => void edit(row.id, { op: 'set', field, value: event.target.value || null })}
      >
        <option value="">{t('field.unknown')}</option>
        {options.map((one) => (
          <option key={one.id} value={one.id}>
            {title(one.data)}
          </option>
        ))}
      </select>
    </label>
  )
}
