/** What a person chooses for one packet: parts, order, what is left out, mark, copy, version; and what a later one says is new. */
import { beforeAll, describe, expect, it } from 'vitest'
import { buildDocument } from '#shared/documents/build-document.ts'
import { gatherDocumentData } from '#shared/documents/document-data.ts'
import { buildAddendum } from '#shared/documents/packet/addendum.ts'
import { comparePackets } from '#shared/documents/packet/compare.ts'
import { isFresh } from '#shared/documents/packet/facts.ts'
import { type PacketOptions, usualPacket } from '#shared/documents/packet/options.ts'
import { partsWithText } from '#shared/documents/packet/packet.ts'
import { contentsOf } from '#shared/documents/text-blocks.ts'
import { type FieldValue, type Item, recordId } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import {
  changed,
  linesOf,
  newRow,
  nextTrip,
  nextTripRow,
  officeNames,
  partOf,
  rowOf,
  sampleRows
} from '../../support/sample-rows.ts'

let rows: readonly Row[] = []
beforeAll(async () => {
  rows = await sampleRows()
})

const file = (name: string, sha: string): Item => ({
  id: sha.slice(0, 4),
  name,
  type: null,
  sizeBytes: 10,
  sha256: sha.repeat(64).slice(0, 64),
  blob: 'b'.repeat(64),
  key: 'c'.repeat(64),
  caption: 'Hội đàm',
  credit: 'PV'
})
const meetingRow = () =>
  newRow(recordId('event', 'next'), {
    delegationId: nextTrip,
    kind: 'talks',
    title: 'Hội đàm tại Paris',
    date: '2027-03-02',
    country: 'FR',
    lead: 'Thứ trưởng',
    participants: [{ id: 'p', side: 'partner', name: 'Guillaume Kasbarian', personId: 'person.guillaume-kasbarian' }],
    points: [
      { id: 'a', side: 'vn', text: 'Chốt 12 suất đào tạo', purpose: 'our-aim' },
      { id: 'b', side: 'partner', text: 'Muốn mở rộng sang số hóa', purpose: 'their-aim', likelihood: 'might' },
      { id: 'c', side: 'vn', text: 'Không nhận thêm chi phí', internal: true, purpose: 'tactic' }
    ],
    facts: [
      { id: 'f', indicator: 'Số cán bộ đã học', value: '140', unit: 'người', asOf: '2026-01-01' },
      { id: 'g', indicator: 'Số khóa', value: '6', asOf: '2027-01-10' }
    ],
    photos: [file('anh.jpg', 'a1')]
  } as Record<string, FieldValue>)
const dossier = (fields: Record<string, FieldValue> = {}): Row =>
  nextTripRow({
    members: [{ id: 'm', name: 'Trần Văn Bình', role: 'head', task: 'Ghi biên bản', phone: '0912 000 111' }],
    gifts: [{ id: 'g', direction: 'given', receiver: 'Giám đốc', item: 'Tranh sơn mài' }],
    contacts: [{ id: 'k', name: 'Trực Đại sứ quán', phone: '+33 1 00 00' }],
    logistics: [{ id: 'l', what: 'flight', text: 'Hà Nội – Paris', reference: 'VN19' }],
    ...fields
  } as Record<string, FieldValue>)
const papers = () => [
  newRow(recordId('paper', 'invite'), {
    title: 'Thư mời',
    type: 'invitation',
    delegationId: nextTrip,
    files: [file('thu.pdf', 'd2')]
  } as Record<string, FieldValue>),
  newRow(recordId('paper', 'speech'), {
    title: 'Đáp từ',
    type: 'speech',
    delegationId: nextTrip,
    text: 'Kính thưa Ngài Bộ trưởng'
  }),
  newRow(recordId('paper', 'old'), { title: 'Hồ sơ đoàn, phiên bản 1', type: 'packet', version: 1, delegationId: nextTrip })
]
const all = (fields?: Record<string, FieldValue>) => [...rows, dossier(fields), meetingRow(), ...papers()]
const packet = (options: Partial<PacketOptions> = {}, from = all()) =>
  buildDocument('packet', {
    subject: { of: 'record', id: nextTrip },
    rows: from,
    today: '2027-02-05',
    office: officeNames,
    packet: { ...usualPacket, ...options }
  }).model
const titles = (model: ReturnType<typeof packet>) => Array.from(contentsOf(model.blocks).values())

describe('the parts', () => {
  it('come in the order chosen, numbered anew, and no other', () => {
    expect(titles(packet({ parts: ['commitments', 'basis'] }))).toEqual([
      'PHẦN 1. TÌNH TRẠNG CAM KẾT',
      'PHẦN 2. CĂN CỨ VÀ MỤC ĐÍCH'
    ])
  })

  it('begin each on a page of their own, after the contents', () => {
    const { blocks } = packet()
    const at = Array.from(contentsOf(blocks).keys())
    expect(at.map((index) => blocks[index - 1]?.type)).toEqual(at.map(() => 'page-break'))
    expect(blocks[1]?.type).toBe('contents')
  })

  it('say which of them the records have anything for', () => {
    const data = (from: readonly Row[]) =>
      gatherDocumentData({ delegationId: nextTrip, rows: from, today: '2027-02-05', office: officeNames })
    expect(partsWithText(data(all()))).toEqual(usualPacket.parts.filter((part) => part !== 'signing'))
    expect(partsWithText(data([nextTripRow()]))).not.toContain('gifts')
  })
})

