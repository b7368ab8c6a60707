/** The news item of each of the sample's visits holds every fact that its article has (domain 1.2), in our own words; nothing internal. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Row } from '#shared/sync/row.ts'
import { changed, linesOf, modelOf, nextTrip, nextTripRow, rowOf, sampleRows } from '../../support/sample-rows.ts'

let rows: readonly Row[] = []
beforeAll(async () => {
  rows = await sampleRows()
})
const newsOf = (id: string, all: readonly Row[] = rows): string => linesOf(modelOf('news-item', id, all, '2026-11-24')).join('\n')

/** Number of the fact in domain 1.2, and what of it must be read. */
type Fact = readonly [number: string, ...said: (string | RegExp)[]]
const articles: readonly (readonly [id: string, ...facts: Fact[]])[] = [
  [
    'delegation.uk-france-2023',
    ['F1', 'Chương trình khoa học trọng điểm cấp Bộ', 'bộ máy hành chính nhà nước'],
    ['F2', /Từ ngày 27\/05 đến ngày 04\/06\/2023/],
    ['F3', 'Vương quốc Anh', 'Pháp'],
    ['F4', 'Thứ trưởng Bộ Nội vụ Triệu Văn Cường'],
    ['F6', 'trao đổi kinh nghiệm về cách tổ chức, vận hành cơ quan hành chính'],
    ['F7', 'Thị trưởng và Hội đồng thị trấn Newhaven'],
    ['F8', 'Đại học Oxford'],
    ['F9', /dâng hoa tưởng niệm Chủ tịch Hồ Chí Minh/i, 'Bia tưởng niệm', 'từng sống, làm việc tại Newhaven'],
    ['F10', 'Tổ chức Hợp tác và Phát triển Kinh tế (OECD)', 'Paris'],
    ['F11', 'hướng cải cách hành chính', 'mô hình chuyển đổi số', 'cách đo mức độ hài lòng'],
    ['F12', 'Bộ Thông tin và Truyền thông', 'Học viện Hành chính Quốc gia'],
    ['F13', 'muốn hợp tác chặt chẽ hơn', /mời phía Việt Nam dự họp các nhóm công tác về quản trị công/],
    ['F14', '2017', '34.000 m2', 'hơn 1.000 start-up', '100 đơn vị', '21 quốc gia', 'Microsoft, Facebook, Naver'],
    ['F15', 'start-up trẻ Việt Nam'],
    ['F16', 'Đại sứ quán Việt Nam tại Pháp', 'Cảm ơn Đại sứ quán đã làm cầu nối'],
    ['F17', 'giai đoạn 2025-2030, tầm nhìn đến năm 2050', 'Trường Đại học Quản trị Normandie', 'INSP', 'trẻ và nữ'],
    ['F18', '50 năm Quan hệ ngoại giao', '10 năm Đối tác chiến lược'],
    ['F19', 'Julie Carr', /Tặng quà: .*OECD/],
    ['F20', 'Đoàn tại Station-F', 'Toàn cảnh buổi làm việc với OECD tại Pháp'],
    ['F21', 'moha.gov.vn', '09:03 29/06/2023']
  ],
  [
    'delegation.france-2024',
    ['F4', 'Bộ trưởng Bộ Nội vụ Phạm Thị Thanh Trà'],
    ['F19', /Trao đổi quà: .*Guillaume Kasbarian/],
    ['F20', '(Ảnh: TTXVN)'],
    ['F21', 'Trần Đình'],
    ['F22', 'Tổng Bí thư, Chủ tịch nước Tô Lâm', 'Hội nghị Cấp cao Pháp ngữ lần thứ 19', 'thăm chính thức'],
    ['F23', /Sáng ngày 04\/10\/2024/, 'Trụ sở Bộ Công vụ, Đơn giản hóa và Chuyển đổi dịch vụ công Pháp'],
    ['F24', 'chúc mừng ông Kasbarian vừa nhận chức'],
    ['F25', 'Bản Thỏa thuận Hành chính', '2025 – 2028'],
    ['F26', 'Giai đoạn 2016-2024 đã khép lại', 'tiếp tục hợp tác trong giai đoạn mới'],
    [
      'F27',
      'Chính phủ điện tử',
      'hồ sơ, tài liệu số',
      'Bình đẳng giới',
      'đô thị, nông thôn, hải đảo',
      'vị trí việc làm',
      'E-learning',
      'từ xa',
      'đạo đức công vụ'
    ],
    ['F28', 'Mời Bộ trưởng Kasbarian sang Việt Nam', 'dịp gần nhất', 'đã mời sang Việt Nam'],
    ['F29', 'Bộ trưởng Phạm Thị Thanh Trà:', 'Bộ trưởng Guillaume Kasbarian:'],
    ['F30', 'thân thiện, cởi mở', 'dấu mốc']
  ],
  [
    'delegation.egypt-uae-2024',
    ['F2', /Từ ngày 21\/04 đến ngày 30\/04\/2024/],
    ['F3', 'Ai Cập', 'Các Tiểu vương quốc Ả Rập Thống nhất'],
    ['F4', 'Thứ trưởng Bộ Nội vụ Nguyễn Trọng Thừa'],
    ['F6', 'cải cách hành chính và phát triển chính phủ điện tử'],
    ['F20', 'Bộ trưởng Hisham Amna tiếp đoàn'],
    ['F21', '15:10 03/05/2024', 'Ngọc Anh, Vụ Cải cách hành chính'],
    [
      'F31',
      'Hisham Amna, Bộ trưởng Bộ Phát triển địa phương Ai Cập',
      'kinh nghiệm về cải cách hành chính',
      'công chức địa phương',
      'bồi dưỡng cho lãnh đạo'
    ],
    ['F32', 'thủ tục để ký Bản ghi nhớ', 'hiện đại hóa và phát triển chính phủ'],
    [
      'F33',
      'Trung tâm điều hành chính phủ',
      'Trung tâm dịch vụ Chính phủ trực thuộc Văn phòng Thủ tướng',
      'Hầu hết dịch vụ công của UAE đã được số hóa'
    ],
    ['F34', 'Bồi dưỡng công nghệ thông tin, chuyển đổi số', 'Trao đổi chuyên gia', 'hội thảo và khóa đào tạo'],
    ['F35', 'Chuyến đi góp phần mở rộng hợp tác hành chính công']
  ],
  [
    'delegation.france-2022',
    ['F4', 'Bộ trưởng Bộ Nội vụ Phạm Thị Thanh Trà'],
    ['F18', '50 năm quan hệ ngoại giao', '10 năm đối tác chiến lược'],
    ['F30', 'dấu mốc quan trọng'],
    ['F36', 'giai đoạn 2022-2025'],
    ['F37', 'ký ngày 31/03/2022 tại Hà Nội'],
    ['F38', 'Đinh Toàn Thắng, Đại sứ Việt Nam tại Pháp'],
    ['F39', '6,42', 'dưới 4,2', /kiềm chế thành công|kiểm soát được Covid-19/],
    ['F40', 'Chương trình 2016-2021 rất thành công', 'hội thảo, hội nghị'],
    ['F41', 'Ba nhiệm vụ chính', 'Pháp có nhiều kinh nghiệm'],
    ['F42', 'Đề xuất ưu tiên', 'tinh gọn bộ máy', 'tài liệu, ấn phẩm'],
    ['F43', 'Trường Đại học Quản trị Normandie (khai giảng 26/9/2022)', 'Viện Dịch vụ công quốc gia'],
    ['F44', 'Bà Nathalie Colin: Giới thiệu tổng quan', 'Bà Maryvonne Le Brignonen'],
    [
      'F45',
      /Chiều ngày 23\/09\/2022/,
      'Viện Dịch vụ công quốc gia Pháp (INSP)',
      'Eurogroup Consulting',
      'Gilles Bonnenfant, Chủ tịch'
    ]
  ],
  [
    'delegation.indonesia-2023',
    ['F2', /Ngày 24\/10\/2023/],
    ['F4', 'Basseng'],
    ['F20', 'Ông Mai Xuân Trường giới thiệu kinh nghiệm cải cách hành chính'],
    ['F21', '04:44 25/10/2023', '4755 lượt xem'],
    ['F46', 'Ủy ban nhân dân thành phố Hà Nội ủy quyền'],
    ['F47', 'Mai Xuân Trường', 'Văn phòng UBND thành phố', 'Sở Ngoại vụ', 'Sở Thông tin và Truyền thông'],
    ['F48', 'được chọn từ các bộ, cơ quan và chính quyền địa phương'],
    [
      'F49',
      'chuyển đổi số đến năm 2025',
      'vì người dân và doanh nghiệp',
      'nhân lực chất lượng cao',
      'khắc phục quan liêu',
      'trả lời'
    ],
    ['F50', 'Hà Nội - Jakarta', 'ưu tiên hợp tác', 'Chủ tịch luân phiên ASEAN (2023)']
  ]
]

