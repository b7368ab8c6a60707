import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { failureCodes, quarantineReasons } from '#shared/bridge/contract.ts'
import { documentKinds } from '#shared/documents/build-document.ts'
import { agreementStates, agreementTypes } from '#shared/domain/agreement.ts'
import { commitmentKinds, commitmentOwners, commitmentStates } from '#shared/domain/commitment.ts'
import { delegationTypes, directions, giftDirections, memberRoles } from '#shared/domain/delegation.ts'
import { eventKinds, eventStates, partsOfDay, sides } from '#shared/domain/event.ts'
import { handlingMarks } from '#shared/domain/handling-mark.ts'
import { paperTypes } from '#shared/domain/paper.ts'
import { recordKinds } from '#shared/domain/record.ts'
import { emptyValuesOf, rules } from '#shared/domain/validate.ts'
import { fieldLook } from '../../renderer/app/field-look.ts'
import { en } from '../../renderer/i18n/en.ts'
import { vi } from '../../renderer/i18n/vi.ts'

type Words = { readonly [key: string]: string | Words }

const flat = (words: Words, prefix = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${prefix}${key}`, value] as [string, string]] : flat(value, `${prefix}${key}.`)
  )
const dictionaries = { vi: new Map(flat(vi)), en: new Map(flat(en)) }
const placeholders = (text: string) => Array.from(text.matchAll(/\{\{(\w+)\}\}/g), (match) => match[1]).sort()

const renderer = join(import.meta.dirname, '..', '..', 'renderer')
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('i18n'))
  .map((name) => ({ name, text: readFileSync(join(renderer, name), 'utf8') }))

/** Every `t('key')` and `t('key', { … })` of the page: file, key, what is put in. */
const literal = sources.flatMap(({ name, text }) =>
  Array.from(text.matchAll(/\bt\(\s*'([^']+)'\s*(?:,\s*\{([^}]*)\}\s*)?\)/g), ([, key = '', given = '']) => ({
    name,
    key,
    given
  }))
)
/** Every key that is put together while the page runs, `*` for the part that is not known here. */
const composed = sources.flatMap(({ name, text }) =>
  Array.from(text.matchAll(/\bt\(\s*`((?:[^`$]|\$\{(?:[^{}`]|\{[^}]*\})*\})+)`/g), ([, key = '']) => ({
    name,
    key: key.replace(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, '*')
  }))
)

describe('Vietnamese and English', () => {
  it('have words for the same things', () => {
    expect(Array.from(dictionaries.en.keys()).sort()).toEqual(Array.from(dictionaries.vi.keys()).sort())
  })

  it('leave the same places open in every sentence', () => {
    for (const [key, text] of dictionaries.vi) {
      expect([key, placeholders(dictionaries.en.get(key) ?? '')]).toEqual([key, placeholders(text)])
    }
  })

  it.each(['vi', 'en'] as const)('say something everywhere, in composed letters and without stray spaces (%s)', (language) => {
    for (const [key, text] of dictionaries[language]) {
      expect([key, text]).toEqual([key, text.trim().normalize('NFC')])
      expect([key, text.length > 0]).toEqual([key, true])
    }
  })
})

describe('the page', () => {
  it('asks for words at all: the search below finds them', () => {
    expect(literal.length).toBeGreaterThan(100)
    expect(composed.length).toBeGreaterThan(30)
  })

  it('asks only for words that there are', () => {
    const missing = literal.filter(({ key }) => !dictionaries.vi.has(key))
    expect(missing).toEqual([])
  })

  it('fills every place that a sentence leaves open', () => {
    const unfilled = literal.flatMap(({ name, key, given }) =>
      placeholders(dictionaries.vi.get(key) ?? '')
        .filter((place) => !new RegExp(`(^|[\\s,])${place}\\b`).test(given))
        .map((place) => ({ name, key, place }))
    )
    expect(unfilled).toEqual([])
  })

  it('puts together only words of which there are some', () => {
    const keys = Array.from(dictionaries.vi.keys())
    const unknown = composed.filter(({ key }) => {
      const pattern = new RegExp(`^${key.split('*').map(escaped).join('[^.]+')}$`)
      return !keys.some((known) => pattern.test(known))
    })
    expect(unknown).toEqual([])
  })
})

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const wordsIn = (group: string) =>
  Array.from(dictionaries.vi.keys()).flatMap((key) => (key.startsWith(`${group}.`) ? [key.slice(group.length + 1)] : []))

describe('there is a word for', () => {
  it.each<[string, readonly string[]]>([
    ['value.direction', directions],
    ['value.delegationType', delegationTypes],
    ['value.memberRole', memberRoles],
    ['value.giftDirection', giftDirections],
    ['value.eventKind', eventKinds],
    ['value.eventState', eventStates],
    ['value.partOfDay', partsOfDay],
    ['value.side', sides],
    ['value.commitmentKind', commitmentKinds],
    ['value.commitmentState', commitmentStates],
    ['value.owner', commitmentOwners],
    ['value.agreementType', agreementTypes],
    ['value.agreementState', agreementStates],
    ['value.mark', handlingMarks],
    ['value.paperType', paperTypes],
    ['kind', recordKinds],
    ['rule', rules],
    ['failure', failureCodes],
    ['quarantine', quarantineReasons],
    ['export.kindValue', documentKinds],
    ['refusal', ['unknown-record', 'record-exists', 'handling-mark', 'rule', 'unknown-item', 'not-allowed']]
  ])('every value of %s, and for no other', (group, values) => {
    expect(wordsIn(group).sort()).toEqual([...values].sort())
  })

  it.each(recordKinds)('every choice that a field of a %s offers', (kind) => {
    for (const field of Object.keys(emptyValuesOf(kind)).concat('title', 'direction', 'kind', 'code')) {
      const { choices } = fieldLook(kind, field)
      for (const value of choices?.values ?? []) expect(wordsIn(`value.${choices?.name}`)).toContain(value)
    }
  })

  it.each(recordKinds)('every field of a %s', (kind) => {
    const fields = wordsIn('field')
    for (const field of Object.keys(emptyValuesOf(kind))) expect(fields).toContain(field)
  })

  it.each(['unsaved', 'saving', 'received', 'laptop', 'share', 'seen'])('the saving state “%s”, with a hint', (state) => {
    expect(wordsIn('save')).toEqual(expect.arrayContaining([state, `${state}Hint`]))
  })
})
