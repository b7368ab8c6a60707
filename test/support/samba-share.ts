/**
 * A shared folder as an office has one: a real Samba server on 127.0.0.1, and laptops that have it mounted over SMB. Only root can listen
 * on its port and mount; elsewhere the test is skipped with that reason.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { onTestFinished, type TestContext, vi } from 'vitest'
import { needProgram } from './programs.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** The client knows no other. */
const port = 445
const patience = { timeout: 30_000, interval: 20 }

export interface SambaShare {
  /** The share as a laptop sees it. */
  readonly mount: string
  /** The folder that the server serves. */
  readonly behind: string
  /** The share as one more laptop sees it, over a connection of its own. */
  readonly anotherMount: () => Promise<string>
  /** At once; leaves an empty folder of the laptop's own where the share was. */
  readonly unmount: (mount: string) => Promise<void>
  readonly remount: (mount: string) => Promise<void>
  readonly restart: () => Promise<void>
  /** As its power cut would: whoever was connected is cut off. */
  readonly stopServer: () => Promise<void>
  /** Resolves when every laptop can list the share again. */
  readonly startServer: () => Promise<void>
}

export async function sambaShare(context: TestContext): Promise<SambaShare> {
  if (process.getuid?.() !== 0) context.skip('needs root to serve and mount a share')
  if (!existsSync('/dev/fuse')) context.skip('needs /dev/fuse to mount a share')
  const smbd = needProgram(context, 'smbd')
  const smbnetfs = needProgram(context, 'smbnetfs')
  const fusermount = needProgram(context, 'fusermount3')
  if (await isAnswered()) context.skip(`port ${port} is taken by another server on this machine`)

  const folder = await temporaryFolder('samba')
  const behind = join(folder, 'behind')
  const state = join(folder, 'state')
  const home = join(folder, 'home')
  for (const made of [behind, state, join(home, '.smb')]) await mkdir(made, { recursive: true })
  await writeFile(join(folder, 'smb.conf'), serverSettings(behind, state))
  for (const [name, text] of Object.entries(clientSettings)) await writeFile(join(home, '.smb', name), text, { mode: 0o600 })

  let server: ChildProcess | null = null
  const clients = new Map<string, ChildProcess>()

  const stopServer = async () => {
    if (!server?.pid) return
    const gone = ended(server)
    // A group of its own: a process for each connection goes with it.
    process.kill(-server.pid, 'SIGKILL')
    await gone
    server = null
    await vi.waitFor(async () => {
      if (await isAnswered()) throw new Error('the Samba server still answers')
    }, patience)
  }
  const startServer = async () => {
    // It ends with its input, which ends with this process, however that comes. From a socket it would serve one visitor: hence cat.
    server = spawn('sh', ['-c', 'cat | "$0" "$@"', smbd, '--foreground', '--no-process-group', '-s', join(folder, 'smb.conf')], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore']
    })
    await vi.waitFor(async () => {
      if (!(await isAnswered())) throw new Error('the Samba server does not answer')
      for (const mount of clients.keys()) await readdir(mount)
    }, patience)
  }
  const unmount = async (mount: string) => {
    const client = clients.get(mount)
    if (!client) return
    clients.delete(mount)
    const gone = ended(client)
    execFileSync(fusermount, ['-u', '-z', mount])
    client.kill()
    await gone
  }
  const remount = async (mount: string) => {
    await mkdir(mount, { recursive: true })
    const client = spawn(smbnetfs, [mount, '-f', '-o', 'modules=subdir,subdir=/127.0.0.1/office'], {
      env: { ...process.env, HOME: home },
      stdio: 'ignore'
    })
    clients.set(mount, client)
    await vi.waitFor(async () => {
      if ((await stat(mount)).dev === (await stat(folder)).dev) throw new Error('the share is not mounted')
      await readdir(mount)
    }, patience)
  }
  let laptops = 0
  const anotherMount = async () => {
    laptops += 1
    const mount = join(folder, `laptop-${laptops}`)
    await remount(mount)
    return mount
  }

  onTestFinished(async () => {
    try {
      for (const mount of clients.keys()) await unmount(mount)
    } finally {
      await stopServer()
    }
  })
  await startServer()
  const restart = async () => {
    await stopServer()
    await startServer()
  }
  return { mount: await anotherMount(), behind, anotherMount, unmount, remount, restart, stopServer, startServer }
}

const serverSettings = (behind: string, state: string) => `
[global]
server role = standalone server
map to guest = Bad User
interfaces = 127.0.0.1
bind interfaces only = yes
smb ports = ${port}
disable netbios = yes
load printers = no
disable spoolss = yes
printcap name = /dev/null
pid directory = ${state}
lock directory = ${state}
state directory = ${state}
cache directory = ${state}
private dir = ${state}
ncalrpc dir = ${state}
log file = ${state}/log

[office]
path = ${behind}
guest ok = yes
force user = root
read only = no
`

/** In the client's own home folder. */
const clientSettings = {
  'smb.conf': 'client min protocol = SMB2\nname resolve order = host\n',
  // The client's memory of a server that was away is as short as it can be: what is asked is answered by the server.
  'smbnetfs.conf': `
use_libsecret "false"
smb_query_browsers "false"
neg_cache_timeout 1
smb_timeout 5000
include "smbnetfs.auth"
include "smbnetfs.host"
`,
  'smbnetfs.auth': 'auth "guest" ""\n',
  'smbnetfs.host': 'host 127.0.0.1 visible=true\n'
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

function isAnswered(): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      done(true)
    })
    socket.once('error', () => done(false))
  })
}
