import { spawn } from 'node:child_process'
import { root } from './project.mjs'

/**
 * Runs a program in the project and keeps what it says instead of showing it. Never throws: a program that cannot be started is one that
 * failed.
 * @param {string} program
 * @param {string[]} args
 * @param {{ timeoutMs?: number, env?: NodeJS.ProcessEnv, shell?: boolean }} [options]
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function runQuietly(program, args, { timeoutMs, env = process.env, shell = false } = {}) {
  return new Promise((done) => {
    /** @type {Buffer[]} */
    const output = []
    const child = spawn(program, args, { cwd: root, env, shell, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), timeoutMs)
    /** @param {boolean} ok */
    const end = (ok) => {
      clearTimeout(timer)
      done({ ok, output: Buffer.concat(output).toString('utf8') })
    }
    child.stdout.on('data', (part) => output.push(part))
    child.stderr.on('data', (part) => output.push(part))
    child.once('error', () => end(false))
    // 'exit' and not 'close': a grandchild that outlives the time limit may hold the pipes open.
    child.once('exit', (code) => setImmediate(end, code === 0))
  })
}