describe.each(articles.map(([id, ...facts]) => ({ id, facts })))('the news item of $id', ({ id, facts }) => {
  it.each(facts.map(([number, ...said]) => ({ number, said })))('holds fact $number', ({ said }) => {
    const text = newsOf(id)
    for (const one of said) {
      if (typeof one === 'string') expect(text).toContain(one)
      else expect(text).toMatch(one)
    }
  })
})

describe('a news item', () => {
  it('says nothing that is marked internal', () => {
    const event = rowOf(rows, 'event.france-2024-talks')
    const points = [
      {
        id: 'x',
        side: 'vn',
        speaker: null,
        topic: null,
        text: 'Ý CHỈ ĐỂ TRONG NHÀ',
        agreed: false,
        commitmentId: null,
        internal: true
      }
    ]
    const all = rows.map((row) => (row.id === event.id ? changed(row, { points }) : row))
    expect(newsOf('delegation.france-2024', all)).not.toContain('Ý CHỈ ĐỂ TRONG NHÀ')
  })

  it('leaves out what is not known instead of saying so', () => {
    expect(newsOf(nextTrip, [nextTripRow()])).not.toMatch(/chưa rõ|undefined|null/)
  })

  it('has no empty sentences and no doubled stops', () => {
    for (const [id] of articles) expect(newsOf(id)).not.toMatch(/\.\.(?!\.)|^\.|: \.|\( ?\)/m)
  })
})
