/** A share of fifty laptops with ten thousand attachments: what an exchange asks of it does not grow with what lies there. */
import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { filePath } from '#shared/sync/file-name.ts'
import type { FolderPort } from '#shared/sync/folder-port.ts'
import { buildSegment } from '#shared/sync/segment.ts'
import { openBareLaptop } from '../../support/bare-laptop.ts'
import { testOffice } from '../../support/make-segments.ts'
import { newShare } from '../../support/shares.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

vi.setConfig({ testTimeout: 60_000 })

const laptops = 50
const attachmentsEach = 200

const hashOfText = (text: string) => createHash('sha256').update(text).digest('hex')

/** As fifty laptops leave it: a segment with one edit each, and their attachments. */
async function fill(root: string): Promise<void> {
  for (let laptop = 0; laptop < laptops; laptop += 1) {
    const device = hashOfText(`laptop ${laptop}`).slice(0, 32)
    const entry = {
      device,
      number: 1,
      editId: `edit-${laptop}`,
      author: `Máy ${laptop}`,
      time: 1_800_000_000_000,
      record: 'event.hanoi',
      changes: [new TextEncoder().encode(`thay đổi ${laptop}`)]
    }
    const { path, bytes } = buildSegment({
      office: testOffice.id,
      device,
      sequence: 1,
      previous: null,
      firstNumber: 1,
      entries: [entry],
      seen: {}
    })
    await mkdir(join(root, device))
    await writeFile(join(root, path), bytes)
    await Promise.all(
      Array.from({ length: attachmentsEach }, (_, at) => {
        const hash = hashOfText(`attachment ${laptop} ${at}`).slice(0, 32)
        return writeFile(join(root, filePath({ device, sequence: at + 1, hash, ending: 'att' })), 'x')
      })
    )
  }
}

/** The share, with what is asked of it counted. */
function counted(share: FolderPort) {
  const calls = { list: 0, read: 0, write: 0 }
  const folder: FolderPort = {
    ...share,
    list: () => {
      calls.list += 1
      return share.list()
    },
    read: (path, maxBytes) => {
      calls.read += 1
      return share.read(path, maxBytes)
    },
    write: (path, bytes) => {
      calls.write += 1
      return share.write(path, bytes)
    }
  }
  return { folder, calls }
}

test('fifty laptops and ten thousand attachments: each segment is read once, no attachment at all, and then nothing but the listing', async () => {
  const share = await newShare()
  await fill(share.root)
  const laptop = await openBareLaptop(await temporaryFolder())
  const first = counted(share.folder)
  await laptop.exchange(first.folder)
  expect(Object.values(laptop.replica.positions()).filter((last) => last === 1)).toHaveLength(laptops)
  // One file of its own goes there: what it has seen of the others.
  expect(first.calls).toEqual({ list: 1, read: laptops, write: 1 })

  const again = counted(share.folder)
  expect(await laptop.exchange(again.folder, { turn: 1 })).toMatchObject({
    ok: true,
    report: { pulledSegments: 0, pushedSegments: 0 }
  })
  expect(again.calls).toEqual({ list: 1, read: 0, write: 0 })
})
