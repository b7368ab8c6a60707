/**
 * The passphrase, kept by the system's own key store, where the system has one: a convenience and nothing more. Guards: what lies in the profile
 * is sealed by that store and opens on this laptop and account alone; the passphrase by itself always opens the keys, with or without it.
 */
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWholeFile } from '../files/write-whole-file.ts'

/** Of the system: DPAPI, the Keychain, a secret service. Null where there is none that protects anything. */
export interface KeyStore {
  readonly seal: (text: string) => Uint8Array
  /** Throws where it was sealed by another account, or the store was reset. */
  readonly open: (sealed: Uint8Array) => string
}

export interface RememberedPassphrase {
  readonly state: () => Promise<'unavailable' | 'offered' | 'remembered'>
  readonly keep: (passphrase: string) => Promise<void>
  /** Null where nothing is kept, or it does not open any more; then it is forgotten. */
  readonly read: () => Promise<string | null>
  readonly forget: () => Promise<void>
}

export function rememberedPassphrase(profile: string, store: KeyStore | null): RememberedPassphrase {
  const path = join(profile, 'passphrase.sealed')
  const sealed = () => readFile(path).catch(() => null)
  const forget = () => rm(path, { force: true })
  return {
    state: async () => (!store ? 'unavailable' : (await sealed()) ? 'remembered' : 'offered'),
    keep: async (passphrase) => {
      if (store) await writeWholeFile(path, store.seal(passphrase))
    },
    read: async () => {
      const bytes = store ? await sealed() : null
      if (!store || !bytes) return null
      try {
        return store.open(new Uint8Array(bytes))
      } catch {
        await forget()
        return null
      }
    },
    forget
  }
}
