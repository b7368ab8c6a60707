/**
 * The roster as this laptop holds it: statements, sealed keys and requests in the replica's folder, what follows from them, and the
 * office's data keys as far as they were given to this laptop. Guards: a data key counts only when it is the one the roster names.
 */
import { bytesToHex, hashOf, isNamedBy } from '#shared/sync/bytes.ts'
import type { CryptoPort, EpochKey } from '#shared/sync/crypto-port.ts'
import { type FileName, filePath, parseFilePath } from '#shared/sync/file-name.ts'
import type { FolderPort } from '#shared/sync/folder-port.ts'
import { type JoinRequest, readJoinRequest } from '#shared/sync/join-request.ts'
import {
  maxJoinRequestBytes,
  maxJoinRequests,
  maxKeyFileBytes,
  maxRosterCandidates,
  maxStatementBytes,
  maxVoidStatements
} from '#shared/sync/limits.ts'
import { currentRole, lineageOf } from '#shared/sync/member.ts'
import type { SealedIdentity } from '#shared/sync/replica-identity.ts'
import { type Epoch, evaluateRoster, type Roster } from '#shared/sync/roster.ts'
import {
  buildStatement,
  epochCheck,
  type Names,
  readNames,
  readStatement,
  type Statement,
  type StatementBody
} from '#shared/sync/roster-statement.ts'
import { bad, type Fault, type Reading } from '#shared/sync/signed-file.ts'
import { openEpochKeys, sealEpochKeys } from '../keys/key-file.ts'
import type { LaptopKeys } from '../keys/laptop-keys.ts'
import { nodeCrypto } from '../keys/node-crypto.ts'
import type { HeldFile } from '../replica/office-files.ts'

export type RosterAcceptance =
  | { readonly state: 'accepted' }
  | { readonly state: 'known' }
  /** Its place in the roster is not known yet. */
  | { readonly state: 'waits' }
  | { readonly state: 'rejected'; readonly fault: Fault }

export interface RosterStore {
  readonly identity: SealedIdentity
  readonly crypto: CryptoPort
  /** This laptop's own number; null where a share is looked at without keys. */
  readonly own: string | null
  readonly roster: () => Roster
  /** Changes whenever what may be read or taken in changes. */
  readonly print: () => string
  readonly keyOf: (epoch: string) => EpochKey | null
  /** Every data key that was given to this laptop. */
  readonly keys: () => readonly EpochKey[]
  readonly files: () => readonly FileName[]
  readonly held: () => readonly HeldFile[]
  readonly holds: (path: string) => boolean
  readonly accept: (name: FileName, bytes: Uint8Array) => Promise<RosterAcceptance>
  readonly bytesOf: (name: FileName) => Promise<Uint8Array>
  /** Files of the roster that were not right when it was opened. */
  readonly faults: () => readonly { readonly file: string; readonly bytes: Uint8Array | null; readonly fault: Fault }[]
  /** Who a laptop belongs to; null where that cannot be read here. */
  readonly namesOf: (device: string) => Names | null
  readonly officeName: () => string
  readonly requests: () => readonly JoinRequest[]
  /** Reads a statement without keeping it: what is new may have to be prepared for. */
  readonly peek: (name: FileName, bytes: Uint8Array) => Statement | null
  /**
   * The old key of a laptop that goes on under a new one vouches for it. Said when it was cut off before, or did not count because the old
   * number was not in the office for a while.
   */
  readonly announceSuccession: () => Promise<void>
  /** Members to whom a key file was sealed that is not here: it may be lost. */
  readonly withoutKeyFile: () => ReadonlySet<string>
  /** This laptop made the key, under this number or one before. */
  readonly isOwnWord: (epoch: Epoch) => boolean
  /** The file that brought this key is not here. */
  readonly missesKeyFile: (epoch: Epoch) => boolean
  /** Signs and keeps a statement; the names are sealed with the newest data key. */
  readonly say: (statement: StatementBody, names: Names | null, as?: Speaker | null) => Promise<void>
  /** The first statement of an office, with its first key. */
  readonly found: (statement: StatementBody, names: Names, epoch: EpochKey) => Promise<void>
  /** Seals data keys for the age recipients; answers what a statement names as `keyFile`. */
  readonly sealKeys: (keys: readonly EpochKey[], sealTo: readonly string[], as?: Speaker | null) => Promise<string>
  readonly keepRequest: (request: { readonly name: FileName; readonly bytes: Uint8Array }) => Promise<void>
  readonly makeEpoch: () => EpochKey
  /** Opens every key file with another age identity than this laptop's: the recovery key. */
  readonly openAllWith: (identity: string) => Promise<void>
  /** Opens what can be opened now; after files came in. */
  readonly refresh: () => Promise<void>
}

