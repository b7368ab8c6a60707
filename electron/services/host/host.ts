/**
 * The host: every call of the bridge answered, without a word of Electron. The Electron window, the loopback preview and the tests
 * all stand on this one.
 */
import { join, resolve } from 'node:path'
import { fail, type Handlers, ok, type Push, type Session } from '#shared/bridge/contract.ts'
import { mayChange } from '#shared/sync/roles.ts'
import { openedFolderIn } from '../attachments/opened-folder.ts'
import { createDocumentExports } from '../documents/document-exports.ts'
import { errorCode } from '../files/error-code.ts'
import { ownDiskFailure } from '../files/own-disk-failure.ts'
import { type PassphraseCost, passphraseFloor } from '../keys/laptop-keys.ts'
import { type KeyStore, rememberedPassphrase } from '../keys/remembered-passphrase.ts'
import { profileFolders } from '../profile/profile.ts'
import { openQuarantine } from '../quarantine/quarantine.ts'
import type { PackLimits } from '../replica/pack-own.ts'
import { buildSampleSegment, SampleInvalid } from '../sample/sample-office.ts'
import { openSettings } from '../settings/settings-store.ts'
import { attachmentHandlers } from './attachment-handlers.ts'
import { startAutoExchange } from './auto-exchange.ts'
import { checkpointHandlers } from './checkpoint-handlers.ts'
import { holdDesk } from './desk-holder.ts'
import { officeHandlers } from './office-handlers.ts'
import { rosterHandlers } from './roster-handlers.ts'

/** What only the surroundings can do: a desktop shell, or nothing of the kind. */
export interface Desktop {
  readonly shell: Session['shell']
  readonly chooseFolder: () => Promise<string | null>
  readonly open: (path: string, reveal: boolean) => Promise<void>
  /** Where the system offers one that protects anything. */
  readonly keyStore?: () => KeyStore | null
}

export interface HostOptions {
  readonly profile: string
  readonly sampleFolder: string
  readonly version: string
  readonly desktop: Desktop
  readonly now: () => number
  /** Work that a passphrase costs; never less than this is accepted. Tests that are not about it ask for little. */
  readonly passphraseCost?: PassphraseCost
  /** When a laptop packs its segments; tests need not write hundreds. */
  readonly packLimits?: PackLimits
  /** How often an exchange begins by itself; without it, only when somebody asks. */
  readonly exchangeEveryMs?: number
}

export interface Host {
  readonly handlers: Handlers
  readonly listen: (listener: (push: Push) => void) => () => void
  readonly close: () => Promise<void>
}

