/**
 * pdfmake, held to what a writer of documents needs: our four font files and nothing else of the disk, nothing of the network. The
 * library keeps these settings in one shared object; they are constants, so setting them again changes nothing.
 */
import pdfmake from 'pdfmake'
import type { TDocumentDefinitions } from 'pdfmake/interfaces'
import { embeddedFamily, fontFiles } from '../fonts.ts'

const allowedFiles: ReadonlySet<string> = new Set(Object.values(fontFiles))

export async function pdfBytes(definition: TDocumentDefinitions): Promise<Uint8Array> {
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((path) => allowedFiles.has(path))
  pdfmake.setFonts({
    [embeddedFamily]: {
      normal: fontFiles.regular,
      bold: fontFiles.bold,
      italics: fontFiles.italic,
      bolditalics: fontFiles.boldItalic
    }
  })
  return new Uint8Array(await pdfmake.createPdf(definition).getBuffer())
}
