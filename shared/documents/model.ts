/**
 * A document as plain data: what it says and in which order, without a word about .docx or .pdf. Builders make it from records,
 * one writer a format turns it into a file. It crosses the bridge, so it is checked by a schema.
 */
import { z } from 'zod'

const text = z.string().max(200_000)

/** A stretch of text in one style. Text is plain: writers escape it. */
const run = z.object({ text, bold: z.boolean().optional(), italic: z.boolean().optional() })

const paragraph = z.object({
  type: z.literal('paragraph'),
  runs: z.array(run).max(200),
  /** `body`: justified with a first-line indent; `note`: small, italic; `centred`; `plain`: no indent; `basis`: italic (box 6). */
  style: z.enum(['body', 'plain', 'note', 'centred', 'basis'])
})
const heading = z.object({ type: z.literal('heading'), level: z.union([z.literal(1), z.literal(2), z.literal(3)]), text })
const list = z.object({ type: z.literal('list'), items: z.array(z.array(run).max(200)).max(20_000) })
const cell = z.array(run).max(200)
const table = z.object({
  type: z.literal('table'),
  /** `share` is the part of the width each column takes; shares need not add up to 1. */
  columns: z
    .array(z.object({ title: text, share: z.number().positive() }))
    .min(1)
    .max(12),
  rows: z.array(z.array(cell).max(12)).max(5000)
})
const pageBreak = z.object({ type: z.literal('page-break') })
/** The headings of level 1 that come after it, each with its page. */
const contents = z.object({ type: z.literal('contents') })
/** SHA-256 of a file that is handed to the writer beside the model. */
const file = z.string().regex(/^[0-9a-f]{64}$/)
/** A picture with its caption below or, where it is small and belongs to a text (a portrait), with that text beside it. */
const picture = z.object({
  type: z.literal('picture'),
  file,
  widthMm: z.number().min(10).max(160),
  caption: text,
  beside: z.array(z.array(run).max(200)).max(60)
})
/** A paper of the dossier, page by page. Where a writer cannot show its pages it says where they are. */
const pages = z.object({ type: z.literal('pages'), file })

export const blockSchema = z.discriminatedUnion('type', [paragraph, heading, list, table, pageBreak, contents, picture, pages])

/** Boxes 1–5a of Decree 30. */
const head = z.object({
  governing: text.nullable(),
  issuing: text,
  /** Without "Số:"; null leaves room for it to be given later. */
  number: text.nullable(),
  symbol: text,
  /** The whole line, as "Hà Nội, ngày 05 tháng 02 năm 2026"; a day not yet known is left open as dots. Empty for minutes. */
  placeAndDate: text,
  documentType: text,
  subject: text,
  /** Box 5b, "V/v …": of an official letter, which has no type. */
  regarding: text.optional()
})

/** A free cover page: the packet as a whole is a working paper, not one of the decree's document types. */
const cover = z.object({
  organisation: z.array(text).max(4),
  title: text,
  subtitle: text,
  lines: z.array(text).max(20),
  foot: text
})

const signature = z.object({
  recipients: z.array(text).max(30),
  /** Lines such as "TL. BỘ TRƯỞNG" and "VỤ TRƯỞNG VỤ HỢP TÁC QUỐC TẾ". */
  authority: z.array(text).max(4),
  name: text,
  /** Who signs on the left, in the place of the receivers: the secretary of minutes, the partner of a text signed by two. */
  second: z.object({ authority: z.array(text).max(4), name: text }).optional()
})

export const documentModelSchema = z.object({
  language: z.enum(['vi', 'en', 'fr']),
  /** Title in the file's properties. */
  title: text,
  /** The stamp of box 11, or empty. A secret mark never gets this far: see the handling guard. */
  stamp: text,
  cover: cover.nullable(),
  /** At the foot of every page but a cover: which document and which copy a loose sheet belongs to. */
  foot: text.optional(),
  head: head.nullable(),
  addressee: z.array(text).max(10),
  blocks: z.array(blockSchema).max(20_000),
  signature: signature.nullable()
})

export type DocumentModel = z.infer<typeof documentModelSchema>
export type Block = z.infer<typeof blockSchema>
export type Run = z.infer<typeof run>
