// Where the project lies, whatever folder the command was given in.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** @param {...string} parts */
export const inProject = (...parts) => join(root, ...parts)
