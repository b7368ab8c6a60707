/**
 * One host process a profile: two would write one journal. A local socket (a named pipe on Windows) is held while the host lives;
 * the system lets go of it when the process dies, however it dies.
 */
import { createHash } from 'node:crypto'
import { mkdir, realpath, rm } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { errorCode } from '../files/error-code.ts'

export interface ProfileLock {
  readonly release: () => Promise<void>
}

/** A killed process leaves its socket behind, which keeps the name taken: the next one moves one place on. */
const places = 8

/** Null when another process holds the profile. */
export async function lockProfile(folder: string): Promise<ProfileLock | null> {
  await mkdir(folder, { recursive: true })
  const paths = await lockPlaces(folder)
  for (const path of paths) {
    const server = await listen(path)
    if (!server) {
      if (await answers(path)) return null
      continue
    }
    const release = () => new Promise<void>((done) => server.close(() => done()))
    const others = paths.filter((one) => one !== path)
    // Looked at only once ours answers: of two that start at one moment, none can miss the other.
    for (const other of others) {
      if (!(await answers(other))) continue
      await release()
      return null
    }
    for (const other of others.filter(isFile)) await rm(other, { force: true }).catch(() => undefined)
    return { release }
  }
  return null
}

/** Where a profile's lock may be held: one folder has one row of them, through whatever link or spelling it was named. */
export async function lockPlaces(folder: string): Promise<string[]> {
  const print = createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 16)
  return Array.from({ length: places }, (_, place) => socketPath(`cooperation-desk-${print}${place || ''}`))
}

const isFile = (place: string) => place.startsWith('/')

function socketPath(name: string): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`
  // Linux has names without a file, which do not depend on where temporary files go and vanish with the process.
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.sock`)
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
