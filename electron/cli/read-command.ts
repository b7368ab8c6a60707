/** The terminal's words, read once and checked at the door. */
import { parseArgs } from 'node:util'
import {
  type DocumentKind,
  type DocumentSubject,
  documentKinds,
  formatsOf,
  isDocumentKind,
  kindsFor,
  languagesOf,
  type PaperLanguage,
  paperLanguages,
  type SubjectKind,
  subjectOfKind
} from '#shared/documents/build-document.ts'
import { type DocumentFormat, documentFormats } from '#shared/documents/formats.ts'
import { type RecordKind, recordKinds } from '#shared/domain/record.ts'

export interface Source {
  /** A replica's folder, or null for the sample office. */
  readonly replica: string | null
}

export type OfficeCommand =
  | ({ readonly name: 'list'; readonly kind: RecordKind } & Source)
  | ({
      readonly name: 'export'
      readonly kind: DocumentKind
      readonly subject: DocumentSubject
      readonly format: DocumentFormat
      readonly out: string
      readonly language: PaperLanguage
    } & Source)
  | { readonly name: 'check'; readonly folder: string }
  | { readonly name: 'check-document'; readonly file: string }
  | { readonly name: 'help' }

const kindsOf = (subject: SubjectKind): string => kindsFor(subject).join('|')

export const usage = `npm run office -- list --kind ${recordKinds.join('|')} [--replica DIR | --sample]
npm run office -- export --kind KIND ABOUT --format ${documentFormats.join('|')} --out FILE [--language ${paperLanguages.join('|')}] [--replica DIR | --sample]
   KIND and ABOUT:  ${kindsOf('delegation')} --delegation ID
                    ${kindsOf('event')} --event ID
                    ${kindsOf('letter')} --event ID (thanks) or --commitment ID (an invitation)
                    ${kindsOf('office')} [--country FR] [--year 2026]
npm run office -- check DIR
npm run office -- check-document FILE.docx

--replica DIR   a share, or the folder "replica" of a profile; without it the sample office is read`

export function readCommand(words: readonly string[]): OfficeCommand | { readonly problem: string } {
  const [name, ...rest] = words
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      allowPositionals: true,
      options: {
        kind: { type: 'string' },
        delegation: { type: 'string' },
        event: { type: 'string' },
        commitment: { type: 'string' },
        country: { type: 'string' },
        year: { type: 'string' },
        format: { type: 'string' },
        language: { type: 'string', default: 'vi' },
        out: { type: 'string' },
        replica: { type: 'string' },
        sample: { type: 'boolean' }
      }
    })
    if (values.replica !== undefined && values.sample) return { problem: 'Give --replica or --sample, not both.' }
    const replica = values.replica ?? null
    if (name === undefined || name === 'help' || name === '--help') return { name: 'help' }
    if (name === 'check') {
      const folder = positionals[0]
      return folder === undefined ? { problem: 'Say which folder to check.' } : { name, folder }
    }
    if (name === 'check-document') {
      const file = positionals[0]
      return file === undefined ? { problem: 'Say which .docx file to check.' } : { name, file }
    }
    if (name === 'list') {
      const kind = recordKinds.find((known) => known === values.kind)
      return kind ? { name, kind, replica } : { problem: `--kind must be one of ${recordKinds.join(', ')}.` }
    }
    if (name !== 'export') return { problem: `"${name}" is not a command.` }
    const { kind, out } = values
    if (kind === undefined || !isDocumentKind(kind)) return { problem: `--kind must be one of ${documentKinds.join(', ')}.` }
    const format = formatsOf(kind).find((one) => one === values.format)
    if (!format) return { problem: `--format must be ${formatsOf(kind).join(' or ')} for ${kind}.` }
    const language = languagesOf(kind).find((one) => one === values.language)
    if (!language) return { problem: `--language must be ${languagesOf(kind).join(' or ')} for ${kind}.` }
    const subject = readSubject(kind, values)
    if ('problem' in subject) return subject
    if (!out) return { problem: 'Say where to write with --out FILE.' }
    return { name, kind, subject, format, out, language, replica }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

type SubjectWords = Partial<Record<'delegation' | 'event' | 'commitment' | 'country' | 'year', string>>

/** Of which record, country and year. */
function readSubject(kind: DocumentKind, words: SubjectWords): DocumentSubject | { readonly problem: string } {
  const of = subjectOfKind(kind)
  if (of === 'office') {
    const { country = null, year = String(new Date().getFullYear()) } = words
    if (country !== null && !/^[A-Z]{2}$/.test(country)) return { problem: '--country must be two capitals, as FR.' }
    if (!/^\d{4}$/.test(year)) return { problem: '--year must be four digits, as 2026.' }
    return { of, country, year: Number(year) }
  }
  const id = of === 'delegation' ? words.delegation : of === 'event' ? words.event : (words.event ?? words.commitment)
  if (id) return { of: 'record', id }
  const options = of === 'letter' ? '--event ID or --commitment ID' : `--${of} ID`
  return { problem: `Say of what with ${options} (see: list --kind ${of === 'letter' ? 'event' : of}).` }
}
