/** Papers that are handed to the other side: programme, list of the delegation, minutes, letter. Built alike in every language. */
import type { Item } from '../../domain/record.ts'
import type { Row } from '../../sync/row.ts'
import { fullDay } from '../../text/partial-date.ts'
import { type DocumentData, itemsOf, textOf } from '../document-data.ts'
import { type EventData, type LetterData, partnersOf } from '../event-data.ts'
import type { Block, DocumentModel, Run } from '../model.ts'
import { stampOf } from '../official-head.ts'
import { saidPoints, upcoming } from '../programme-blocks.ts'
import { body, bold, heading, italic, list, note, run, table } from '../text-blocks.ts'
import { clockIn, countryIn, dateIn, foreignHead, officeIn, participantsIn, personIn, placeIn, rangeIn } from './common.ts'
import type { DocumentLanguage, Translator } from './translator.ts'

const paper = (
  translator: Translator,
  title: string,
  row: Row
): Pick<DocumentModel, 'language' | 'title' | 'stamp' | 'cover'> => ({
  language: translator.language,
  title,
  stamp: stampOf(row),
  cover: null
})

const timeAndPlace = (translator: Translator, data: DocumentData): Block =>
  body(
    bold(`${translator.phrases.time}: `),
    rangeIn(translator, data.delegation.data.startDate, data.delegation.data.endDate),
    bold(`. ${translator.phrases.destination}: `),
    data.countries.map((code) => countryIn(translator, data.byId, code)).join(', ') || translator.phrases.unknown,
    '.'
  )

export function foreignProgramme(data: DocumentData, translator: Translator): DocumentModel {
  const { delegation, office } = data
  const { phrases } = translator
  const title = translator.field(delegation, 'title')
  const days = new Map<string, Row[]>()
  for (const event of upcoming(data.events)) {
    const day = fullDay(textOf(event, 'date')) ?? ''
    days.set(day, [...(days.get(day) ?? []), event])
  }
  const dated = Array.from(days).filter(([day]) => day !== '')
  const undated = days.get('') ?? []
  const dayTable = (events: readonly Row[]): Block =>
    table(
      [
        { title: phrases.time, share: 20 },
        { title: phrases.content, share: 42 },
        { title: phrases.venue, share: 22 },
        { title: phrases.counterpart, share: 24 }
      ],
      events.map((event): (string | Run[])[] => [
        clockIn(translator, event, itemsOf(delegation, 'legs')),
        [bold(`${phrases.eventKinds[textOf(event, 'kind')] ?? ''}: `), run(translator.field(event, 'title'))],
        placeIn(translator, data.byId, event),
        participantsIn(translator, event, 'partner')
      ])
    )
  return {
    ...paper(translator, `${phrases.programme}: ${title}`, delegation),
    head: foreignHead(translator, data, { symbol: 'CTr-HTQT', documentType: phrases.programme, subject: title, isDated: true }),
    addressee: [],
    blocks: [
      timeAndPlace(translator, data),
      ...dated.flatMap(([day, events], index) => [
        heading(
          1,
          phrases.day(index + 1, phrases.weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '', dateIn(translator, day))
        ),
        dayTable(events)
      ]),
      ...(undated.length > 0 ? [heading(1, phrases.noDay), dayTable(undated)] : []),
      body(phrases.mayChange)
    ],
    signature: { recipients: [], authority: [officeIn(translator, office).unit.toUpperCase()], name: '' }
  }
}

export function foreignMemberList(data: DocumentData, translator: Translator): DocumentModel {
  const { delegation } = data
  const { phrases } = translator
  const members = itemsOf(delegation, 'members')
  const { headCount } = delegation.data
  return {
    ...paper(translator, `${phrases.memberList}: ${translator.field(delegation, 'title')}`, delegation),
    head: foreignHead(translator, data, {
      symbol: 'DS-HTQT',
      documentType: phrases.memberList,
      subject: translator.field(delegation, 'title'),
      isDated: true
    }),
    addressee: [],
    blocks: [
      timeAndPlace(translator, data),
      table(
        [
          { title: phrases.number, share: 8 },
          { title: phrases.name, share: 28 },
          { title: phrases.post, share: 30 },
          { title: phrases.unit, share: 26 },
          { title: phrases.role, share: 20 }
        ],
        members.map((member, index) => [
          String(index + 1),
          String(member.name),
          translator.item(delegation, 'members', member, 'post') || phrases.unknown,
          translator.item(delegation, 'members', member, 'unit') || phrases.unknown,
          phrases.roles[String(member.role)] ?? ''
        ])
      ),
      typeof headCount === 'number' ? body(phrases.headCount(headCount)) : note(phrases.headCountUnknown)
    ],
    signature: null
  }
}

