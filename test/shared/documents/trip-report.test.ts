import { beforeAll, describe, expect, it } from 'vitest'
import { recordId } from '#shared/domain/record.ts'
import type { Row } from '#shared/sync/row.ts'
import { changed, linesOf, modelOf, newRow, nextTrip, nextTripRow, partOf, rowOf, sampleRows } from '../../support/sample-rows.ts'

let rows: readonly Row[] = []
const reportOf = (delegation: string, today?: string) => modelOf('trip-report', delegation, rows, today)
const reportOfNext = (fields: Parameters<typeof nextTripRow>[0], ...more: Row[]) =>
  modelOf('trip-report', nextTrip, [...rows, nextTripRow(fields), ...more])

beforeAll(async () => {
  rows = await sampleRows()
})

describe('a trip report’s head', () => {
  it('has the lines of Decree 30/2020: bodies, open number, place and date, type and subject', () => {
    expect(reportOf('delegation.uk-france-2023', '2026-02-05').head).toEqual({
      governing: 'BỘ NỘI VỤ',
      issuing: 'VỤ HỢP TÁC QUỐC TẾ',
      number: null,
      symbol: 'BC-HTQT',
      placeAndDate: 'Hà Nội, ngày 05 tháng 02 năm 2026',
      documentType: 'BÁO CÁO',
      subject: 'Kết quả đoàn nghiên cứu, khảo sát của Bộ Nội vụ tại Vương quốc Anh và Cộng hòa Pháp'
    })
  })

  it.each([
    ['2026-01-09', 'ngày 09 tháng 01 năm 2026'],
    ['2026-02-10', 'ngày 10 tháng 02 năm 2026'],
    ['2026-03-01', 'ngày 01 tháng 3 năm 2026'],
    ['2026-09-30', 'ngày 30 tháng 9 năm 2026'],
    ['2026-12-31', 'ngày 31 tháng 12 năm 2026']
  ])('writes %s as “%s”: a zero before days below 10 and before months 1 and 2 only', (today, line) => {
    expect(reportOf('delegation.uk-france-2023', today).head?.placeAndDate).toBe(`Hà Nội, ${line}`)
  })

  it('goes to the ministry’s leaders, ends with “./.” and is signed by order, with the archive last', () => {
    const model = reportOf('delegation.uk-france-2023')
    expect(model.addressee).toEqual(['Lãnh đạo Bộ Nội vụ'])
    expect(linesOf(model).at(-1)).toMatch(/kính báo cáo\.\/\.$/)
    expect(model.signature).toEqual({
      recipients: ['Như trên;', 'Lưu: VT, HTQT.'],
      authority: ['TL. BỘ TRƯỞNG', 'VỤ TRƯỞNG VỤ HỢP TÁC QUỐC TẾ'],
      name: ''
    })
    expect(model.cover).toBeNull()
  })

  it('names its bases, each on a line that ends with “;”, the last with “.”', () => {
    const model = reportOfNext({
      decisionNumber: '12/QĐ-BNV',
      decisionDate: '2027-01-05',
      agreementId: 'agreement.france-2022-2025',
      mandate: 'ủy quyền của Bộ trưởng'
    })
    const bases = model.blocks.flatMap((block) => (block.type === 'paragraph' && block.style === 'basis' ? block.runs : []))
    expect(bases.map((run) => run.text)).toEqual([
      'Căn cứ Quyết định số 12/QĐ-BNV ngày 05/01/2027;',
      expect.stringMatching(/^Căn cứ Thỏa thuận hợp tác Việt Nam - Pháp .* giai đoạn 2022-2025;$/),
      'Căn cứ ủy quyền của Bộ trưởng.'
    ])
  })

  it('claims no basis that nobody recorded', () => {
    expect(reportOfNext({}).blocks.some((block) => block.type === 'paragraph' && block.style === 'basis')).toBe(false)
  })
})

