import { beforeAll, describe, expect, it } from 'vitest'
import { contentsOf } from '#shared/documents/text-blocks.ts'
import { type FieldValue, recordId } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import { changed, linesOf, modelOf, newRow, nextTrip, nextTripRow, partOf, rowOf, sampleRows } from '../../support/sample-rows.ts'

const trainingPlaces = 'Cử cán bộ trẻ, cán bộ nữ của chính quyền địa phương sang Pháp đào tạo'
const openWithFrance = [
  trainingPlaces,
  'OECD mời Việt Nam dự họp nhóm công tác về quản trị công',
  'Mời Bộ trưởng Guillaume Kasbarian thăm Việt Nam',
  'Phía Pháp chia sẻ tài liệu, ấn phẩm về cải cách công vụ, quản lý công chức',
  'Đại sứ quán tại Pháp phối hợp phục vụ Chiến lược quốc gia về cải cách hành chính'
]
const tripsToFrance = [
  'Đoàn đại biểu Bộ Nội vụ thăm và làm việc tại Cộng hòa Pháp',
  'Đoàn nghiên cứu, khảo sát của Bộ Nội vụ tại Vương quốc Anh và Cộng hòa Pháp',
  'Đoàn Bộ Nội vụ làm việc và ký Thỏa thuận Hành chính tại Cộng hòa Pháp'
]
const commitmentsPart = /TÌNH TRẠNG CAM KẾT/

let rows: readonly Row[] = []
const packetOf = (...more: Row[]) => modelOf('packet', nextTrip, [...rows, ...more])

beforeAll(async () => {
  rows = await sampleRows()
})

