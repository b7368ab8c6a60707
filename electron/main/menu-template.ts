import type { MenuItemConstructorOptions } from 'electron'
import type { Settings } from '#shared/bridge/contract.ts'

type Role = NonNullable<MenuItemConstructorOptions['role']>
type Label = Readonly<Record<Settings['language'], string>>
const separator = 'separator'
type Item = readonly [Role, Label] | typeof separator

const quit: Item = ['quit', { vi: 'Thoát', en: 'Quit' }]

const edit: readonly Item[] = [
  ['undo', { vi: 'Hoàn tác', en: 'Undo' }],
  ['redo', { vi: 'Làm lại', en: 'Redo' }],
  separator,
  ['cut', { vi: 'Cắt', en: 'Cut' }],
  ['copy', { vi: 'Sao chép', en: 'Copy' }],
  ['paste', { vi: 'Dán', en: 'Paste' }],
  ['selectAll', { vi: 'Chọn tất cả', en: 'Select all' }]
]

const view: readonly Item[] = [
  ['zoomIn', { vi: 'Phóng to', en: 'Zoom in' }],
  ['zoomOut', { vi: 'Thu nhỏ', en: 'Zoom out' }],
  ['resetZoom', { vi: 'Cỡ bình thường', en: 'Actual size' }],
  separator,
  ['togglefullscreen', { vi: 'Toàn màn hình', en: 'Full screen' }]
]

const macApp: readonly Item[] = [
  ['about', { vi: 'Giới thiệu', en: 'About' }],
  separator,
  ['hide', { vi: 'Ẩn', en: 'Hide' }],
  ['hideOthers', { vi: 'Ẩn ứng dụng khác', en: 'Hide others' }],
  separator,
  quit
]

/** The system's own actions only: what the app does is in the page, with its keys and its command list. */
export function menuTemplate(language: Settings['language'], platform: NodeJS.Platform): MenuItemConstructorOptions[] {
  const menu = (label: Label, items: readonly Item[]): MenuItemConstructorOptions => ({
    label: label[language],
    submenu: items.map((item) => (item === separator ? { type: separator } : { role: item[0], label: item[1][language] }))
  })
  return [
    platform === 'darwin'
      ? menu({ vi: 'Sổ tay Hợp tác quốc tế', en: 'Cooperation Desk' }, macApp)
      : menu({ vi: 'Tệp', en: 'File' }, [quit]),
    menu({ vi: 'Sửa', en: 'Edit' }, edit),
    menu({ vi: 'Xem', en: 'View' }, view)
  ]
}
