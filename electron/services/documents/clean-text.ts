/**
 * What a text must be before it enters a file. XML 1.0 forbids most control characters and Word then refuses the whole file;
 * Vietnamese pasted from macOS comes decomposed, and would be found by no search; direction overrides let a name show as another; a soft
 * hyphen shows as a hyphen in the PDF and as nothing in Word.
 */
const lineEnds = /\r\n?|[\v\f\u0085\u2028\u2029]/g
const directionControls = '\\u202A-\\u202E\\u2066-\\u2069'
const forbidden = new RegExp(`(?!\\n)[\\p{Cc}\\p{Cs}\\p{Noncharacter_Code_Point}\\uFEFF\\u00AD${directionControls}]`, 'gu')

/** NFC, with `\n` as the only control character left. Tabs become spaces: cells and first lines have no tab stops. */
export function cleanText(text: string): string {
  return text.replace(lineEnds, '\n').replace(/\t/g, ' ').replace(forbidden, '').normalize('NFC')
}