/** Whose name a statement is signed in: this laptop's, or the recovery key's. */
export type Speaker = Pick<LaptopKeys, 'device' | 'signer'>

const limits = { ros: maxStatementBytes, age: maxKeyFileBytes, join: maxJoinRequestBytes } as const
type RosterEnding = keyof typeof limits
export const isRosterFile = (name: FileName): name is FileName & { ending: RosterEnding } => name.ending in limits

type Giving = Exclude<StatementBody, { kind: 'role' | 'succeed' }>
const receivers = (body: Giving, author: string): readonly string[] =>
  body.kind === 'found' ? [author] : body.kind === 'enrol' || body.kind === 'keys' ? [body.device] : body.sealedTo

interface Candidate {
  readonly name: FileName
  readonly bytes: Uint8Array
  readonly statement: Statement | null
}

/** Without keys everything is checked and nothing is opened: for looking at a share from a terminal. */
export async function openRoster(folder: FolderPort, identity: SealedIdentity, keys: LaptopKeys | null): Promise<RosterStore> {
  const crypto = nodeCrypto
  const statements = new Map<string, Statement>()
  const keyFiles = new Map<string, FileName>()
  const held = new Map<string, HeldFile>()
  const requests = new Map<string, JoinRequest>()
  const keyring = new Map<string, EpochKey>()
  const opened = new Map<string, readonly EpochKey[]>()
  const faults: { file: string; bytes: Uint8Array | null; fault: Fault }[] = []
  const root = { id: identity.id, founder: identity.founder, recovery: identity.recovery }
  let roster = evaluateRoster(root, [])

  const hold = (name: FileName, bytes: Uint8Array, statement: Statement | null): void => {
    const fileHash = hashOf(bytes)
    held.set(filePath(name), { name, fileHash, sizeBytes: bytes.length })
    if (statement) statements.set(statement.hash, statement)
    else if (name.ending === 'age') keyFiles.set(fileHash, name)
  }
  /** What a file is, without keeping it. */
  const read = (name: FileName, bytes: Uint8Array): Reading<{ statement: Statement | null; request: JoinRequest | null }> => {
    switch (name.ending) {
      case 'ros': {
        const reading = readStatement(name, bytes, identity.id, crypto)
        return reading.ok ? { ok: true, value: { statement: reading.value, request: null } } : reading
      }
      case 'join': {
        const reading = readJoinRequest(name, bytes, identity.id, crypto)
        return reading.ok ? { ok: true, value: { statement: null, request: reading.value } } : reading
      }
      case 'age':
        if (bytes.length > maxKeyFileBytes) return bad('too-large', `${bytes.length} bytes`)
        if (!isNamedBy(bytes, name.hash)) return bad('altered', 'the contents do not match the name')
        return { ok: true, value: { statement: null, request: null } }
      default:
        return bad('foreign-name', name.ending)
    }
  }

  /**
   * Statements and key files whose place in the roster is not known. Anybody who can write to a share can make any number of them: they stay
   * in memory, the latest only, until a statement that counts, or a member, stands behind them, or it was said by somebody who might.
   */
  const candidates = new Map<string, Candidate>()
  const wait = (name: FileName, bytes: Uint8Array, statement: Statement | null): void => {
    candidates.set(filePath(name), { name, bytes, statement })
    const oldest = candidates.keys().next()
    if (candidates.size > maxRosterCandidates && !oldest.done) candidates.delete(oldest.value)
  }
  /** Somebody of whom the roster says nothing: what they write is worked out with the rest, not at once. */
  const isStranger = (statement: Statement | null): boolean => {
    if (!statement) return false
    const { header, body } = statement
    const isRoot = header.signer === identity.founder || header.signer === identity.recovery
    return !isRoot && body.kind !== 'succeed' && !roster.members.has(header.device)
  }
  const takeRequest = (request: JoinRequest, bytes: Uint8Array): void => {
    requests.set(request.device, request)
    held.set(filePath(request.name), { name: request.name, fileHash: hashOf(bytes), sizeBytes: bytes.length })
    const [oldest] = Array.from(requests.values()).filter((one) => one.device !== keys?.device)
    if (requests.size <= maxJoinRequests || !oldest) return
    requests.delete(oldest.device)
    held.delete(filePath(oldest.name))
  }
  const files = () => Array.from(held.values(), (one) => one.name)
  const bytesOf = async (name: FileName & { ending: RosterEnding }) => {
    const bytes = await folder.read(filePath(name), limits[name.ending])
    if (!bytes) throw Object.assign(new Error(`gone: ${filePath(name)}`), { code: 'ENOENT' })
    return bytes
  }

  /** Key files of statements that count, and among them those that were made for this laptop. */
  const openKeys = async (): Promise<void> => {
    if (!keys) return
    const mine = new Set([keys.device, ...(keys.succession?.former ?? [])])
    for (const { hash, body, header } of statements.values()) {
      if (body.kind === 'role' || body.kind === 'succeed') continue
      const name = keyFiles.get(body.keyFile)
      const to = receivers(body, header.device)
      if (!name || !isRosterFile(name) || !roster.wasSaid(hash) || !to.some((device) => mine.has(device))) continue
      if (!opened.has(body.keyFile))
        opened.set(body.keyFile, (await openEpochKeys(identity.id, await bytesOf(name), keys.identities)) ?? [])
      // Again each time: the statement that names a key may come after the one that brings it.
      takeKeys(opened.get(body.keyFile) ?? [])
    }
  }
  const takeKeys = (given: readonly EpochKey[]) => {
    for (const one of given) {
      const named = roster.epochs.get(one.id)
      // Whoever seals another key under a known number would split the office in two.
      if (named && named.number === one.number && epochCheck(one.key) === named.check) keyring.set(one.id, one)
    }
  }
  /** Those that a statement which counts, or a member, stands behind. */
  const promote = (trial: Roster): Candidate[] => {
    const named = new Set(
      [...statements.values(), ...Array.from(candidates.values()).flatMap((one) => one.statement ?? [])]
        .filter((one) => trial.wasSaid(one.hash))
        .flatMap(({ body }) => (body.kind === 'role' || body.kind === 'succeed' ? [] : [body.keyFile]))
    )
    const isKnown = (hash: string) => trial.knows(hash)
    let room = maxVoidStatements - roster.refused.length
    /** Said in good faith by somebody who was put out without knowing: what others wrote meanwhile names it. */
    const hasRoom = (hash: string) => trial.wasSaid(hash) && room-- > 0
    return Array.from(candidates.values()).filter(({ name, bytes, statement }) =>
      statement
        ? trial.isValid(statement.hash) ||
          (isKnown(statement.hash) && (trial.members.has(name.device) || hasRoom(statement.hash)))
        : named.has(hashOf(bytes))
    )
  }
  const refresh = async () => {
    for (;;) {
      const waiting = Array.from(candidates.values()).flatMap((one) => one.statement ?? [])
      const trial = evaluateRoster(root, [...statements.values(), ...waiting])
      const promoted = promote(trial)
      for (const { name, bytes, statement } of promoted) {
        await folder.write(filePath(name), bytes)
        candidates.delete(filePath(name))
        hold(name, bytes, statement)
      }
      if (promoted.length > 0) continue
      roster = { ...evaluateRoster(root, Array.from(statements.values())), waiting: trial.waiting }
      break
    }
    await openKeys()
  }

  for (const file of await folder.list()) {
    const name = file.isLink ? null : parseFilePath(file.path)
    if (!name || !isRosterFile(name)) continue
    const bytes = await folder.read(file.path, limits[name.ending]).catch(() => null)
    const reading = bytes ? read(name, bytes) : bad('not-readable', '')
    if (!reading.ok || !bytes)
      faults.push({ file: file.path, bytes, fault: reading.ok ? { reason: 'not-readable', detail: '' } : reading.fault })
    else if (reading.value.request) takeRequest(reading.value.request, bytes)
    else hold(name, bytes, reading.value.statement)
  }
  await refresh()

  const keep = async (name: FileName, bytes: Uint8Array): Promise<void> => {
    const reading = read(name, bytes)
    if (!reading.ok) throw new Error(`own file was not accepted: ${reading.fault.reason}`)
    await folder.write(filePath(name), bytes)
    if (reading.value.request) takeRequest(reading.value.request, bytes)
    else hold(name, bytes, reading.value.statement)
  }
  const ownRow = (device: string) =>
    Array.from(statements.values())
      .filter((one) => one.header.device === device)
      .sort((a, b) => a.header.sequence - b.header.sequence)
  const speak = async (statement: StatementBody, names: Names | null, epochKey: EpochKey | null, as: Speaker | null) => {
    if (!as) throw new Error('no keys to sign with')
    const row = ownRow(as.device)
    const built = buildStatement(
      {
        office: identity.id,
        sequence: (row.at(-1)?.header.sequence ?? 0) + 1,
        previous: row.at(-1)?.hash ?? null,
        parents: roster.heads,
        statement,
        names
      },
      as.signer,
      epochKey,
      crypto
    )
    await keep(built.name, built.bytes)
    await refresh()
  }
  const namesOf = (device: string, seen: ReadonlySet<string> = new Set()): Names | null => {
    const member = roster.members.get(device)
    const statement = member ? statements.get(member.enrolledBy) : undefined
    const names = statement ? readNames(statement, (epoch) => keyring.get(epoch) ?? null, crypto) : null
    const before = member?.predecessor
    return names ?? (before && !seen.has(before) ? namesOf(before, new Set([...seen, device])) : null)
  }

  const say: RosterStore['say'] = (statement, names, as = keys) => {
    const epochKey = roster.current ? keyring.get(roster.current.id) : undefined
    return speak(statement, names, epochKey ?? null, as)
  }

  return {
    identity,
    crypto,
    own: keys?.device ?? null,
    roster: () => roster,
    // What does not count may be what a segment names.
    print: () => [statements.size, ...[...roster.heads].sort(), ...Array.from(keyring.keys()).sort()].join(' '),
    keyOf: (epoch) => keyring.get(epoch) ?? null,
    keys: () => Array.from(keyring.values()),
    files,
    held: () => Array.from(held.values()),
    holds: (path) => held.has(path),
    accept: async (name, bytes) => {
      const path = filePath(name)
      if (held.has(path)) return { state: 'known' }
      const reading = read(name, bytes)
      if (!reading.ok) return { state: 'rejected', fault: reading.fault }
      if (!reading.value.request) {
        wait(name, bytes, reading.value.statement)
        if (!isStranger(reading.value.statement)) await refresh()
        return held.has(path) ? { state: 'accepted' } : { state: 'waits' }
      }
      await folder.write(path, bytes)
      takeRequest(reading.value.request, bytes)
      return { state: 'accepted' }
    },
    bytesOf: (name) => {
      if (!isRosterFile(name)) throw new RangeError(`no file of the roster: ${filePath(name)}`)
      return bytesOf(name)
    },
    faults: () => faults,
    namesOf: (device) => namesOf(device),
    officeName: () => {
      const founding = Array.from(statements.values()).find((one) => one.body.kind === 'found')
      const names = founding ? readNames(founding, (epoch) => keyring.get(epoch) ?? null, crypto) : null
      return names?.office ?? ''
    },
    requests: () => Array.from(requests.values()).filter((one) => roster.members.get(one.device)?.isStruck ?? true),
    peek: (name, bytes) => {
      const reading = readStatement(name, bytes, identity.id, crypto)
      return reading.ok ? reading.value : null
    },
    say,
    announceSuccession: async () => {
      const { members } = roster
      if (!keys?.succession || members.get(keys.device)?.isStruck === false) return
      if (currentRole(members.get(keys.succession.from)) === null) return
      const { from, fromSigner, proof, dropped } = keys.succession
      await say({ kind: 'succeed', from, fromSigner, proof, dropped, sealTo: keys.sealTo }, null)
    },
    withoutKeyFile: () => {
      const valid = Array.from(statements.values()).filter(({ hash }) => roster.isValid(hash))
      const givenAgain = (device: string, hash: string) =>
        valid.some(
          (one) =>
            one.body.kind === 'keys' &&
            one.body.device === device &&
            keyFiles.has(one.body.keyFile) &&
            roster.includes([one.hash], hash)
        )
      return new Set(
        valid.flatMap(({ hash, header, body }) => {
          if (body.kind === 'role' || body.kind === 'succeed' || keyFiles.has(body.keyFile)) return []
          return receivers(body, header.device).filter((device) => !givenAgain(device, hash))
        })
      )
    },
    isOwnWord: ({ statement }) => {
      const author = statements.get(statement)?.header.device
      return keys !== null && author !== undefined && lineageOf(roster.members, keys.device).includes(author)
    },
    missesKeyFile: ({ statement }) => {
      const body = statements.get(statement)?.body
      return body !== undefined && body.kind !== 'role' && body.kind !== 'succeed' && !keyFiles.has(body.keyFile)
    },
    found: (statement, names, epochKey) => speak(statement, names, epochKey, keys),
    sealKeys: async (given, sealTo, as: Speaker | null = keys) => {
      if (!as) throw new Error('no keys to sign with')
      const { recovery } = roster
      const bytes = await sealEpochKeys(identity.id, given, recovery ? [...sealTo, recovery.sealTo] : sealTo)
      const sequence =
        Math.max(
          0,
          ...files()
            .filter((one) => one.ending === 'age' && one.device === as.device)
            .map((one) => one.sequence)
        ) + 1
      const hash = hashOf(bytes)
      await keep({ device: as.device, sequence, hash: hash.slice(0, 32), ending: 'age' }, bytes)
      return hash
    },
    keepRequest: ({ name, bytes }) => keep(name, bytes),
    makeEpoch: () => ({
      id: bytesToHex(crypto.random(8)),
      // As others count, who do not know what turned out to be void.
      number: Math.max(0, ...Array.from(roster.epochs.values(), (one) => (one.isVoid ? 0 : one.number))) + 1,
      key: crypto.random(32)
    }),
    openAllWith: async (ageIdentity) => {
      for (const name of keyFiles.values()) {
        if (!isRosterFile(name)) continue
        takeKeys((await openEpochKeys(identity.id, await bytesOf(name), [ageIdentity])) ?? [])
      }
    },
    refresh
  }
}
