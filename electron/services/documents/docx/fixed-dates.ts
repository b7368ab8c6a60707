/** The library stamps parts and properties with the clock of the machine; the same document should be the same bytes. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'

const propertiesPart = 'docProps/core.xml'

/** The earliest date a zip can say. Built from local parts, since zip dates have no zone. */
const zipDate = new Date(1980, 0, 1)

export function withFixedDates(docx: Uint8Array, now: Date): Uint8Array {
  const parts = unzipSync(docx)
  const properties = parts[propertiesPart]
  if (properties === undefined) throw new Error(`no ${propertiesPart} in the written document`)
  const stamp = `${now.toISOString().slice(0, 19)}Z`
  const dated = strFromU8(properties).replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${stamp}`)
  return zipSync({ ...parts, [propertiesPart]: strToU8(dated) }, { mtime: zipDate })
}
