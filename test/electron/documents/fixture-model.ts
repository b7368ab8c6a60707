/** Documents with everything a writer may meet, the unpleasant included. */
import type { Block, DocumentModel } from '#shared/documents/model.ts'

export const longName = `${'Nguyễn'.repeat(50)}`.slice(0, 300)

/** Every control character, between two letters that must stay. */
export const controlCharacters = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join('')

export const hostileTexts = {
  markup: '<b>&amp;"\'</b> ]]> <!-- x --> <?xml?>',
  fieldNames: ['CURRENT', 'TOTAL_PAGES', 'CURRENT_SECTION'],
  emoji: 'Chào mừng 🎉 đoàn 👩‍💼',
  foreign: '王毅 ສະບາຍດີ',
  decomposed: 'Tiếng Việt phân rã'.normalize('NFD')
} as const

export const longTableRows = 60

const longTable: Block = {
  type: 'table',
  columns: [
    { title: 'STT', share: 1 },
    { title: 'Cam kết', share: 5 },
    { title: 'Đơn vị chủ trì', share: 3 },
    { title: 'Thời hạn', share: 2 }
  ],
  rows: Array.from({ length: longTableRows }, (_, index) => [
    [{ text: String(index + 1) }],
    [{ text: `Cam kết số ${index + 1}: chia sẻ kinh nghiệm cải cách hành chính và ` }, { text: 'đào tạo công chức', bold: true }],
    [{ text: 'Vụ Hợp tác quốc tế' }],
    [{ text: `Quý ${(index % 4) + 1}/2026`, italic: true }]
  ])
}

const sentence =
  'Đoàn đã làm việc với Bộ Nội vụ nước bạn về cải cách hành chính, quản lý công chức và chuyển đổi số; hai bên thống nhất tiếp tục trao đổi đoàn các cấp. '

export const reportModel: DocumentModel = {
  language: 'vi',
  title: 'Báo cáo kết quả chuyến công tác',
  stamp: 'LƯU HÀNH NỘI BỘ',
  cover: null,
  head: {
    governing: 'BỘ NỘI VỤ',
    issuing: 'VỤ HỢP TÁC QUỐC TẾ',
    number: '05',
    symbol: 'BC-HTQT',
    placeAndDate: 'Hà Nội, ngày 05 tháng 02 năm 2026',
    documentType: 'BÁO CÁO',
    subject: 'Kết quả chuyến công tác của đoàn đại biểu Bộ Nội vụ tại Cộng hòa Dân chủ Nhân dân Lào'
  },
  addressee: ['Bộ trưởng Bộ Nội vụ', 'Văn phòng Bộ;'],
  blocks: [
    {
      type: 'paragraph',
      style: 'basis',
      runs: [{ text: 'Căn cứ Quyết định số 12/QĐ-BNV ngày 05 tháng 01 năm 2026 của Bộ trưởng Bộ Nội vụ;' }]
    },
    { type: 'heading', level: 1, text: 'I. DIỄN BIẾN CHUYẾN CÔNG TÁC' },
    {
      type: 'paragraph',
      style: 'body',
      runs: [
        { text: sentence.repeat(3) },
        { text: 'Kết quả nổi bật', bold: true },
        { text: ' và ' },
        { text: 'đáng ghi nhận', italic: true },
        { text: '.' }
      ]
    },
    { type: 'heading', level: 2, text: '1. Hội đàm' },
    { type: 'paragraph', style: 'plain', runs: [{ text: 'Đoạn không thụt dòng.' }] },
    { type: 'heading', level: 3, text: 'a) Nội dung trao đổi' },
    {
      type: 'list',
      items: [
        [{ text: 'Trao đổi đoàn cấp bộ trưởng hằng năm;' }],
        [{ text: sentence }],
        [{ text: 'Ký bản ghi nhớ ' }, { text: 'trong năm 2026', bold: true }, { text: '.' }]
      ]
    },
    { type: 'paragraph', style: 'note', runs: [{ text: 'Ghi chú: số liệu do đơn vị chủ trì cung cấp.' }] },
    { type: 'paragraph', style: 'centred', runs: [{ text: 'Bảng 1. Tình trạng cam kết' }] },
    longTable,
    { type: 'heading', level: 1, text: 'II. VĂN BẢN KHÓ' },
    { type: 'paragraph', style: 'body', runs: [{ text: hostileTexts.markup }] },
    { type: 'paragraph', style: 'body', runs: [{ text: `đầu${controlCharacters}cuối` }] },
    { type: 'paragraph', style: 'body', runs: [{ text: longName }] },
    { type: 'paragraph', style: 'body', runs: [{ text: hostileTexts.emoji }] },
    { type: 'paragraph', style: 'body', runs: [{ text: hostileTexts.foreign }] },
    { type: 'paragraph', style: 'body', runs: [{ text: hostileTexts.decomposed }] },
    ...hostileTexts.fieldNames.map((text): Block => ({ type: 'paragraph', style: 'body', runs: [{ text }] })),
    { type: 'paragraph', style: 'body', runs: [{ text: '   ' }] },
    { type: 'page-break' },
    { type: 'heading', level: 1, text: 'III. KIẾN NGHỊ' },
    { type: 'paragraph', style: 'body', runs: [{ text: `${sentence}Vụ Hợp tác quốc tế kính báo cáo./.` }] }
  ],
  signature: {
    recipients: ['Như trên', 'Thứ trưởng phụ trách (để báo cáo);', 'Lưu: VT, HTQT'],
    authority: ['TL. BỘ TRƯỞNG', 'VỤ TRƯỞNG VỤ HỢP TÁC QUỐC TẾ'],
    name: 'Trần Thị Bích Ngọc'
  }
}

export const packetModel: DocumentModel = {
  language: 'en',
  title: 'Briefing packet',
  stamp: 'XEM XONG TRẢ LẠI',
  cover: {
    organisation: ['MINISTRY OF HOME AFFAIRS', 'DEPARTMENT OF INTERNATIONAL COOPERATION'],
    title: 'HỒ SƠ ĐOÀN CÔNG TÁC',
    subtitle: 'Visit to the Lao People’s Democratic Republic',
    lines: ['Head of delegation: Nguyễn Văn An', 'Vientiane, 2–6 March 2026', 'Version 3, 25 February 2026'],
    foot: 'Hà Nội, 2026'
  },
  head: null,
  addressee: [],
  blocks: [
    { type: 'heading', level: 1, text: 'I. MEMBERS' },
    {
      type: 'table',
      columns: [
        { title: 'No.', share: 0.1 },
        { title: 'Name', share: 0.5 },
        { title: 'Post', share: 0.4 }
      ],
      rows: [
        [[{ text: '1' }], [{ text: 'Nguyễn Văn An' }], [{ text: 'Deputy Minister' }]],
        [[{ text: '2' }], [{ text: longName }]],
        [[{ text: '3' }], [{ text: 'Lê Thị Hoa' }], [{ text: 'Expert' }], [{ text: 'interpreter' }]]
      ]
    },
    { type: 'page-break' },
    { type: 'page-break' },
    { type: 'heading', level: 1, text: 'II. PROGRAMME' },
    { type: 'paragraph', style: 'body', runs: [{ text: 'Working sessions are given in local time.' }] }
  ],
  signature: null
}
