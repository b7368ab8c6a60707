/** Official letters (công văn, "V/v …"): thanks after a meeting, or an invitation that was promised. Model 1.5 of Decree 30, Appendix III. */
import { itemsOf, textOf } from './document-data.ts'
import { type LetterData, partnersOf } from './event-data.ts'
import type { Block, DocumentModel } from './model.ts'
import { officialHead, stampOf, unitSignature } from './official-head.ts'
import { body, dateText, list } from './text-blocks.ts'

export function buildLetter(data: LetterData): DocumentModel {
  const { about, office } = data
  const isInvitation = about.kind === 'commitment' && about.data.kind === 'invitation'
  const regarding =
    about.kind === 'event'
      ? 'cảm ơn sau buổi làm việc'
      : isInvitation
        ? 'mời thăm và làm việc'
        : 'thực hiện nội dung đã thống nhất'
  return {
    language: 'vi',
    title: `Công văn: V/v ${regarding}`,
    stamp: stampOf(about),
    cover: null,
    head: officialHead(data, { symbol: 'BNV-HTQT', documentType: '', subject: '', regarding: `V/v ${regarding}` }),
    addressee: addresseeOf(data),
    blocks: [
      ...(about.kind === 'event' ? thanks(data) : isInvitation ? invitation(data) : followUp(data)),
      body(`${office.ministry} trân trọng cảm ơn./.`)
    ],
    signature: unitSignature(data)
  }
}

/** Empty lines of dots where nobody is known: a letter without a receiver is not sent by mistake. */
function addresseeOf({ event, byId }: LetterData): string[] {
  const bodies = itemsOf(event ?? undefined, 'organisations').flatMap(({ id }) => textOf(byId.get(id), 'title') || [])
  const people = partnersOf(event)
  const all = people.length > 0 ? people : bodies
  return all.length > 0 ? all.slice(0, 10) : ['………………………………']
}

function thanks({ event, office }: LetterData): Block[] {
  const agreed = itemsOf(event ?? undefined, 'points').filter((point) => point.agreed === true && point.internal !== true)
  return [
    body(
      `${office.ministry} trân trọng cảm ơn Quý vị đã dành thời gian cho "${textOf(event ?? undefined, 'title')}" (${dateText(event?.data.date)}).`
    ),
    ...(agreed.length > 0
      ? [
          body('Chúng tôi ghi nhận hai bên đã thống nhất các nội dung sau và mong cùng Quý vị triển khai:'),
          list(agreed.map((point) => [String(point.text)]))
        ]
      : []),
    body('Chúng tôi mong tiếp tục nhận được sự hợp tác của Quý vị.')
  ]
}

function invitation({ about, office }: LetterData): Block[] {
  return [
    body(
      `Tiếp nối trao đổi giữa hai bên, ${office.ministry} trân trọng mời Quý vị thăm và làm việc tại Việt Nam${about.data.due ? ` (${dateText(about.data.due)})` : ' vào thời gian thuận tiện cho hai bên'}.`
    ),
    ...(textOf(about, 'detail') ? [body(textOf(about, 'detail'))] : []),
    body(`${office.unit} là đầu mối trao đổi về thời gian và chương trình.`)
  ]
}

function followUp({ about, office }: LetterData): Block[] {
  return [
    body(`${office.ministry} xin trao đổi về việc thực hiện nội dung: "${textOf(about, 'title')}".`),
    ...(textOf(about, 'detail') ? [body(textOf(about, 'detail'))] : []),
    body(`${office.unit} là đầu mối phối hợp và mong nhận được ý kiến của Quý vị.`)
  ]
}
