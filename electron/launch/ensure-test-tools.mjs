// Other people's programs that the tests run against: they open what the app writes, serve a share, put a clock wrong.
import { existsSync } from 'node:fs'
import { findProgram } from './find-program.mjs'
import { canInstallWithApt, installWithApt } from './install-with-apt.mjs'

/** Word files ask for Times New Roman. The first Liberation fonts, which a browser brings, lack Vietnamese letters: LibreOffice mixes two fonts in a word. */
const fontFolder = '/usr/share/fonts/truetype/liberation2'

/** Program, or the place of a thing that is no program, to the Debian package that brings it. */
const needed = {
  [fontFolder]: 'fonts-liberation2',
  soffice: 'libreoffice-writer-nogui',
  // Its workbooks: no program of its own.
  '/usr/lib/libreoffice/program/libsclo.so': 'libreoffice-calc-nogui',
  pdftotext: 'poppler-utils',
  smbd: 'samba',
  smbnetfs: 'smbnetfs',
  fusermount3: 'fuse3',
  syncthing: 'syncthing',
  faketime: 'faketime',
  age: 'age'
}

/**
 * The names of the programs that are still missing.
 * @param {(line: string) => void} say
 */
export async function ensureTestTools(say) {
  const packages = missing().flatMap(([, name]) => (wouldServeFiles(name) ? [] : [name]))
  if (packages.length > 0 && canInstallWithApt()) await installWithApt(packages, say)
  return missing().map(([program]) => program)
}

const missing = () => Object.entries(needed).filter(([name]) => !isThere(name))

/**
 * Servers lie where only root's PATH may lead.
 * @param {string} name
 */
const isThere = (name) => (name.startsWith('/') ? existsSync(name) : findProgram([name]) || existsSync(`/usr/sbin/${name}`))

/**
 * Samba's package starts a server for the whole network, unless the machine has a policy that keeps packages from starting things, as
 * containers have.
 * @param {string} name
 */
const wouldServeFiles = (name) => name === 'samba' && !existsSync('/usr/sbin/policy-rc.d')
