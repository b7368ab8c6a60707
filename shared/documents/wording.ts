/** Vietnamese words of the documents for values that records keep as codes. */
export const commitmentStateText: Readonly<Record<string, string>> = {
  open: 'chưa thực hiện',
  'in-progress': 'đang thực hiện',
  done: 'đã hoàn thành',
  declined: 'không thực hiện',
  lapsed: 'hết hiệu lực'
}
export const ownerText: Readonly<Record<string, string>> = {
  vn: 'phía Việt Nam',
  partner: 'phía bạn',
  both: 'hai bên',
  embassy: 'Cơ quan đại diện Việt Nam'
}
export const sideText: Readonly<Record<string, string>> = { vn: 'Phía ta', partner: 'Phía bạn', both: 'Hai bên' }
export const agreementStateText: Readonly<Record<string, string>> = {
  proposed: 'đề xuất',
  negotiating: 'đang đàm phán',
  consulting: 'đang lấy ý kiến',
  authorised: 'được phép ký',
  signed: 'đã ký, chưa có hiệu lực',
  'in-force': 'đang hiệu lực',
  amended: 'đã sửa đổi, bổ sung',
  extended: 'đã gia hạn',
  suspended: 'tạm đình chỉ',
  ended: 'hết hiệu lực',
  terminated: 'chấm dứt'
}
export const agreementTypeText: Readonly<Record<string, string>> = {
  arrangement: 'bản thỏa thuận',
  memorandum: 'bản ghi nhớ',
  'letter-of-intent': 'ý định thư',
  'joint-statement': 'tuyên bố chung',
  minutes: 'biên bản',
  'cooperation-programme': 'chương trình hợp tác',
  'cooperation-plan': 'kế hoạch hợp tác',
  other: 'văn kiện khác'
}
export const roleText: Readonly<Record<string, string>> = {
  head: 'Trưởng đoàn',
  deputy: 'Phó Trưởng đoàn',
  member: 'Thành viên',
  accompanying: 'Tham gia đoàn',
  interpreter: 'Phiên dịch'
}
export const pointPurposeText: Readonly<Record<string, string>> = {
  'our-aim': 'Mục tiêu của ta',
  'their-aim': 'Mục tiêu có thể có của bạn',
  message: 'Nội dung cần nêu',
  argument: 'Lập luận',
  answer: 'Trả lời khi bạn hỏi',
  tactic: 'Lưu ý cách trao đổi',
  press: 'Nội dung trả lời báo chí',
  background: 'Thông tin nền'
}
export const likelihoodText: Readonly<Record<string, string>> = {
  certain: 'chắc chắn được nêu',
  might: 'có thể được nêu',
  unlikely: 'ít khả năng được nêu'
}
export const logisticsText: Readonly<Record<string, string>> = {
  flight: 'Chuyến bay',
  hotel: 'Khách sạn',
  car: 'Xe',
  visa: 'Thị thực',
  insurance: 'Bảo hiểm',
  other: 'Khác'
}
export const eventKindText: Readonly<Record<string, string>> = {
  talks: 'Hội đàm',
  'working-session': 'Làm việc',
  'courtesy-call': 'Chào xã giao',
  visit: 'Tham quan, khảo sát',
  ceremony: 'Nghi lễ',
  signing: 'Lễ ký',
  reception: 'Chiêu đãi',
  embassy: 'Làm việc với Cơ quan đại diện',
  diaspora: 'Gặp gỡ người Việt Nam',
  conference: 'Hội nghị'
}
export const eventStateText: Readonly<Record<string, string>> = { planned: 'dự kiến', held: 'đã diễn ra', cancelled: 'đã hủy' }
export const newsGiftText: Readonly<Record<string, string>> = {
  given: 'Tặng quà',
  received: 'Nhận quà',
  exchanged: 'Trao đổi quà'
}
export const partOfDayText: Readonly<Record<string, string>> = { morning: 'sáng', afternoon: 'chiều', evening: 'tối' }
export const giftText: Readonly<Record<string, string>> = { given: 'tặng', received: 'nhận', exchanged: 'trao đổi' }

/** Said where a fact is not known; never an empty cell. */
export const unknownText = 'chưa rõ'
/** Behind a date of which a part was inferred. */
export const inferredText = '(suy ra)'
