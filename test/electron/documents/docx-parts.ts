/** The XML inside a .docx, cut up just enough for tests to ask about it. */
import JSZip from 'jszip'

export interface DocxParts {
  readonly part: (name: string) => string
  readonly names: readonly string[]
}

export async function openDocx(bytes: Uint8Array): Promise<DocxParts> {
  const zip = await JSZip.loadAsync(bytes)
  const names = Object.keys(zip.files)
  const texts = new Map(
    await Promise.all(names.map(async (name) => [name, (await zip.file(name)?.async('string')) ?? ''] as const))
  )
  return {
    names,
    part(name) {
      const text = texts.get(name)
      if (text === undefined) throw new Error(`${name} is not in the file: ${names.join(', ')}`)
      return text
    }
  }
}

/** Elements that hold none of their own kind. */
export const elements = (xml: string, tag: string): string[] =>
  xml.match(new RegExp(`<${tag}(?: [^>]*)?(?:/>|>.*?</${tag}>)`, 'gs')) ?? []

export function attribute(element: string, name: string): string | undefined {
  return new RegExp(` ${name}="([^"]*)"`).exec(element)?.[1]
}

export const unescaped = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&')

export const textOf = (xml: string): string =>
  unescaped([...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((match) => match[1]).join(''))

export const styleOf = (paragraph: string): string | undefined => /<w:pStyle w:val="([^"]*)"/.exec(paragraph)?.[1]

export function paragraphWith(xml: string, text: string): string {
  const found = elements(xml, 'w:p').find((paragraph) => textOf(paragraph).includes(text))
  if (found === undefined) throw new Error(`no paragraph says ${text}`)
  return found
}

export function styleNamed(styles: string, id: string): string {
  const found = elements(styles, 'w:style').find((style) => attribute(style, 'w:styleId') === id)
  if (found === undefined) throw new Error(`no style ${id}`)
  return found
}
