/** The terminal's words, read once and checked at the door. */
import { parseArgs } from 'node:util'
import { type DocumentKind, documentKinds, isDocumentKind } from '#shared/documents/build-document.ts'
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
      readonly delegation: string
      readonly format: 'docx' | 'pdf'
      readonly out: string
    } & Source)
  | { readonly name: 'check'; readonly folder: string }
  | { readonly name: 'help' }

export const usage = `npm run office -- list --kind ${recordKinds.join('|')} [--replica DIR | --sample]
npm run office -- export --kind ${documentKinds.join('|')} --delegation ID --format docx|pdf --out FILE [--replica DIR | --sample]
npm run office -- check DIR

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
        format: { type: 'string' },
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
    if (name === 'list') {
      const kind = recordKinds.find((known) => known === values.kind)
      return kind ? { name, kind, replica } : { problem: `--kind must be one of ${recordKinds.join(', ')}.` }
    }
    if (name !== 'export') return { problem: `"${name}" is not a command.` }
    const { kind, delegation, format, out } = values
    if (kind === undefined || !isDocumentKind(kind)) return { problem: `--kind must be one of ${documentKinds.join(', ')}.` }
    if (format !== 'docx' && format !== 'pdf') return { problem: '--format must be docx or pdf.' }
    if (!delegation) return { problem: 'Say which delegation with --delegation ID (see: list --kind delegation).' }
    if (!out) return { problem: 'Say where to write with --out FILE.' }
    return { name, kind, delegation, format, out, replica }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}