describe('the packet for the next delegation to France', () => {
  it('tells the training-places thread from its beginning, over the three trips on which it came up', () => {
    const thread = partOf(packetOf(nextTripRow()), `1. ${trainingPlaces}`)
    const trips = thread.filter((line) => tripsToFrance.some((trip) => line.includes(trip)))
    expect(trips.map((line) => tripsToFrance.findIndex((trip) => line.includes(trip)))).toEqual([0, 1, 2])
    expect(trips.map((line) => line.split(' – ')[0])).toEqual(['23/09/2022 (suy ra)', '2023', '04/10/2024 (suy ra)'])
    expect(thread.join('\n')).toContain('Tình trạng: đang thực hiện')
    expect(thread.join('\n')).toMatch(/Gợi ý trao đổi: .*INSP/)
  })

  it('lists every open commitment with France, also the one made to an organisation in Paris, and no other', () => {
    const part = partOf(packetOf(nextTripRow()), commitmentsPart)
    const titles = part.flatMap((line) => /^\d+\. (.*)$/.exec(line)?.[1] ?? [])
    expect(new Set(titles)).toEqual(new Set(openWithFrance))
    expect(titles).toHaveLength(openWithFrance.length)
    expect(part[0]).toContain(`Có ${openWithFrance.length} cam kết`)
  })

  it('lists none that is done, declined, lapsed or deleted', () => {
    const ends: Record<string, FieldValue>[] = [{ state: 'done' }, { state: 'declined' }, { state: 'lapsed' }, { deleted: true }]
    const ended = ['france-training-places', 'oecd-working-party-invitation', 'kasbarian-invitation', 'france-documents']
    const now = rows.map((row) => {
      const at = ended.findIndex((id) => row.id === `commitment.${id}`)
      return at < 0 ? row : changed(row, ends[at] ?? {})
    })
    const model = modelOf('packet', nextTrip, [...now, nextTripRow()])
    expect(partOf(model, commitmentsPart).filter((line) => /^\d+\. /.test(line))).toEqual([`1. ${openWithFrance[4]}`])
  })

  it('says so when nothing is open', () => {
    const model = packetOf(nextTripRow({ legs: [{ id: 'leg-1', country: 'GB' }] }))
    expect(partOf(model, commitmentsPart)).toEqual(['Không có cam kết nào đang mở với (các) nước đến.'])
  })

  it('lists what was agreed with France since 2016 with its state, and where sources differ', () => {
    const part = partOf(packetOf(nextTripRow()), /HỢP TÁC ĐÃ QUA/)
    const table = part.filter((line) => line.includes(' | ') && /hiệu lực/.test(line))
    expect(table.map((line) => line.split(' | ').slice(1))).toEqual([
      ['chưa rõ', '2016 – 2021', 'hết hiệu lực'],
      ['31/03/2022', '2022 – 2025', 'hết hiệu lực'],
      ['04/10/2024 (suy ra)', '2025 – 2028', 'đang hiệu lực']
    ])
    const doubts = part.filter((line) => line.includes('các nguồn nêu khác nhau'))
    expect(doubts.some((line) => line.includes('2022-2025: các nguồn nêu khác nhau (2025 / 2024)'))).toBe(true)
    expect(doubts.some((line) => line.includes('Hai nguồn thống nhất'))).toBe(false)
    expect(part.join('\n')).not.toContain('UAE')
  })

  it('lists the earlier delegations in the order they went, and none that comes later', () => {
    const later = newRow(recordId('delegation', 'france-2028'), {
      title: 'Đoàn năm 2028',
      direction: 'outbound',
      startDate: '2028-01-10',
      legs: [{ id: 'l', country: 'FR' }]
    })
    const part = partOf(packetOf(nextTripRow(), later), 'Các đoàn trước')
    const trips = part.slice(2)
    expect(trips.map((line) => line.split(' | ')[0])).toEqual(tripsToFrance)
    expect(trips.map((line) => line.split(' | ')[1])).toEqual([
      '23/09 – 27/09/2022 (suy ra)',
      '27/05 – 04/06/2023',
      '03/10 – 07/10/2024 (suy ra)'
    ])
  })

  it('names whom we have met there, under which title', () => {
    const people = partOf(packetOf(nextTripRow()), 'Pháp').join('\n')
    expect(people).toContain('Stanislas Guerini: Bộ trưởng Bộ Chuyển đổi số và Công vụ Pháp (23/09 – 27/09/2022 (suy ra))')
    expect(people).toContain('Guillaume Kasbarian: Bộ trưởng Bộ Công vụ, Đơn giản hóa và Chuyển đổi dịch vụ công Pháp')
    expect(people).not.toContain('Julie Carr')
  })

  it('says “chưa rõ” for what nobody knows yet, and leaves no cell empty', () => {
    const model = packetOf(nextTripRow({ startDate: null, endDate: null, members: [{ id: 'm', name: 'Trần Văn Bình' }] }))
    expect(model.cover?.lines).toEqual(['Trưởng đoàn: chưa rõ', 'Nơi đến: Pháp', 'Thời gian: chưa rõ'])
    expect(linesOf(model)).toContain('Mục đích: chưa rõ')
    expect(linesOf(model)).toContain('1 | Trần Văn Bình | chưa rõ | Thành viên')
    for (const block of model.blocks) {
      if (block.type !== 'table') continue
      for (const cell of block.rows.flat())
        expect(
          cell
            .map((run) => run.text)
            .join('')
            .trim()
        ).not.toBe('')
    }
  })

  it('counts its parts in the contents as they stand in the text', () => {
    const model = packetOf(nextTripRow())
    const contents = Array.from(contentsOf(model.blocks).values())
    expect(contents).not.toEqual([])
    const headings = model.blocks.flatMap((block) => (block.type === 'heading' && /^PHẦN /.test(block.text) ? [block.text] : []))
    expect(headings).toEqual(contents)
  })
})

describe('a packet for a delegation that comes in', () => {
  it('says where it comes from, not that it went there, and tells of that country', () => {
    const model = modelOf('packet', 'delegation.indonesia-2023', rows)
    expect(model.cover?.lines).toContain('Nước cử đoàn: Indonesia')
    expect(JSON.stringify(model.cover)).not.toContain('Nơi đến')
    expect(partOf(model, 'Indonesia').join('\n')).toContain('Basseng')
    expect(partOf(model, /THÔNG TIN NƯỚC/).join('\n')).not.toContain('Tô Lâm')
  })

  it('counts as an earlier visit when somebody goes there', () => {
    const next = newRow(nextTrip, {
      title: 'Đoàn đi Indonesia',
      direction: 'outbound',
      startDate: '2027-03-01',
      legs: [{ id: 'l', country: 'ID' }]
    })
    expect(partOf(modelOf('packet', nextTrip, [...rows, next]), 'Các đoàn trước')).toContain(
      'Đoàn khảo sát của Chính phủ Indonesia làm việc tại Hà Nội | 24/10/2023'
    )
  })
})

