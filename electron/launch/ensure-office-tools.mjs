// LibreOffice and poppler: the tests open what the app writes with somebody else's programs.
import { findProgram } from './find-program.mjs'
import { canInstallWithApt, installWithApt } from './install-with-apt.mjs'

/** Program to the Debian package that brings it. */
const needed = { soffice: 'libreoffice-writer-nogui', pdftotext: 'poppler-utils' }

/**
 * The names of the programs that are still missing.
 * @param {(line: string) => void} say
 */
export async function ensureOfficeTools(say) {
  const packages = missing().map(([, name]) => name)
  if (packages.length > 0 && canInstallWithApt()) await installWithApt(packages, say)
  return missing().map(([program]) => program)
}

const missing = () => Object.entries(needed).filter(([program]) => !findProgram([program]))
