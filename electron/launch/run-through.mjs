import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { root } from './project.mjs'

const patienceMs = 2000

/**
 * Runs a program with our own input and output, passes on what we are told to stop with, and answers its exit code.
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<number>}
 */
export function runThrough(program, args, { env = process.env, cwd = root } = {}) {
  return new Promise((done) => {
    const child = spawn(program, args, { cwd, env, stdio: 'inherit' })
    /** @type {Map<NodeJS.Signals, () => void>} */
    const passes = new Map()
    for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      const pass = () => setTimeout(() => child.kill(signal), isToldByTerminal(signal) ? patienceMs : 0).unref()
      passes.set(signal, pass)
      process.on(signal, pass)
    }
    /** @param {number} code */
    const end = (code) => {
      for (const [signal, pass] of passes) process.off(signal, pass)
      done(code)
    }
    child.once('error', (error) => {
      console.error(`${program} could not be started: ${error.message}`)
      end(1)
    })
    child.once('exit', (code, signal) => end(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
}

/**
 * Ctrl+C reaches the whole group: the child has it from the terminal, and a second one would mean "at once, without closing". On Windows
 * passing a signal on ends the child outright.
 * @param {NodeJS.Signals} signal
 */
function isToldByTerminal(signal) {
  return signal !== 'SIGTERM' && (process.stdin.isTTY === true || process.platform === 'win32')
}