describe('a packet', () => {
  it.each([
    [{ periodFrom: '2025' }, 'từ 2025'],
    [{ periodTo: '?2028' }, 'đến 2028 (suy ra)'],
    [{ periodFrom: '2025', periodTo: '2028' }, '2025 – 2028'],
    [{ periodFrom: '2025', periodTo: '2025' }, '2025'],
    [{}, 'chưa rõ']
  ])('does not make a period of which one end is not known look like a single year: %j', (period, text) => {
    const agreement = newRow(recordId('agreement', 'x'), { title: 'Bản ghi nhớ', countries: [{ id: 'FR' }], ...period })
    const lines = linesOf(modelOf('packet', nextTrip, [nextTripRow(), agreement]))
    expect(lines).toContain(`Bản ghi nhớ | chưa rõ | ${text} | đề xuất`)
  })

  it('shows a country’s code when it is none that anybody knows', () => {
    expect(packetOf(nextTripRow({ legs: [{ id: 'l', country: '1a' }] })).cover?.lines).toContain('Nơi đến: 1a')
  })

  it('has a cover with head, places, time and who made it', () => {
    const { cover, head, stamp } = modelOf('packet', 'delegation.uk-france-2023', rows, '2026-02-05')
    expect(cover).toEqual({
      organisation: ['BỘ NỘI VỤ', 'VỤ HỢP TÁC QUỐC TẾ'],
      title: 'HỒ SƠ ĐOÀN CÔNG TÁC',
      subtitle: 'Đoàn nghiên cứu, khảo sát của Bộ Nội vụ tại Vương quốc Anh và Cộng hòa Pháp',
      lines: [
        'Trưởng đoàn: Triệu Văn Cường, Thứ trưởng Bộ Nội vụ',
        'Nơi đến: Vương quốc Anh, Pháp',
        'Thời gian: 27/05 – 04/06/2023'
      ],
      foot: 'Lập ngày 05/02/2026 – Nguyễn Thị Lan'
    })
    expect(head).toBeNull()
    expect(stamp).toBe('')
  })

  it.each([
    ['internal', 'LƯU HÀNH NỘI BỘ'],
    ['return', 'XEM XONG TRẢ LẠI']
  ])('carries the stamp of its handling mark: %s', (mark, stamp) => {
    expect(packetOf(nextTripRow({ mark })).stamp).toBe(stamp)
  })

  it('shows our own points too: it stays in the house', () => {
    const event = changed(rowOf(rows, 'event.france-2024-talks'), {
      points: [{ id: 'p', side: 'vn', text: 'Chưa nói con số', internal: true }]
    })
    const model = modelOf('packet', 'delegation.france-2024', [...rows.filter((row) => row.id !== event.id), event])
    expect(linesOf(model).join('\n')).toContain('Chưa nói con số')
  })

  it('lists gifts and papers where there are any', () => {
    const paper = newRow(recordId('paper', 'invitation'), {
      title: 'Thư mời của INSP',
      delegationId: nextTrip,
      number: '15',
      date: '2026-12-01'
    })
    const gift = { id: 'g', direction: 'given', giver: 'Trưởng đoàn', receiver: 'Giám đốc INSP' }
    const model = packetOf(nextTripRow({ gifts: [gift] }), paper)
    expect(partOf(model, /QUÀ TẶNG/)).toContain('tặng | Trưởng đoàn | Giám đốc INSP | chưa rõ')
    expect(partOf(model, /GIẤY TỜ/)).toEqual(['Thư mời của INSP số 15 ngày 01/12/2026'])
  })
})
