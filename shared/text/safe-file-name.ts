/**
 * A name that every system takes for one file in the folder where it is put, and that reads as it is: whoever sent it. Windows forbids the
 * most, so its rules hold everywhere. Guards: no way out of the folder, no device, no ending that hides behind turned-round letters.
 */

/** Unseen letters: turned direction, zero width, fillers, halves of a letter. What comes after them is not where it seems to be. */
const unseen = /[\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu
const control = /\p{Cc}/gu
const spaces = /[\p{Zs}\p{Zl}\p{Zp}]/gu
/** Separators, drive letters and streams, wildcards, quotation marks, pipes. */
const forbidden = /[<>:"/\\|?*]/g
const endsWrongly = /^[. ]+|[. ]+$/g
/** Windows opens a device under these names, whatever ending follows. */
const devices = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)/i
const ending = /\.[\p{L}\p{N}]{1,16}$/u
const letters = new Intl.Segmenter('vi', { granularity: 'grapheme' })

export interface SafeNameLimits {
  /** Of the whole name in UTF-8. Every file system we know takes 255. */
  readonly maxBytes?: number
  readonly maxLetters?: number
  /** What it is called when nothing of the name can stay. */
  readonly otherwise?: string
}

/** A name that is too long is cut between whole letters; its ending stays. */
export function safeFileName(name: string, limits: SafeNameLimits = {}): string {
  const { maxBytes = 255, maxLetters = 255, otherwise = 'document' } = limits
  const clean = name
    .normalize('NFC')
    .replace(control, '-')
    .replace(unseen, '')
    .replace(spaces, ' ')
    .replace(forbidden, '-')
    .normalize('NFC')
    .replace(endsWrongly, '')
  const last = ending.exec(clean)?.[0] ?? ''
  const cut = (stem: string) => shortened(stem, maxBytes - utf8Bytes(last), maxLetters - last.length).replace(endsWrongly, '')
  const stem = cut(clean.slice(0, clean.length - last.length)) || cut(otherwise)
  // Looked at after cutting: what is left of a long name may be a device.
  return devices.test(stem + last) ? cut(`_${stem}`) + last : stem + last
}

/** Letters as a person counts them, with the marks that belong to each. */
function shortened(text: string, maxBytes: number, maxLetters: number): string {
  let kept = ''
  let bytes = 0
  for (const { segment } of letters.segment(text)) {
    bytes += utf8Bytes(segment)
    if (bytes > maxBytes || kept.length + segment.length > maxLetters) break
    kept += segment
  }
  return kept
}

function utf8Bytes(text: string): number {
  let bytes = 0
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}
