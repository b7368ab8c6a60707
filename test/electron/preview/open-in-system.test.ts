import { watch } from 'node:fs'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { openInSystem } from '../../../electron/preview/open-in-system.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

/** Puts an opener of our own in the system's place; `asked` is what it was given, one word a line. */
async function withOpener(folder: string): Promise<{ asked: Promise<string> }> {
  const said = join(folder, 'said')
  await mkdir(said)
  const opener = join(folder, 'xdg-open')
  await writeFile(opener, `#!/bin/sh\nprintf '%s\\n' "$@" > '${said}/part' && /bin/mv '${said}/part' '${said}/whole'\n`)
  await chmod(opener, 0o755)
  vi.stubEnv('PATH', folder)
  const asked = new Promise<string>((done, failed) => {
    const watcher = watch(said, (_, name) => {
      if (name !== 'whole') return
      watcher.close()
      readFile(join(said, 'whole'), 'utf8').then(done, failed)
    })
  })
  return { asked }
}

// The opener's name is Linux's: elsewhere the system's own is another program.
test.runIf(process.platform === 'linux').each([
  ['/tmp/Hồ sơ; rm -rf $HOME `x`.pdf', false, '/tmp/Hồ sơ; rm -rf $HOME `x`.pdf\n'],
  ['/tmp/Hồ sơ/Báo cáo.pdf', true, '/tmp/Hồ sơ\n'],
  ['http://127.0.0.1:4000/#token=x', false, 'http://127.0.0.1:4000/#token=x\n']
])(
  '%j is handed to the system as one word, whatever is in it; to show it is to open its folder (%s)',
  async (target, reveal, words) => {
    const { asked } = await withOpener(await temporaryFolder('opener'))
    await openInSystem(target, reveal)
    expect(await asked).toBe(words)
  }
)

test.runIf(process.platform === 'linux')('a system without an opener says so', async () => {
  vi.stubEnv('PATH', await temporaryFolder('empty'))
  await expect(openInSystem('/tmp/x.pdf', false)).rejects.toMatchObject({ code: 'ENOENT' })
})
