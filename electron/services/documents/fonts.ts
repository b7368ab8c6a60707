/**
 * Tinos: the widths of Times New Roman, free to embed. The files are found by module resolution from this module's own place, which
 * is the source tree in tests and `out/main` in the product; `node_modules` is above both.
 */
import { createRequire } from 'node:module'

// Not called `require`: the bundler puts a name like that of its own above it.
const fromHere = createRequire(import.meta.url)
const fileOf = (face: string): string => fromHere.resolve(`@expo-google-fonts/tinos/${face}.ttf`)

export const embeddedFamily = 'Tinos'

export const fontFiles = {
  regular: fileOf('400Regular/Tinos_400Regular'),
  bold: fileOf('700Bold/Tinos_700Bold'),
  italic: fileOf('400Regular_Italic/Tinos_400Regular_Italic'),
  boldItalic: fileOf('700Bold_Italic/Tinos_700Bold_Italic')
} as const

export type FontFace = keyof typeof fontFiles
