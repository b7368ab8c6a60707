/**
 * Of the form that rows have: two programs whose prints are equal read the same rows out of the same documents. A view that was built by
 * another one is built anew, so what an older program had to pass over (a kind, a field) is shown as soon as the program knows it.
 */
import { strToU8 } from 'fflate'
import { z } from 'zod'
import { kindDefinitions } from '../domain/registry.ts'
import { hashOf } from './bytes.ts'

/** To be counted up when rows are read out of documents in another way though no schema says so. */
const readingVersion = 1

let print: string | null = null

/** 16 hex digits. */
export function rowPrint(): string {
  print ??= hashOf(strToU8(JSON.stringify([readingVersion, forms()]))).slice(0, 16)
  return print
}

const forms = () =>
  Object.entries(kindDefinitions).map(([kind, { schema, mergedTexts }]) => [
    kind,
    z.toJSONSchema(schema, { unrepresentable: 'any', io: 'output' }),
    [...mergedTexts]
  ])
