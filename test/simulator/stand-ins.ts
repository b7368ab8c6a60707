/**
 * What stands under the product's code in the simulation. Imported before anything of the product. The work that a passphrase costs, the
 * pause before a rename is tried again and the end of an operation that hangs have tests of their own: nothing here waits for a clock.
 */
import { vi } from 'vitest'

vi.mock('node:fs/promises', async (original) => (await import('./memory-fs.ts')).memoryFs(await original()))
vi.mock('node:timers/promises', async (original) => ({ ...(await original<object>()), setTimeout: async () => undefined }))
vi.mock('node:crypto', async (original) => (await import('./quick-crypto.ts')).quickCrypto(await original()))
vi.mock('@noble/hashes/sha2.js', async (original) => {
  const { createHash } = await vi.importActual<typeof import('node:crypto')>('node:crypto')
  return {
    ...(await original<object>()),
    sha256: (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest())
  }
})
vi.mock('hash-wasm', async () => {
  const { createHash } = await vi.importActual<typeof import('node:crypto')>('node:crypto')
  return {
    argon2id: async ({ password, salt }: { password: string; salt: Uint8Array }) =>
      new Uint8Array(createHash('sha256').update(password).update(salt).digest())
  }
})
vi.mock('#shared/sync/segment.ts', async (original) => {
  const { noteBuilt } = await import('./built-files.ts')
  const all = await original<typeof import('#shared/sync/segment.ts')>()
  const buildSegment: typeof all.buildSegment = (input, sealing) => {
    const built = all.buildSegment(input, sealing)
    const { fileHash } = built.segment
    noteBuilt(fileHash, { previous: input.previous, hashes: [fileHash], editIds: input.entries.map(({ editId }) => editId) })
    return built
  }
  return { ...all, buildSegment }
})
vi.mock('#shared/sync/pack.ts', async (original) => {
  const { noteBuilt } = await import('./built-files.ts')
  const { hashOf } = await import('#shared/sync/bytes.ts')
  const all = await original<typeof import('#shared/sync/pack.ts')>()
  const buildPack: typeof all.buildPack = (office, previous, packed, sealing) => {
    const built = all.buildPack(office, previous, packed, sealing)
    const hashes = packed.flatMap(({ segment, index }) => index?.segments.map(({ fileHash }) => fileHash) ?? [segment.fileHash])
    const editIds = packed.flatMap(({ entries }) => entries.map(({ editId }) => editId))
    noteBuilt(hashOf(built.bytes), { previous, hashes, editIds })
    return built
  }
  return { ...all, buildPack }
})
vi.stubGlobal('setTimeout', () => 0)
vi.stubGlobal('clearTimeout', () => undefined)
