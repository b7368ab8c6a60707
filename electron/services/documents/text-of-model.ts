/** Every string a file of the model shows, in its order: what tests look for in what was written, and what a preview may list. */
import type { Block, DocumentModel, Run } from '#shared/documents/model.ts'
import { cleanText } from './clean-text.ts'
import { tidyModel } from './tidy-model.ts'
import { numberLine, receiverLines, wordingOf } from './wording.ts'

export function textOfModel(model: DocumentModel): string[] {
  const tidy = tidyModel(model, cleanText)
  return [
    ...coverTexts(tidy),
    ...headTexts(tidy),
    ...addresseeTexts(tidy),
    ...tidy.blocks.flatMap(blockTexts),
    ...signatureTexts(tidy)
  ].filter((text) => text !== '')
}

const textOfRuns = (runs: readonly Run[]): string => runs.map((run) => run.text).join('')

function coverTexts({ cover, stamp }: DocumentModel): string[] {
  if (cover === null) return []
  return [...cover.organisation, stamp, cover.title, cover.subtitle, ...cover.lines, cover.foot]
}

function headTexts(model: DocumentModel): string[] {
  const { head, cover } = model
  const stamp = cover === null ? model.stamp : ''
  if (head === null) return [stamp]
  const wording = wordingOf(model)
  return [
    head.governing ?? '',
    head.issuing,
    wording.nationName,
    wording.motto,
    numberLine(head, wording),
    head.regarding ?? '',
    head.placeAndDate,
    stamp,
    head.documentType,
    head.subject
  ]
}

function addresseeTexts(model: DocumentModel): string[] {
  const title = wordingOf(model).addressee
  if (model.addressee.length === 0) return []
  return model.addressee.length === 1 ? [`${title} ${model.addressee[0]}`] : [title, ...receiverLines(model.addressee)]
}

function blockTexts(block: Block): string[] {
  switch (block.type) {
    case 'paragraph':
      return [textOfRuns(block.runs)]
    case 'heading':
      return [block.text]
    case 'list':
      return block.items.map((item) => `- ${textOfRuns(item)}`)
    case 'table':
      return [...block.columns.map((column) => column.title), ...block.rows.flatMap((row) => row.map(textOfRuns))]
    case 'picture':
      return [block.caption, ...block.beside.map(textOfRuns)]
    // The headings it lists stand in the text, and what a file holds is not the model's.
    case 'contents':
    case 'pages':
    case 'page-break':
      return []
  }
}

function signatureTexts(model: DocumentModel): string[] {
  const { signature } = model
  if (signature === null) return []
  const receivers = receiverLines(signature.recipients)
  const { second } = signature
  const left = second
    ? [...second.authority, second.name]
    : receivers.length === 0
      ? []
      : [wordingOf(model).recipients, ...receivers]
  return [...left, ...signature.authority, signature.name]
}
