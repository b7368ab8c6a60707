import { existsSync } from 'node:fs'
import { runQuietly } from './run-quietly.mjs'

/** Debian and its kin, as root: a build machine. Nobody's own laptop is changed without them. */
export const canInstallWithApt = () => process.getuid?.() === 0 && existsSync('/etc/debian_version')

/**
 * @param {string[]} packages
 * @param {(line: string) => void} say
 */
export async function installWithApt(packages, say) {
  say(`Installing ${packages.join(' and ')} with apt-get.`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await runQuietly('apt-get', ['update'], { env })
  const { ok, output } = await runQuietly('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env })
  if (!ok) say(`apt-get did not install them:\n${output.trimEnd()}`)
}
