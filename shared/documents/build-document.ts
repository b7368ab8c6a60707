/** Every kind of document in one table: the dialog, the terminal and the tests run the same builders. */

import type { DocumentData } from './document-data.ts'
import { type DocumentRequest, gatherDocumentData, textOf } from './document-data.ts'
import type { DocumentModel } from './model.ts'
import { buildPacket } from './packet.ts'
import { buildTripReport } from './trip-report.ts'

const builders = {
  packet: { build: buildPacket, fileName: 'Hồ sơ đoàn' },
  'trip-report': { build: buildTripReport, fileName: 'Báo cáo kết quả' }
} as const satisfies Record<string, { build: (data: DocumentData) => DocumentModel; fileName: string }>

export type DocumentKind = keyof typeof builders
export const documentKinds = Object.keys(builders) as DocumentKind[]

export function isDocumentKind(text: string): text is DocumentKind {
  return Object.hasOwn(builders, text)
}

/** Throws `ExportRefused` when a handling mark forbids it. The file name has no ending. */
export function buildDocument(kind: DocumentKind, request: DocumentRequest): { model: DocumentModel; fileName: string } {
  const data = gatherDocumentData(request)
  const { build, fileName } = builders[kind]
  return { model: build(data), fileName: `${fileName} - ${textOf(data.delegation, 'title')}` }
}
