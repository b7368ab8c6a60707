/**
 * The host: every call of the bridge answered, without a word of Electron. The Electron window, the loopback preview and the tests
 * all stand on this one.
 */
import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { fail, type Handlers, type Office, ok, type Push, type Session } from '#shared/bridge/contract.ts'
import { isTemporaryName } from '#shared/sync/segment-name.ts'
import { exportDocument } from '../documents/export-document.ts'
import { openExchange } from '../exchange/exchange-service.ts'
import { errorCode, isFull } from '../files/error-code.ts'
import { openLedger } from '../journal/ledger.ts'
import { openProfile, profileFolders } from '../profile/profile.ts'
import { openQuarantine } from '../quarantine/quarantine.ts'
import { folderOnDisk, removeTemporaries } from '../replica/folder-on-disk.ts'
import { openReplica } from '../replica/replica-store.ts'
import { buildSampleSegment, SampleInvalid } from '../sample/sample-office.ts'
import { openSettings } from '../settings/settings-store.ts'

/** What only the surroundings can do: a desktop shell, or nothing of the kind. */
export interface Desktop {
  readonly shell: Session['shell']
  readonly chooseFolder: () => Promise<string | null>
  readonly open: (path: string, reveal: boolean) => Promise<void>
}

export interface HostOptions {
  readonly profile: string
  readonly sampleFolder: string
  readonly version: string
  readonly desktop: Desktop
  readonly now: () => number
}

export interface Host {
  readonly handlers: Handlers
  readonly listen: (listener: (push: Push) => void) => () => void
  readonly close: () => Promise<void>
}

export async function openHost(options: HostOptions): Promise<Host> {
  const folders = profileFolders(resolve(options.profile))
  const { device } = await openProfile(folders)
  const settings = await openSettings(folders.root)
  const quarantine = openQuarantine(folders.quarantine, options.now)
  await removeTemporaries(folders.replica, isTemporaryName)
  const replica = await openReplica(folderOnDisk(folders.replica))
  for (const { file, bytes, fault } of replica.faults()) await quarantine.keep(file, bytes, fault)
  const ledger = await openLedger(folders.journal, device, replica, quarantine)
  const listeners = new Set<(push: Push) => void>()
  const push = (message: Push) => {
    for (const listener of listeners) listener(message)
  }
  const exchange = await openExchange({
    folder: folders.root,
    device,
    replica,
    ledger,
    quarantine,
    now: options.now,
    push,
    joined: () => push({ type: 'marks', marks: exchange.marks(), positions: ledger.positions() })
  })
  const tellMarks = () => push({ type: 'marks', marks: exchange.marks(), positions: ledger.positions() })
  const documentsFolder = () => settings.read().documentsFolder || folders.documents
  const exported = new Set<string>()

  const handlers: Handlers = {
    'session.describe': async () =>
      ok({
        device,
        office: replica.office(),
        settings: settings.read(),
        positions: ledger.positions(),
        marks: exchange.marks(),
        version: options.version,
        shell: options.desktop.shell,
        profileFolder: folders.root,
        documentsFolder: documentsFolder()
      }),
    'settings.change': async (part) => ok(await settings.change(part)),
    'office.create': async ({ name }) => {
      if (replica.office()) return fail('office-exists')
      const office: Office = { id: randomBytes(16).toString('hex'), name: name.trim().normalize('NFC'), sample: false }
      try {
        await replica.adopt(office)
        return ok(office)
      } catch (error) {
        if (errorCode(error) === 'EEXIST') return fail('office-exists')
        throw error
      }
    },
    'sample.open': async () => {
      try {
        const sample = await buildSampleSegment(options.sampleFolder)
        const office = replica.office()
        if (office && office.id !== sample.office.id) return fail('office-exists')
        if (!office) await replica.adopt(sample.office)
        await replica.accept(sample.segment.name, sample.bytes)
        tellMarks()
        return ok(sample.office)
      } catch (error) {
        if (error instanceof SampleInvalid) return fail('sample-invalid', error.message)
        throw error
      }
    },
    'journal.append': async ({ expectedNumber, ...entry }) => {
      if (!replica.office()) return fail('no-office')
      try {
        const appended = await ledger.append(expectedNumber, { ...entry, author: settings.read().author, time: options.now() })
        if (appended === null) return fail('journal-moved')
        tellMarks()
        return ok(appended)
      } catch (error) {
        return fail(isFull(errorCode(error)) ? 'disk-full' : 'journal-write-failed', errorCode(error))
      }
    },
    'journal.since': async ({ positions, limit }) => ok(await ledger.since(positions, limit)),
    'exchange.inspect': async ({ path }) => ok(await exchange.inspect(path)),
    'exchange.connect': ({ path, setUp }) => exchange.connect(path, setUp),
    'exchange.disconnect': async () => {
      await exchange.disconnect()
      return ok(null)
    },
    'exchange.run': () => exchange.run(),
    'exchange.cancel': async () => {
      exchange.cancel()
      return ok(null)
    },
    'exchange.status': async () => ok(await exchange.status()),
    'documents.export': async ({ model, format, fileName, folder }) => {
      const mayMakeFolder = folder === '' && settings.read().documentsFolder === ''
      const request = { model, format, fileName, folder: folder || documentsFolder(), mayMakeFolder }
      const result = await exportDocument(request, new Date(options.now()))
      if (result.ok) exported.add(result.value.path)
      return result
    },
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
    close: () => ledger.close()
  }
}

export const sampleFolderIn = (resources: string) => join(resources, 'sample-office')
