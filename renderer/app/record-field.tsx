/** A field of a record on the screen, joined to the record: shows it, saves it, shows its sources and conflicts. */
import type { Operation } from '#shared/domain/operation.ts'
import type { Item, Scalar } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import { countryCodes } from '#shared/text/country-codes.ts'
import { isInferred, readTypedDate } from '#shared/text/partial-date.ts'
import { type Alternative, EditableField, type FieldKind } from '../components/editable-field.tsx'
import { edit } from './desk-client.ts'
import { useDesk } from './desk-store.ts'
import { useFieldWords } from './use-field-words.ts'
import { useWords, type Words } from './use-words.ts'

export interface RecordFieldProps {
  readonly row: Row
  readonly field: string
  readonly kind?: FieldKind
  /** Name of the value list in the dictionary (`value.<choices>.<value>`). */
  readonly choices?: { readonly name: string; readonly values: readonly string[] }
  /** An item of a list field instead of a single value. */
  readonly item?: { readonly list: string; readonly item: Item }
  readonly label?: string
}

const wideFields: ReadonlySet<string> = new Set([
  'title',
  'titleEn',
  'venue',
  'ownerName',
  'beneficiary',
  'programmeName',
  'parentVisit',
  'mandate'
])

export function RecordField({ row, field, kind = 'text', choices, item, label }: RecordFieldProps) {
  const words = useWords()
  const fieldWords = useFieldWords()
  const rows = useDesk((state) => state.rows)
  const value = (item ? item.item[field] : (row.data[field] as Scalar | undefined)) ?? null
  const show = (scalar: Scalar) => shownValue(scalar, kind, choices?.name, words)
  const claims = item ? [] : claimsOf(row, field)
  const choice = (row.data.choices as readonly Item[] | undefined)?.find((one) => one.id === field)
  const conflict = row.conflicts.find((one) => one.field === field && (one.item?.id ?? null) === (item?.item.id ?? null))
  const set = (next: Scalar): Operation =>
    item ? { op: 'set-item', list: item.list, id: item.item.id, field, value: next } : { op: 'set', field, value: next }

  return (
    <EditableField
      label={label ?? words.t(`field.${field}`)}
      kind={kind}
      value={value === null ? null : String(value)}
      shown={show(value)}
      words={fieldWords}
      wide={!item && wideFields.has(field)}
      inferred={kind === 'date' && typeof value === 'string' && isInferred(value)}
      {...(choices && { options: choices.values.map((one) => ({ value: one, label: words.t(`value.${choices.name}.${one}`) })) })}
      {...(kind === 'country' && { options: countryOptions(words) })}
      {...(claims.length > 0 && {
        claims: claims.map(
          (claim): Alternative => ({
            key: claim.id,
            text: show(claim.value ?? null),
            from: [words.title(rows.get(String(claim.sourceId))?.data), claim.wording && `“${claim.wording}”`]
              .filter(Boolean)
              .join(': '),
            chosen: claim.id === choice?.claimId
          })
        )
      })}
      {...(choice?.reason ? { claimsReason: String(choice.reason) } : {})}
      {...(conflict && {
        conflict: conflict.values.map((one) => ({
          key: `${one.device}:${String(one.value)}`,
          text: show(one.value),
          from: words.t('conflict.from', { author: one.author || '–', at: words.moment(one.time) }),
          chosen: one.value === value
        }))
      })}
      read={(typed) => readTyped(typed, kind)}
      onSave={(typed) => void edit(row.id, set(storedValue(typed, kind)))}
      onChooseClaim={(id) => chooseClaim(row, field, id)}
      onChooseConflict={(key) => {
        const one = conflict?.values.find((candidate) => `${candidate.device}:${String(candidate.value)}` === key)
        if (one) void edit(row.id, set(one.value))
      }}
    />
  )
}

export function claimsOf(row: Row, field: string): readonly Item[] {
  return ((row.data.claims as readonly Item[] | undefined) ?? []).filter((claim) => claim.field === field)
}

function countryOptions(words: Words): { value: string; label: string }[] {
  const collator = new Intl.Collator(words.language)
  return countryCodes
    .map((code) => ({ value: code, label: words.country(code) }))
    .sort((a, b) => collator.compare(a.label, b.label))
}

function chooseClaim(row: Row, field: string, claimId: string): void {
  const claim = claimsOf(row, field).find((one) => one.id === claimId)
  if (!claim) return
  const chosenBefore = (row.data.choices as readonly Item[] | undefined)?.some((one) => one.id === field)
  void edit(
    row.id,
    { op: 'set', field, value: claim.value ?? null },
    chosenBefore
      ? { op: 'set-item', list: 'choices', id: field, field: 'claimId', value: claimId }
      : { op: 'put', list: 'choices', item: { id: field, claimId, reason: null } }
  )
}

export function shownValue(value: Scalar, kind: FieldKind, choices: string | undefined, words: Words): string {
  if (value === null || value === '') return ''
  if (choices) return words.t(`value.${choices}.${value}`)
  if (kind === 'date') return words.date(value)
  if (kind === 'country') return words.country(value)
  if (typeof value === 'boolean') return words.t(value ? 'common.yes' : 'common.no')
  if (typeof value === 'number') return new Intl.NumberFormat(words.language).format(value)
  return value
}

function readTyped(typed: string, kind: FieldKind): string | null {
  if (kind === 'date') return readTypedDate(typed)
  if (kind === 'number') return typed.trim() === '' || Number.isFinite(Number(typed)) ? typed.trim() : null
  return typed.normalize('NFC')
}

/** An emptied field is "not known" again; a text that really is empty is kept by the record, never typed. */
function storedValue(typed: string, kind: FieldKind): Scalar {
  if (typed === '') return null
  return kind === 'number' ? Number(typed) : typed
}