describe('what is left out of one packet', () => {
  it.each([
    ['internal', 'Không nhận thêm chi phí'],
    ['gifts', 'Tranh sơn mài'],
    ['contacts', '+33 1 00 00'],
    ['contacts', '0912 000 111']
  ] as const)('%s: %s', (redaction, words) => {
    expect(linesOf(packet()).join('\n')).toContain(words)
    expect(JSON.stringify(packet({ without: [redaction] }))).not.toContain(words)
  })
})

describe('the cover and the foot of each page', () => {
  it('carry copy and version', () => {
    const model = packet({ copy: { number: 3, of: 12 }, version: 2 })
    expect(model.cover?.lines.slice(-2)).toEqual(['Phiên bản 2', 'Bản số: 03/12'])
    expect(model.foot).toBe('Vụ Hợp tác quốc tế, 05/02/2027 – Phiên bản 2 – Bản số: 03/12')
  })

  it('carry the mark chosen for this reader, else the dossier’s', () => {
    expect(packet({ mark: 'return' }).stamp).toBe('XEM XONG TRẢ LẠI')
    expect(packet({}, all({ mark: 'internal' })).stamp).toBe('LƯU HÀNH NỘI BỘ')
  })
})

describe('the talking points of a meeting', () => {
  const part = () => partOf(packet(), /GỢI Ý NỘI DUNG/).join('\n')
  it('stand by what they are for, with what is only ours marked', () => {
    expect(part()).toMatch(
      /Mục tiêu của ta:\nChốt 12 suất đào tạo\nMục tiêu có thể có của bạn:\nMuốn mở rộng sang số hóa \[có thể được nêu\]/
    )
    expect(part()).toContain('Không nhận thêm chi phí [chỉ dùng nội bộ]')
  })

  it('have their figures with the day, and say which to look at again', () => {
    expect(part()).toContain('Số cán bộ đã học: 140 người (số liệu 01/01/2026) – cần kiểm tra lại trước khi dùng')
    expect(part()).toMatch(/Số khóa: 6 \(số liệu 10\/01\/2027\)(\n|$)/)
  })

  it('name the last meeting with the same people', () => {
    expect(part()).toMatch(/Lần làm việc gần nhất: 04\/10\/2024/)
  })
})

describe('a figure', () => {
  it.each([
    ['2026-08-05', true],
    ['2026-08-04', false],
    ['2027-01', true],
    ['2026', false],
    ['XXXX-10-04', false],
    ['', false]
  ])('of %s is fresh on 5 February 2027: %s', (asOf, fresh) => {
    expect(isFresh(asOf, '2027-02-05')).toBe(fresh)
  })
})

describe('photos and papers', () => {
  it('stand in the packet: a photo with its caption, a PDF by its pages', () => {
    const { blocks } = packet()
    expect(blocks).toContainEqual(
      expect.objectContaining({ type: 'picture', file: 'a1'.repeat(32), caption: 'Hội đàm (Ảnh: PV)' })
    )
    expect(blocks).toContainEqual({ type: 'pages', file: 'd2'.repeat(32) })
  })

  it('a packet that went out is no paper of the next one', () => {
    expect(linesOf(packet()).join('\n')).not.toContain('Hồ sơ đoàn, phiên bản 1')
  })

  it('a portrait stands beside its biography', () => {
    const person = changed(rowOf(rows, 'person.guillaume-kasbarian'), {
      photos: [file('chan-dung.jpg', 'e3')],
      pronunciation: 'Ghi-ôm'
    })
    const from = all().map((row) => (row.id === person.id ? person : row))
    const portrait = packet({}, from).blocks.find((block) => block.type === 'picture' && block.beside.length > 0)
    expect(portrait).toMatchObject({ file: 'e3'.repeat(32), widthMm: 30 })
    expect(JSON.stringify(portrait)).toContain('đọc: Ghi-ôm')
  })
})

describe('a later packet', () => {
  it('is compared part by part, whatever number and place the part has', () => {
    const earlier = packet({ version: 1 })
    const later = packet(
      { version: 2, parts: ['commitments', 'basis', 'programme', 'members'] },
      all({ purpose: 'Ký chương trình mới' })
    )
    const changes = comparePackets(earlier, later)
    expect(changes).toContainEqual({
      part: 'CĂN CỨ VÀ MỤC ĐÍCH',
      added: ['Mục đích: Ký chương trình mới'],
      removed: ['Mục đích: chưa rõ']
    })
    expect(changes.map(({ part }) => part)).not.toContain('TÌNH TRẠNG CAM KẾT')
    expect(changes.find(({ part }) => part === 'QUÀ TẶNG')?.added).toEqual([])
  })

  it('with nothing new says so in its addendum', () => {
    const model = buildAddendum({ earlier: packet({ version: 1 }), version: 1, later: packet() })
    expect(linesOf(model)).toContain('Không có nội dung nào thay đổi so với phiên bản 1.')
  })

  it('with something new makes an addendum that names the version it belongs to', () => {
    const model = buildAddendum({ earlier: packet({ version: 4 }), version: 4, later: packet({}, all({ purpose: 'Ký' })) })
    expect(linesOf(model).join('\n')).toMatch(
      /Kèm theo hồ sơ phiên bản 4.*Nay là:\nMục đích: Ký\nThay cho, hoặc bỏ:\nMục đích: chưa rõ/s
    )
    expect(model.cover).toBeNull()
  })
})
