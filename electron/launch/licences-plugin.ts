/**
 * Writes `licences.json` beside the page: every package whose code or fonts are delivered, with its licence in full. Guards: a package that
 * comes in later is in the list because it is in the build, not because somebody thought of it; one without a licence stops the build.
 */
import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

export interface Licence {
  readonly name: string
  readonly version: string
  /** SPDX expression, as the package says. */
  readonly licence: string
  /** Of its licence files; empty where it brings none. */
  readonly text: string
}

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly dependencies?: Readonly<Record<string, string>>
}

/** Delivered beside the page and the host: the program itself, and fonts that only styles name. */
const alwaysDelivered = ['electron', '@fontsource/be-vietnam-pro']
const licenceFile = /^(licen[cs]e|copying|notice|ofl)[^/]*$/i

/** `inWorkers`: for the builds of the page's workers, which come before the page's own. */
export function licencesPlugins(root: string): { readonly inPage: Plugin; readonly inWorkers: () => Plugin } {
  const ofWorkers = new Set<string>()
  return {
    inWorkers: () => ({
      name: 'licences-of-workers',
      generateBundle() {
        for (const id of this.getModuleIds()) for (const folder of packageFolderOf(id)) ofWorkers.add(folder)
      }
    }),
    inPage: {
      name: 'licences',
      generateBundle() {
        const inPage = Array.from(this.getModuleIds()).flatMap(packageFolderOf)
        const delivered = alwaysDelivered.map((name) => folderOf(root, name))
        const folders = new Set([...inPage, ...ofWorkers, ...ofHost(root), ...delivered])
        const licences = Array.from(folders, readLicence).sort((a, b) => (a.name < b.name ? -1 : 1))
        const unknown = licences.filter((one) => one.licence === '' && one.text === '')
        if (unknown.length > 0) this.error(`no licence named by: ${unknown.map((one) => one.name).join(', ')}`)
        this.emitFile({ type: 'asset', fileName: 'licences.json', source: JSON.stringify(uniqueOf(licences)) })
      }
    }
  }
}

/** Everything the host needs while it runs, through to the last. */
function ofHost(root: string): string[] {
  const found = new Set<string>()
  const visit = (from: string, names: readonly string[]) => {
    for (const name of names) {
      const folder = folderOf(from, name)
      if (found.has(folder)) continue
      found.add(folder)
      visit(folder, Object.keys(manifestOf(folder).dependencies ?? {}))
    }
  }
  visit(root, Object.keys(manifestOf(root).dependencies ?? {}))
  return Array.from(found)
}

/** As Node looks for it: in the nearest node_modules upwards. */
function folderOf(from: string, name: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name)
    try {
      manifestOf(candidate)
      return realpathSync(candidate)
    } catch {
      if (folder === dirname(folder)) throw new Error(`not installed: ${name}`)
    }
  }
}

/** None for a module of our own. */
function packageFolderOf(id: string): string[] {
  const at = id.lastIndexOf('/node_modules/')
  if (at < 0) return []
  const [scope = '', name = ''] = id.slice(at + '/node_modules/'.length).split('/')
  const folder = join(id.slice(0, at).replace(/^\0/, ''), 'node_modules', scope.startsWith('@') ? `${scope}/${name}` : scope)
  return [realpathSync(folder)]
}

const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

function readLicence(folder: string): Licence {
  const { name, version, license = '' } = manifestOf(folder)
  const files = readdirSync(folder).filter((file) => licenceFile.test(file))
  const text = files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n')
  // A few name it in their licence file alone.
  return { name, version, licence: license || (text.split('\n')[0] ?? '').trim(), text }
}

const uniqueOf = (licences: readonly Licence[]): Licence[] =>
  Array.from(new Map(licences.map((one) => [`${one.name} ${one.version}`, one])).values())
