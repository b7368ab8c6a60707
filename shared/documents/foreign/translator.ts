/**
 * The texts of records in the language of a document: from the record's own field for it, its translations, what the same words were
 * translated as elsewhere, the official names. What is nowhere stays Vietnamese and is noted, so that it is listed before export.
 */
import { type Item, type TranslationLanguage, translationLanguages } from '../../domain/record.ts'
import type { Row } from '../../sync/row.ts'
import { itemsOf } from '../document-data.ts'
import { officialName } from './official-names.ts'
import { type Phrases, phrasesOf } from './phrases.ts'

export type DocumentLanguage = 'vi' | TranslationLanguage

export interface MissingTranslation {
  /** Empty for a name of the office itself, which stands in the settings. */
  readonly record: string
  readonly field: string
  readonly itemId: string | null
  readonly language: TranslationLanguage
  /** What has to be translated. */
  readonly text: string
}

export interface Translator {
  readonly language: DocumentLanguage
  readonly phrases: Phrases
  /** Empty where the record says nothing. */
  readonly field: (row: Row | undefined | null, field: string) => string
  readonly item: (row: Row, list: string, item: Item, field: string) => string
  readonly missing: () => readonly MissingTranslation[]
}

const suffix: Readonly<Record<TranslationLanguage, string>> = { en: 'En', fr: 'Fr' }
const said = (value: unknown): string => (typeof value === 'string' ? value : '')

export function createTranslator(language: DocumentLanguage, rows: Iterable<Row>): Translator {
  const phrases = phrasesOf(language)
  const missing = new Map<string, MissingTranslation>()
  if (language === 'vi') {
    return {
      language,
      phrases,
      field: (row, field) => said(row?.data[field]),
      item: (_, __, item, field) => said(item[field]),
      missing: () => []
    }
  }
  const memory = translatedBefore(language, rows)
  const translate = (row: Row, field: string, item: Item | null): string => {
    const text = said(item ? item[field] : row.data[field])
    if (text === '') return ''
    const own = said(item ? item[`${field}${suffix[language]}`] : row.data[`${field}${suffix[language]}`])
    if (own) return own
    const found = ownTranslation(row, field, item?.id ?? null, language, text) ?? memory.get(text) ?? officialName(text, language)
    if (found) return found
    // A figure, a date, a name of nothing but Latin capitals needs no translation.
    if (!/\p{L}{2}/u.test(text)) return text
    const itemId = item?.id ?? null
    missing.set(`${row.id} ${field} ${itemId ?? ''}`, { record: row.id, field, itemId, language, text })
    return text
  }
  return {
    language,
    phrases,
    field: (row, field) => (row ? translate(row, field, null) : ''),
    item: (row, _, item, field) => translate(row, field, item),
    missing: () => Array.from(missing.values())
  }
}

const ownTranslation = (
  row: Row,
  field: string,
  itemId: string | null,
  language: TranslationLanguage,
  source: string
): string | null => {
  const found = itemsOf(row, 'translations').findLast(
    (one) => one.field === field && (one.itemId ?? null) === itemId && one.language === language && one.source === source
  )
  return said(found?.text) || null
}

/** Vietnamese text to what it was translated as, wherever that was. */
function translatedBefore(language: TranslationLanguage, rows: Iterable<Row>): ReadonlyMap<string, string> {
  const memory = new Map<string, string>()
  for (const row of rows) {
    for (const one of itemsOf(row, 'translations')) {
      if (one.language !== language) continue
      if (said(one.source) && said(one.text)) memory.set(said(one.source), said(one.text))
    }
    const title = said(row.data.title)
    const translated = said(row.data[`title${suffix[language]}`])
    if (title && translated) memory.set(title, translated)
  }
  return memory
}

export const isTranslationLanguage = (text: string): text is TranslationLanguage =>
  (translationLanguages as readonly string[]).includes(text)
