/**
 * One host process a profile: two would write one journal. A local socket (a named pipe on Windows) is held while the host lives;
 * the system lets go of it when the process dies, however it dies.
 */
import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { errorCode } from '../files/error-code.ts'

export interface ProfileLock {
  readonly release: () => Promise<void>
}

/** Null when another process holds the profile. */
export async function lockProfile(folder: string): Promise<ProfileLock | null> {
  const name = `cooperation-desk-${createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16)}`
  const path = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`)
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const server = await listen(path)
    if (server) return { release: () => new Promise((done) => server.close(() => done())) }
    if (await answers(path)) return null
    await rm(path, { force: true })
  }
  return null
}

function listen(path: string): Promise<Server | null> {
  return new Promise((done, failed) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error) => (errorCode(error) === 'EADDRINUSE' ? done(null) : failed(error)))
    server.listen(path, () => {
      server.unref()
      done(server)
    })
  })
}

function answers(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      done(true)
    })
    socket.once('error', () => done(false))
  })
}
