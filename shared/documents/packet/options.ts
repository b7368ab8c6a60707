/** What a person chooses for one briefing packet: which parts in which order, what this reader does not get, how it is marked. */
import { z } from 'zod'
import { documentModelSchema } from '../model.ts'

/** The parts of domain 5.1, in their usual order; cover and contents always stand first. */
export const packetParts = [
  'basis',
  'members',
  'programme',
  'partner',
  'past',
  'commitments',
  'talking',
  'speeches',
  'signing',
  'gifts',
  'logistics',
  'photos',
  'papers'
] as const
export type PacketPart = (typeof packetParts)[number]

/** What can be left out of one export; the records keep it. */
export const redactions = ['internal', 'gifts', 'contacts'] as const
export type Redaction = (typeof redactions)[number]

export const packetMarks = ['internal', 'return'] as const

export const packetOptionsSchema = z.strictObject({
  parts: z.array(z.enum(packetParts)).max(packetParts.length),
  without: z.array(z.enum(redactions)).max(redactions.length),
  /** In the place of the dossier's own mark; null leaves that one. */
  mark: z.enum(packetMarks).nullable(),
  /** "Bản số 03/12": a numbered copy can be called back. */
  copy: z.strictObject({ number: z.number().int().min(1), of: z.number().int().min(1).max(99) }).nullable(),
  /** Of a packet that is kept as it went out: 1, 2, …; null for a working copy. */
  version: z.number().int().min(1).nullable()
})
export type PacketOptions = z.infer<typeof packetOptionsSchema>

export const usualPacket: PacketOptions = { parts: [...packetParts], without: [], mark: null, copy: null, version: null }

/** What is kept of a packet that went out, beside its files: what a later one is compared with, made by the same choices. */
export const keptPacketSchema = z.object({ model: documentModelSchema, packet: packetOptionsSchema })
export type KeptPacket = z.infer<typeof keptPacketSchema>

const twoDigits = (number: number): string => String(number).padStart(2, '0')
export const copyText = ({ number, of }: NonNullable<PacketOptions['copy']>): string =>
  `Bản số: ${twoDigits(number)}/${twoDigits(of)}`
