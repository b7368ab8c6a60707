/**
 * The short piece for the ministry's site: title, lead, a part for each country, captions with credits, author and unit. Made from the
 * records alone; what is marked internal stays in the house.
 */
import type { Row } from '../sync/row.ts'
import { fullDay, parsePartialDate, partialDateSortKey } from '../text/partial-date.ts'
import { countryName } from './country-names.ts'
import { type DocumentData, itemsOf, textOf } from './document-data.ts'
import type { Block, DocumentModel } from './model.ts'
import { stampOf } from './official-head.ts'
import { placeText, saidPoints } from './programme-blocks.ts'
import { body, bold, centred, dateText, heading, italic, list, rangeText } from './text-blocks.ts'
import { newsGiftText, ownerText, partOfDayText, roleText } from './wording.ts'

export function buildNewsItem(data: DocumentData): DocumentModel {
  const { delegation } = data
  const title = textOf(delegation, 'title')
  return {
    language: 'vi',
    title,
    stamp: stampOf(delegation),
    cover: null,
    head: null,
    addressee: [],
    blocks: [
      centred(bold(title.toUpperCase())),
      ...leadBlocks(data),
      ...countryParts(data),
      ...closingBlocks(data),
      ...photoBlocks(data),
      ...creditBlocks(data)
    ],
    signature: null
  }
}