describe('a trip report', () => {
  it('has the five sections in their order', () => {
    const headings = reportOf('delegation.egypt-uae-2024').blocks.flatMap((block) =>
      block.type === 'heading' && block.level === 1 ? [block.text] : []
    )
    expect(headings).toEqual(['I. THÔNG TIN CHUNG', 'II. DIỄN BIẾN', 'III. KẾT QUẢ', 'IV. THỎA THUẬN, CAM KẾT', 'V. KIẾN NGHỊ'])
  })

  it('tells every event in the order of the trip, with place and who took part', () => {
    const course = partOf(reportOf('delegation.uk-france-2023'), 'II. DIỄN BIẾN')
    expect(course.flatMap((line) => /^(\d)\. (.*)$/.exec(line)?.[2] ?? [])).toEqual([
      'Làm việc với Thị trưởng và Hội đồng thị trấn Newhaven',
      'Thăm Đại học Oxford',
      'Dâng hoa tưởng niệm Chủ tịch Hồ Chí Minh tại Newhaven',
      'Làm việc với Tổ chức Hợp tác và Phát triển Kinh tế (OECD)',
      'Tham quan, làm việc tại Vườn ươm khởi nghiệp Station-F',
      'Gặp các start-up trẻ Việt Nam tại Station-F',
      'Làm việc với Đại sứ quán Việt Nam tại Pháp'
    ])
    expect(course).toContain('Phía ta: Triệu Văn Cường, Thứ trưởng Bộ Nội vụ. Phía bạn: Julie Carr, Thị trưởng Newhaven.')
    expect(course).toContain('Thời gian, địa điểm: chưa rõ; Oxford, Vương quốc Anh.')
  })

  it('gives a site’s figures with unit and year', () => {
    const course = partOf(reportOf('delegation.uk-france-2023'), 'II. DIỄN BIẾN')
    expect(course).toEqual(expect.arrayContaining(['Diện tích: 34.000 m2 (2023)', 'Năm khánh thành, đi vào hoạt động: 2017']))
  })

  it('orders events by day, then as they were numbered', () => {
    const event = (id: string, title: string, order: number, date: string | null) =>
      newRow(recordId('event', id), { title, kind: 'talks', delegationId: nextTrip, order, date })
    const model = reportOfNext(
      {},
      event('c', 'Ngày sau', 1, '2027-03-03'),
      event('b', 'Cùng ngày, thứ hai', 3, '2027-03-02'),
      event('a', 'Cùng ngày, thứ nhất', 2, '2027-03-02')
    )
    const titles = partOf(model, 'II. DIỄN BIẾN').flatMap((line) => /^\d\. (.*)$/.exec(line)?.[1] ?? [])
    expect(titles).toEqual(['Cùng ngày, thứ nhất', 'Cùng ngày, thứ hai', 'Ngày sau'])
  })

  it('marks days and years that were inferred, where they stand', () => {
    const model = reportOf('delegation.france-2024')
    expect(linesOf(model)).toContainEqual(expect.stringContaining('Thời gian: 03/10 – 07/10/2024 (suy ra)'))
    expect(linesOf(model)).toContainEqual(expect.stringMatching(/^sáng, 04\/10\/2024 \(suy ra\) \| Lễ ký: /))
    expect(linesOf(reportOf('delegation.egypt-uae-2024')).join('\n')).toContain('Thời gian: 21/04 – 30/04/2024. Nơi đến')
  })

  it('counts what both sides agreed and lists it', () => {
    const results = partOf(reportOf('delegation.egypt-uae-2024'), 'III. KẾT QUẢ')
    expect(results).toContain('Hai bên đã thống nhất 4 nội dung:')
    expect(results).toContain('Hợp tác nâng cao năng lực cho công chức địa phương.')
  })

  it('tells the commitments of the trip with duty, deadline and state, and those that were open before', () => {
    const part = partOf(reportOf('delegation.egypt-uae-2024'), 'IV. THỎA THUẬN, CAM KẾT')
    expect(part).toContain('1. Ký Bản ghi nhớ với UAE về hiện đại hóa và phát triển chính phủ')
    expect(part).toContain('Trách nhiệm: chưa rõ. Thời hạn: chưa rõ. Tình trạng: chưa thực hiện.')
    const before = partOf(reportOf('delegation.france-2022'), 'IV. THỎA THUẬN, CAM KẾT').join('\n')
    const [ofTrip, openBefore] = before.split('Cam kết khác đang mở với (các) nước đã đến')
    expect(ofTrip).toContain('Phía Pháp chia sẻ tài liệu')
    expect(ofTrip).not.toContain('Mời Bộ trưởng Guillaume Kasbarian thăm Việt Nam')
    expect(openBefore).toContain('Mời Bộ trưởng Guillaume Kasbarian thăm Việt Nam')
  })

  it('says so when a trip brought no agreement and no commitment', () => {
    const part = partOf(reportOf('delegation.indonesia-2023'), 'IV. THỎA THUẬN, CAM KẾT')
    expect(part).toEqual(['Chưa ghi nhận thỏa thuận nào với (các) nước đến.', 'Chuyến đi không ghi nhận cam kết nào.'])
  })

  it('lists proposals with lead unit and deadline', () => {
    const proposals = [
      { id: 'p1', text: 'Chốt lịch khóa học tại INSP', leadUnit: 'Vụ Đào tạo', due: '2027-06' },
      { id: 'p2', text: 'Dịch tài liệu', leadUnit: null, due: null }
    ]
    expect(partOf(reportOfNext({ proposals }), 'V. KIẾN NGHỊ').slice(3, 5)).toEqual([
      'Chốt lịch khóa học tại INSP | Vụ Đào tạo | 06/2027',
      'Dịch tài liệu | chưa rõ | chưa rõ'
    ])
    expect(partOf(reportOfNext({}), 'V. KIẾN NGHỊ')[0]).toBe('Chưa có kiến nghị.')
  })

  it('says nothing of our own points, neither in the course nor in the results', () => {
    const points = [
      { id: 'p1', side: 'vn', text: 'Chưa nói con số', internal: true, agreed: true },
      { id: 'p2', side: 'both', text: 'Mở hai khóa', internal: false, agreed: true }
    ]
    const talks = changed(rowOf(rows, 'event.france-2024-talks'), { points })
    const model = modelOf('trip-report', 'delegation.france-2024', [...rows.filter((row) => row.id !== talks.id), talks])
    expect(linesOf(model).join('\n')).not.toContain('Chưa nói con số')
    expect(linesOf(model).join('\n')).toContain('Mở hai khóa')
  })

  it('tells a head-count that is not known apart from one that is', () => {
    const note = 'Tổng số thành viên: nguồn không nêu; bảng chỉ ghi những người được nêu tên.'
    const members = [{ id: 'm', name: 'Trần Văn Bình', role: 'head' }]
    expect(linesOf(reportOfNext({ members }))).toContain(note)
    expect(linesOf(reportOfNext({ members, headCount: 1 }))).not.toContain(note)
  })
})