export async function openHost(options: HostOptions): Promise<Host> {
  const folders = profileFolders(resolve(options.profile))
  const listeners = new Set<(push: Push) => void>()
  const push = (message: Push) => {
    for (const listener of listeners) listener(message)
  }
  const quarantine = openQuarantine(folders.quarantine, options.now)
  const opened = await openedFolderIn(folders.root)
  const holder = await holdDesk({ folders, quarantine, now: options.now, push, packLimits: options.packLimits })
  const settings = await openSettings(folders.root)
  const auto = options.exchangeEveryMs ? startAutoExchange(holder.exchangeQuietly, options.exchangeEveryMs) : null
  const documentsFolder = () => settings.read().documentsFolder || folders.documents
  const exported = new Set<string>()
  /** Where to write: the folder named now, else the one in the settings; only the usual one may be made. */
  const into = (folder: string) => ({
    folder: folder || documentsFolder(),
    mayMakeFolder: folder === '' && settings.read().documentsFolder === ''
  })
  const tellOthers = () => {
    holder.tell()
    if (holder.desk()?.exchange.shareFolder()) void holder.exchange()
  }

  const remembered = rememberedPassphrase(folders.root, options.desktop.keyStore?.() ?? null)

  const handlers: Handlers = {
    ...officeHandlers({
      folders,
      holder,
      person: () => settings.read().author,
      cost: options.passphraseCost ?? passphraseFloor,
      remembered
    }),
    ...rosterHandlers(holder.desk, tellOthers),
    ...attachmentHandlers({
      desk: holder.desk,
      opened,
      openFile: (path) => options.desktop.open(path, false),
      documents: () => ({ folder: documentsFolder(), mayMake: settings.read().documentsFolder === '' }),
      saved: (path) => exported.add(path)
    }),
    'session.describe': async () => {
      const desk = holder.desk()
      const locked = { id: '', name: '', sample: false, sealed: true }
      return ok({
        device: holder.device(),
        office: desk ? desk.replica.office() : locked,
        access: desk ? desk.access() : { state: 'locked' as const },
        generation: desk?.replica.generation() ?? 0,
        settings: settings.read(),
        positions: desk?.ledger.positions() ?? {},
        marks: desk?.exchange.marks() ?? { journaled: 0, onShare: 0, seenBy: {} },
        version: options.version,
        shell: options.desktop.shell,
        keyStore: await remembered.state(),
        profileFolder: folders.root,
        documentsFolder: documentsFolder()
      })
    },
    ...checkpointHandlers(holder.desk),
    'settings.change': async (part) => ok(await settings.change(part)),
    'sample.open': async () => {
      const desk = holder.desk()
      if (!desk) return fail('locked')
      try {
        const sample = await buildSampleSegment(options.sampleFolder)
        const office = desk.replica.office()
        if (office && office.id !== sample.office.id) return fail('office-exists')
        if (!office) await desk.replica.adopt(sample.office)
        await desk.replica.accept(sample.segment.name, sample.bytes)
        holder.tell()
        return ok(sample.office)
      } catch (error) {
        if (error instanceof SampleInvalid) return fail('sample-invalid', error.message)
        throw error
      }
    },
    'journal.append': async ({ expectedNumber, ...entry }) => {
      const desk = holder.desk()
      if (!desk) return fail('locked')
      const access = desk.access()
      if (access.state === 'none') return fail('no-office')
      if (access.state === 'waiting') return fail('not-a-member')
      if (access.state === 'revoked') return fail('revoked')
      if (access.state === 'member' && !mayChange(access.role, entry.record)) return fail('role-not-allowed')
      try {
        const appended = await desk.ledger.append(expectedNumber, {
          ...entry,
          author: settings.read().author,
          time: options.now()
        })
        if (appended === null) return fail('journal-moved')
        holder.tell()
        return ok(appended)
      } catch (error) {
        return fail(ownDiskFailure(error), errorCode(error))
      }
    },
    'journal.since': async ({ positions, limit }) => {
      const desk = holder.desk()
      return desk ? ok(await desk.ledger.since(positions, limit)) : fail('locked')
    },
    'exchange.inspect': async ({ path }) => {
      const desk = holder.desk()
      return desk ? ok((await desk.exchange.inspect(path)).state) : fail('locked')
    },
    'exchange.connect': async ({ path, setUp }) => {
      const desk = holder.desk()
      return desk ? desk.exchange.connect(path, setUp) : fail('locked')
    },
    'exchange.disconnect': async () => {
      const desk = holder.desk()
      if (!desk) return fail('locked')
      await desk.exchange.disconnect()
      return ok(null)
    },
    'exchange.run': ({ folder }) => holder.exchange(folder),
    'exchange.prepare': async ({ folder }) => {
      const desk = holder.desk()
      return desk ? desk.exchange.prepare(folder) : fail('locked')
    },
    'exchange.preview': async ({ folder }) => {
      const desk = holder.desk()
      return desk ? desk.exchange.preview(folder) : fail('locked')
    },
    'exchange.cancel': async () => {
      holder.desk()?.exchange.cancel()
      return ok(null)
    },
    'exchange.status': async () => {
      const desk = holder.desk()
      return desk ? ok(await desk.exchange.status()) : fail('locked')
    },
    ...createDocumentExports({
      attachments: () => holder.desk()?.attachments ?? null,
      push,
      now: () => new Date(options.now()),
      into,
      saved: (path) => exported.add(path)
    }),
    'shell.open': async ({ path, reveal }) => {
      // Only what was exported in this run: a page must not be able to start any file.
      if (!exported.has(path)) return fail('not-available')
      try {
        await options.desktop.open(path, reveal)
        return ok(null)
      } catch {
        return fail('not-available')
      }
    },
    'shell.chooseFolder': async () => ok({ path: await options.desktop.chooseFolder() })
  }
  return {
    handlers,
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => {
      auto?.stop()
      await holder.close()
      await opened.wipe()
    }
  }
}

export const sampleFolderIn = (resources: string) => join(resources, 'sample-office')
