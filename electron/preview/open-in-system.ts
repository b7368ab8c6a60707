/** Hands a file, folder or address to the system's own opener. */
import { spawn } from 'node:child_process'
import { dirname } from 'node:path'

export function openInSystem(target: string, reveal: boolean): Promise<void> {
  const [command, args] = opener(target, reveal)
  return new Promise((done, failed) => {
    const child = spawn(command, args, { stdio: 'ignore', detached: true })
    child.once('error', failed)
    child.once('spawn', () => {
      child.unref()
      done()
    })
  })
}

function opener(target: string, reveal: boolean): [string, string[]] {
  switch (process.platform) {
    case 'win32':
      return reveal ? ['explorer.exe', [`/select,${target}`]] : ['explorer.exe', [target]]
    case 'darwin':
      return ['open', reveal ? ['-R', target] : [target]]
    default:
      return ['xdg-open', [reveal ? dirname(target) : target]]
  }
}