export function foreignMinutes(data: EventData, translator: Translator, languages: readonly DocumentLanguage[]): DocumentModel {
  const { event } = data
  const { phrases } = translator
  const sides: Readonly<Record<string, string>> = {
    vn: phrases.vietnamSide,
    partner: phrases.partnerSide,
    both: phrases.bothSides
  }
  const points = saidPoints(event)
  const first = (side: 'vn' | 'partner') => String(itemsOf(event, 'participants').find((one) => one.side === side)?.name ?? '')
  return {
    ...paper(translator, `${phrases.minutes}: ${translator.field(event, 'title')}`, event),
    head: foreignHead(translator, data, {
      symbol: 'BB-HTQT',
      documentType: phrases.minutes,
      subject: `${phrases.eventKinds[textOf(event, 'kind')] ?? ''}: ${translator.field(event, 'title')}`,
      isDated: false
    }),
    addressee: [],
    blocks: [
      body(bold(`${phrases.time}: `), [clockIn(translator, event, []), dateIn(translator, event.data.date)].join(', '), '.'),
      body(bold(`${phrases.venue}: `), placeIn(translator, data.byId, event), '.'),
      body(bold(`${phrases.vietnamSide}: `), participantsIn(translator, event, 'vn'), '.'),
      body(bold(`${phrases.partnerSide}: `), participantsIn(translator, event, 'partner'), '.'),
      heading(1, phrases.discussed),
      points.length === 0
        ? body(phrases.nothingWritten)
        : list(
            points.map((point): Run[] => [
              bold(`${sides[String(point.side)] ?? ''}${speakerIn(translator, event, point)}: `),
              run(translator.item(event, 'points', point, 'text')),
              ...(point.agreed === true ? [italic(` ${phrases.agreed}`)] : [])
            ])
          ),
      ...(data.commitments.length > 0
        ? [
            heading(1, phrases.commitments),
            list(
              data.commitments.map((one): Run[] => [
                bold(translator.field(one, 'title')),
                run(
                  `: ${phrases.owners[textOf(one, 'owner')] ?? phrases.unknown}; ${phrases.due} ${dateIn(translator, one.data.due)}`
                )
              ])
            )
          ]
        : []),
      ...(event.data.date ? [body(phrases.ended(textOf(event, 'endTime'), dateIn(translator, event.data.date)))] : []),
      body(phrases.madeIn(languages.map((one) => phrases.languageNames[one])))
    ],
    signature: {
      recipients: [],
      authority: [phrases.forPartner],
      name: first('partner'),
      second: { authority: [phrases.forVietnam], name: first('vn') }
    }
  }
}

/** A name alone is not translated; a post before it is. */
function speakerIn(translator: Translator, event: Row, point: Item): string {
  const speaker = typeof point.speaker === 'string' ? point.speaker : ''
  if (speaker === '') return ''
  const isName = itemsOf(event, 'participants').some((one) => one.name === speaker)
  return ` (${isName ? speaker : translator.item(event, 'points', point, 'speaker')})`
}

export function foreignLetter(data: LetterData, translator: Translator): DocumentModel {
  const { about, event, office } = data
  const { phrases } = translator
  const { ministry, unit } = officeIn(translator, office)
  const isInvitation = about.kind === 'commitment' && about.data.kind === 'invitation'
  const subject =
    about.kind === 'event' ? phrases.subjects.thanks : isInvitation ? phrases.subjects.invitation : phrases.subjects.followUp
  const regarding = `${phrases.regarding} ${subject}`
  const detail = translator.field(about, 'detail')
  const agreed = itemsOf(event ?? undefined, 'points').filter((point) => point.agreed === true && point.internal !== true)
  const texts: Block[] =
    about.kind === 'event'
      ? [
          body(phrases.thanks(ministry, translator.field(about, 'title'), dateIn(translator, about.data.date))),
          ...(agreed.length > 0
            ? [body(phrases.agreedPoints), list(agreed.map((point) => [translator.item(about, 'points', point, 'text')]))]
            : []),
          body(phrases.lookForward)
        ]
      : [
          body(
            isInvitation
              ? phrases.invitation(ministry, about.data.due ? dateIn(translator, about.data.due) : '')
              : phrases.followUp(ministry, translator.field(about, 'title'))
          ),
          ...(detail ? [body(detail)] : []),
          body(phrases.contact(unit))
        ]
  return {
    ...paper(translator, regarding, about),
    head: foreignHead(translator, data, { symbol: 'BNV-HTQT', documentType: '', subject: '', regarding, isDated: true }),
    addressee: addresseeOf(data, translator),
    blocks: [...texts, body(phrases.regards(ministry))],
    signature: { recipients: [], authority: [unit.toUpperCase()], name: '' }
  }
}

function addresseeOf({ event, byId }: LetterData, translator: Translator): string[] {
  const people = itemsOf(event ?? undefined, 'participants').filter((one) => one.side === 'partner')
  const named = event ? people.map((one) => personIn(translator, event, 'participants', one)) : []
  const bodies = itemsOf(event ?? undefined, 'organisations').flatMap(({ id }) => translator.field(byId.get(id), 'title') || [])
  const all = named.length > 0 ? named : partnersOf(event).length > 0 ? partnersOf(event) : bodies
  return all.length > 0 ? all.slice(0, 10) : ['………………………………']
}
