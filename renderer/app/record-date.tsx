/** A date or a range of a record, with "not known" and "inferred" said. */
import { isInferred } from '#shared/text/partial-date.ts'
import { ShownDate } from '../components/shown-date.tsx'
import { useWords } from './use-words.ts'

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

export function RecordDate({ from, to = from }: { from: unknown; to?: unknown }) {
  const { t, range } = useWords()
  return (
    <ShownDate
      text={range(from, to)}
      inferred={isInferred(asText(from)) || isInferred(asText(to))}
      unknownWord={t('field.unknown')}
      inferredWord={t('field.inferred')}
      inferredHint={t('field.inferredHint')}
    />
  )
}