/** Sentences out of what is known; what is not known is left out, not written as unknown. */
const sentence = (...parts: readonly (string | false | null | undefined)[]): string => {
  const text = parts
    .filter((part): part is string => typeof part === 'string' && part !== '')
    .join(' ')
    .trim()
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`
}
const paragraphs = (...texts: readonly string[]): Block[] => texts.filter((text) => text !== '').map((text) => body(text))
/** A long text of the record stays a run of its own, as long as it may be. */
const labelled = (label: string, text: string): Block[] => (text === '' ? [] : [body(bold(`${label}: `), text)])
const named = (name: unknown, post: unknown): string =>
  [name, post].filter((part) => typeof part === 'string' && part !== '').join(', ')

function leadBlocks(data: DocumentData): Block[] {
  const { delegation, office } = data
  const members = itemsOf(delegation, 'members')
  const head = members.find(({ role }) => role === 'head')
  const isInbound = delegation.data.direction === 'inbound'
  const when = periodText(delegation)
  const where = data.countries.map((code) => countryName(data, code)).join(', ')
  const others = members.filter((member) => member !== head)
  const hosts = itemsOf(delegation, 'hosts')
  const agreement = data.byId.get(textOf(delegation, 'agreementId'))
  return [
    ...paragraphs(
      isInbound
        ? sentence(when, `${office.ministry} thông tin về việc đón tiếp đoàn đến từ ${where}`)
        : sentence(when, head ? `${head.post ?? ''} ${head.name} dẫn đầu đoàn` : 'Đoàn', `đến ${where}`),
      isInbound && head ? sentence(`Trưởng đoàn: ${named(head.name, head.post)}`) : ''
    ),
    ...labelled('Thành phần', textOf(delegation, 'composition')),
    ...labelled('Mục đích', textOf(delegation, 'purpose')),
    ...paragraphs(
      others.length > 0
        ? sentence(
            `Cùng tham gia: ${others.map((one) => `${named(one.name, one.post)} (${roleText[String(one.role)] ?? ''})`).join('; ')}`
          )
        : '',
      sentence(textOf(delegation, 'mandate')),
      hosts.length > 0
        ? sentence(
            `Phía chủ nhà: ${hosts.map((host) => `${named(host.name, host.post)}${host.unit ? `, ${host.unit}` : ''}${host.role ? ` (${host.role})` : ''}`).join('; ')}`
          )
        : '',
      topicsText(delegation),
      sentence(
        textOf(delegation, 'programmeName') &&
          `Chuyến đi thực hiện ${textOf(delegation, 'programmeName')}${textOf(delegation, 'programmeLevel') ? ` (cấp ${textOf(delegation, 'programmeLevel')})` : ''}`
      ),
      sentence(textOf(delegation, 'parentVisit') && `Chuyến đi nằm trong khuôn khổ ${textOf(delegation, 'parentVisit')}`),
      agreement ? agreementText(data, agreement, 'Cơ sở hợp tác') : ''
    )
  ]
}

/** "Từ ngày 27/05 đến ngày 04/06/2023," or "Ngày 24/10/2023,"; nothing where no day is known. */
function periodText({ data }: Row): string {
  const [from, to] = [data.startDate, data.endDate]
  if (!from && !to) return ''
  const text = rangeText(from, to)
  const [start, end] = text.split(' – ')
  if (end) return `từ ngày ${start} đến ngày ${end},`
  return `${fullDay(String(from || to)) ? 'ngày ' : ''}${text},`
}

const topicsText = (delegation: Row): string => {
  const topics = itemsOf(delegation, 'topics').map(({ text }) => String(text))
  return topics.length > 0 ? sentence(`Nội dung quan tâm: ${topics.join('; ')}`) : ''
}

function countryParts(data: DocumentData): Block[] {
  const codes = new Set([...data.countries, ...data.events.map((event) => textOf(event, 'country')).filter(Boolean)])
  const rest = data.events.filter((event) => textOf(event, 'country') === '')
  const parts = Array.from(codes).flatMap((code) => {
    const events = data.events.filter((event) => textOf(event, 'country') === code)
    const blocks = [...relationBlocks(data, code), ...events.flatMap((event) => eventBlocks(data, event))]
    return blocks.length === 0 ? [] : [heading(1, `Tại ${countryName(data, code)}`), ...blocks]
  })
  return [...parts, ...rest.flatMap((event) => eventBlocks(data, event))]
}

function relationBlocks(data: DocumentData, code: string): Block[] {
  const country = data.byId.get(`country.${code.toLowerCase()}`)
  const year = parsePartialDate(textOf(data.delegation, 'startDate'))?.year ?? null
  const isOfYear = (one: unknown) => year === null || one === year || one === null
  const anniversaries = itemsOf(country, 'anniversaries').filter((one) => isOfYear(one.year))
  const roles = itemsOf(country, 'roles').filter((one) => isOfYear(one.year))
  return paragraphs(
    anniversaries.length > 0
      ? sentence(
          `Năm ${anniversaries[0]?.year} đánh dấu ${anniversaries.map((one) => `${one.years} năm ${one.relation}`).join(', ')}`
        )
      : '',
    sentence(textOf(country, 'relation') && `Quan hệ: ${textOf(country, 'relation')}`),
    roles.length > 0 ? sentence(roles.map((one) => `${one.role}${one.year ? ` (${one.year})` : ''}`).join('; ')) : ''
  )
}

function eventBlocks(data: DocumentData, event: Row): Block[] {
  const participants = (side: 'vn' | 'partner') =>
    itemsOf(event, 'participants')
      .filter((one) => one.side === side)
      .map((one) => named(one.name, one.post))
  const [ours, theirs] = [participants('vn'), participants('partner')]
  const open = saidPoints(event)
  const agreed = open.filter((point) => point.agreed === true)
  const said = open.filter((point) => point.agreed !== true)
  const when = whenText(event)
  return [
    body(
      bold(sentence(when, when === '' ? textOf(event, 'title') : lowerFirst(textOf(event, 'title')))),
      ` ${sentence(`Địa điểm: ${placeText(data, event)}`)}`
    ),
    ...paragraphs(
      theirs.length > 0 ? sentence(`Phía bạn có ${theirs.join('; ')}`) : '',
      ours.length > 0 ? sentence(`Phía Việt Nam có ${ours.join('; ')}`) : '',
      ...said.map((point) => sentence(`${speakerText(point.side, point.speaker)}: ${String(point.text)}`)),
      agreed.length > 0
        ? sentence(`Hai bên thống nhất: ${agreed.map((point) => withoutStop(String(point.text))).join('; ')}`)
        : '',
      ...itemsOf(event, 'pastCooperation').map((one) => sentence(`Hợp tác trước đó với ${one.body}: ${one.text}`)),
      ...itemsOf(event, 'requestedTopics').map((one) =>
        sentence(
          `${one.raisedBy ? `${one.raisedBy} hỏi` : 'Đoàn hỏi'} về ${one.topic}${one.answeredBy ? `; ${one.answeredBy} trả lời` : ''}`
        )
      ),
      ...signedAt(data, event),
      ...promisedAt(data, event)
    ),
    ...factList(event),
    ...paragraphs(...giftsAt(data, event), sentence(textOf(event, 'assessment')))
  ]
}

/** A title goes on in a sentence, unless it begins with a name. */
const lowerFirst = (text: string): string =>
  /^\p{Lu}\p{Ll}* \p{Ll}/u.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text
const withoutStop = (text: string): string => text.replace(/[.;]+$/, '')

function speakerText(side: unknown, speaker: unknown): string {
  if (typeof speaker === 'string' && speaker !== '') return speaker
  return side === 'vn' ? 'Phía Việt Nam' : side === 'partner' ? 'Phía bạn' : 'Hai bên'
}

function whenText(event: Row): string {
  if (!event.data.date) return ''
  const part = partOfDayText[textOf(event, 'partOfDay')]
  return `${part ? `${part} ` : ''}${fullDay(textOf(event, 'date')) ? 'ngày ' : ''}${dateText(event.data.date)},`
}

function factList(event: Row): Block[] {
  const facts = itemsOf(event, 'facts')
  if (facts.length === 0) return []
  return [
    list(
      facts.map((fact) => [
        `${fact.indicator}: ${fact.value}${fact.unit ? ` ${fact.unit}` : ''}${fact.asOf ? ` (${dateText(fact.asOf)})` : ''}`
      ])
    )
  ]
}

const signedAt = (data: DocumentData, event: Row): string[] =>
  data.agreements.filter((one) => one.data.signingEventId === event.id).map((one) => agreementText(data, one, 'Tại đây đã ký'))

function agreementText(data: DocumentData, agreement: Row, opening: string): string {
  const areas = itemsOf(agreement, 'areas').map((area) => `${area.text}${area.priority === true ? ' (ưu tiên)' : ''}`)
  const signers = itemsOf(agreement, 'signatories').map((one) => named(one.name, one.post))
  const before = data.byId.get(textOf(agreement, 'predecessorId'))
  const period =
    agreement.data.periodFrom || agreement.data.periodTo
      ? `, giai đoạn ${rangeText(agreement.data.periodFrom, agreement.data.periodTo)}`
      : ''
  const signed = agreement.data.signedOn
    ? `, ký ngày ${dateText(agreement.data.signedOn)}${textOf(agreement, 'signedAt') ? ` tại ${textOf(agreement, 'signedAt')}` : ''}`
    : ''
  return [
    sentence(`${opening} ${textOf(agreement, 'title')}${period}${signed}`),
    signers.length > 0 ? sentence(`Người ký: ${signers.join('; ')}`) : '',
    areas.length > 0 ? sentence(`Các lĩnh vực: ${areas.join('; ')}`) : '',
    before
      ? sentence(
          `Văn kiện trước: ${textOf(before, 'title')}${before.data.periodFrom ? `, giai đoạn ${rangeText(before.data.periodFrom, before.data.periodTo)}` : ''}${textOf(before, 'evaluation') ? `; ${withoutStop(textOf(before, 'evaluation'))}` : ''}`
        )
      : '',
    sentence(textOf(agreement, 'evaluation'))
  ]
    .filter(Boolean)
    .join(' ')
}

/** What was promised there, by whom, for whom and where; what the office notes about it stays in the house. */
function promisedAt(data: DocumentData, event: Row): string[] {
  return data.ofTrip
    .filter((one) => one.data.internal !== true)
    .filter((one) => one.data.eventId === event.id || itemsOf(one, 'updates').some((update) => update.eventId === event.id))
    .map(promiseText)
}

function promiseText(one: Row): string {
  const who = [ownerText[textOf(one, 'owner')], textOf(one, 'ownerName')].filter(Boolean).join(', ')
  const where = itemsOf(one, 'institutions').map(({ name }) => String(name))
  return sentence(
    [
      `${textOf(one, 'title')}${who ? ` (${who})` : ''}`,
      textOf(one, 'beneficiary') && `dành cho ${lowerFirst(textOf(one, 'beneficiary'))}`,
      where.length > 0 && `tại ${where.join(', ')}`
    ]
      .filter(Boolean)
      .join('; ')
  )
}

const giftsAt = (data: DocumentData, event: Row | null): string[] =>
  itemsOf(data.delegation, 'gifts')
    .filter((gift) => (event === null ? !data.events.some((one) => one.id === gift.eventId) : gift.eventId === event.id))
    .map((gift) =>
      sentence(
        [
          `${newsGiftText[String(gift.direction)] ?? 'Quà'}: ${[gift.giver, gift.receiver].filter(Boolean).join(' – ')}`,
          gift.item && String(gift.item),
          gift.occasion && lowerFirst(String(gift.occasion))
        ]
          .filter(Boolean)
          .join(', ')
      )
    )

function closingBlocks(data: DocumentData): Block[] {
  const { delegation } = data
  const support = itemsOf(delegation, 'support')
  const atEvents = new Set(data.events.map((event) => event.id as string))
  const later = data.ofTrip.filter(
    (one) =>
      one.data.internal !== true &&
      !atEvents.has(textOf(one, 'eventId')) &&
      !itemsOf(one, 'updates').some((update) => atEvents.has(String(update.eventId)))
  )
  return [
    ...paragraphs(
      ...support.map((one) => sentence(`${one.mission} hỗ trợ đoàn: ${one.what}`)),
      ...later.map((one) => `Sau chuyến đi: ${promiseText(one)}`),
      ...data.agreements
        .filter((one) => ['proposed', 'negotiating', 'consulting', 'authorised'].includes(textOf(one, 'state')))
        .map((one) => agreementText(data, one, 'Đang chuẩn bị ký')),
      ...giftsAt(data, null)
    ),
    ...labelled('Kết quả', textOf(delegation, 'resultSummary')),
    ...labelled('Kinh nghiệm', textOf(delegation, 'lessons'))
  ]
}

function photoBlocks({ delegation }: DocumentData): Block[] {
  const photos = itemsOf(delegation, 'photos')
  if (photos.length === 0) return []
  return [
    body(bold('Ảnh:')),
    list(photos.map((photo) => [italic(`${photo.caption}${photo.credit ? ` (Ảnh: ${photo.credit})` : ''}`)]))
  ]
}

/** Where it was told before, with author and unit, as the site wants them. */
function creditBlocks(data: DocumentData): Block[] {
  const sources = itemsOf(data.delegation, 'sources')
    .flatMap(({ id }) => data.byId.get(id) ?? [])
    .sort((a, b) => partialDateSortKey(textOf(a, 'publishedOn')).localeCompare(partialDateSortKey(textOf(b, 'publishedOn'))))
  return [
    ...sources.map((source) =>
      body(
        italic(
          sentence(
            `Nguồn: ${[
              textOf(source, 'title'),
              textOf(source, 'outlet'),
              source.data.publishedOn && `${textOf(source, 'publishedTime')} ${dateText(source.data.publishedOn)}`.trim(),
              [textOf(source, 'author'), textOf(source, 'unit')].filter(Boolean).join(', '),
              typeof source.data.views === 'number' && `${source.data.views} lượt xem`
            ]
              .filter(Boolean)
              .join('; ')}`
          )
        )
      )
    ),
    ...paragraphs(sentence([data.office.author, data.office.unit].filter(Boolean).join(', ')))
  ]
}
