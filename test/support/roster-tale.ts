/**
 * A roster told statement by statement, as its authors' programs would write them and as a changed program might: any author may say
 * anything, knowing whatever it is told to know. Real keys, real files; no disk.
 */
import { createHash } from 'node:crypto'
import { bytesToHex } from '#shared/sync/bytes.ts'
import type { Signer } from '#shared/sync/crypto-port.ts'
import { sealedIdentity } from '#shared/sync/replica-identity.ts'
import type { Role } from '#shared/sync/roles.ts'
import { evaluateRoster, type Roster } from '#shared/sync/roster.ts'
import type { OfficeRoot } from '#shared/sync/roster-judgement.ts'
import {
  buildStatement,
  readStatement,
  recoveryText,
  type Statement,
  type StatementBody,
  successionText
} from '#shared/sync/roster-statement.ts'
import { deviceOfKey } from '#shared/sync/signed-file.ts'
import { nodeCrypto, signerOf } from '../../electron/services/keys/node-crypto.ts'

/** Somebody with a key: a member, a stranger, or the printed key. */
export interface Author {
  readonly name: string
  readonly signer: Signer
  readonly device: string
}

/** A good age recipient; nothing in these tests opens what is sealed to it. */
export const someRecipient = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'

/** The same name has the same key in every run. */
export function author(name: string): Author {
  const signer = signerOf(createHash('sha256').update(`author ${name}`).digest())
  return { name, signer, device: deviceOfKey(signer.publicKey) }
}

const print = (text: string, digits: number) => createHash('sha256').update(text).digest('hex').slice(0, digits)
export const epochNamed = (name: string, number: number) => ({
  id: print(`epoch ${name}`, 16),
  number,
  check: print(`check ${name}`, 64)
})
const keyFile = '0'.repeat(64)

export interface Knowing {
  /** The statements the author builds on; all that were said so far unless told otherwise. */
  readonly knowing?: readonly Statement[]
  /** As a changed program would lie about them. */
  readonly sequence?: number
  readonly previous?: string | null
}

export interface Tale {
  readonly root: OfficeRoot
  readonly founder: Author
  readonly recovery: Author
  readonly found: Statement
  readonly all: () => readonly Statement[]
  readonly say: (who: Author, statement: StatementBody, how?: Knowing) => Statement
  readonly enrol: (who: Author, whom: Author, role: Role, how?: Knowing) => Statement
  readonly role: (who: Author, whom: Author, role: Role, afterSegment?: number, how?: Knowing) => Statement
  readonly revoke: (
    who: Author,
    whom: Author,
    how?: Knowing & { readonly afterSegment?: number; readonly sealedTo?: readonly Author[] }
  ) => Statement
  readonly epoch: (
    who: Author,
    sealedTo: readonly Author[],
    how?: Knowing & { readonly number?: number; readonly name?: string }
  ) => Statement
  readonly keys: (who: Author, whom: Author, how?: Knowing) => Statement
  readonly succeed: (
    who: Author,
    from: Author,
    how?: Knowing & { readonly dropped?: { readonly sequence: number; readonly hash: string } | null; readonly proof?: string }
  ) => Statement
  /** What follows from these statements; from all of them unless told otherwise. */
  readonly roster: (held?: readonly Statement[]) => Roster
}

export function tell(name = 'founder'): Tale {
  const founder = author(name)
  const recovery = author('recovery')
  const identity = sealedIdentity(founder.signer.publicKey, recovery.signer.publicKey, print(`nonce ${name}`, 32))
  const root = { id: identity.id, founder: identity.founder, recovery: identity.recovery }
  const said: Statement[] = []
  const pasts = new Map<string, ReadonlySet<Statement>>()
  const byHash = new Map<string, Statement>()
  let serial = 0

  const closure = (knowing: readonly Statement[]): Set<Statement> => {
    const known = new Set<Statement>()
    for (const one of knowing) {
      known.add(one)
      for (const older of pasts.get(one.hash) ?? []) known.add(older)
    }
    return known
  }
  const say: Tale['say'] = (who, statement, how = {}) => {
    const known = closure(how.knowing ?? said)
    const own = Array.from(known).filter((one) => one.header.device === who.device)
    const before = own.sort((a, b) => a.header.sequence - b.header.sequence).at(-1)
    const followed = new Set(Array.from(known).flatMap((one) => [...one.header.parents, one.header.previous ?? '']))
    const built = buildStatement(
      {
        office: root.id,
        sequence: how.sequence ?? (before?.header.sequence ?? 0) + 1,
        previous: how.previous === undefined ? (before?.hash ?? null) : how.previous,
        parents: Array.from(known, (one) => one.hash).filter((hash) => !followed.has(hash)),
        statement,
        names: null
      },
      who.signer,
      null,
      nodeCrypto
    )
    const reading = readStatement(built.name, built.bytes, root.id, nodeCrypto)
    if (!reading.ok)
      throw new Error(`${statement.kind} of ${who.name} does not read: ${reading.fault.reason} ${reading.fault.detail}`)
    // Word for word the same, knowing the same: the same file.
    const same = byHash.get(reading.value.hash)
    if (same) return same
    said.push(reading.value)
    byHash.set(reading.value.hash, reading.value)
    const past = closure(how.knowing ?? said.slice(0, -1))
    const previous = reading.value.header.previous
    const older = previous ? byHash.get(previous) : undefined
    if (older) for (const one of closure([older])) past.add(one)
    pasts.set(reading.value.hash, past)
    return reading.value
  }
  const newEpoch = (number: number, called?: string) => {
    serial += 1
    return epochNamed(called ?? `${name} ${serial}`, number)
  }
  const found = say(founder, {
    kind: 'found',
    sealTo: someRecipient,
    recovery: {
      signer: recovery.signer.publicKey,
      sealTo: someRecipient,
      proof: bytesToHex(recovery.signer.sign(recoveryText(root.id)))
    },
    epoch: newEpoch(1),
    keyFile
  })
  const devices = (authors: readonly Author[]) => authors.map(({ device }) => device)
  return {
    root,
    founder,
    recovery,
    found,
    all: () => said,
    say,
    enrol: (who, whom, role, how) =>
      say(who, { kind: 'enrol', device: whom.device, signer: whom.signer.publicKey, sealTo: someRecipient, role, keyFile }, how),
    role: (who, whom, role, afterSegment = 0, how = {}) =>
      say(who, { kind: 'role', device: whom.device, role, afterSegment }, how),
    revoke: (who, whom, how = {}) => {
      const known = closure(how.knowing ?? said)
      const { afterSegment = 0, sealedTo = [founder] } = how
      const numbers = Array.from(known).flatMap(({ body }) =>
        body.kind === 'found' || body.kind === 'revoke' || body.kind === 'epoch' ? [body.epoch.number] : []
      )
      const epoch = newEpoch(Math.max(0, ...numbers) + 1)
      return say(who, { kind: 'revoke', device: whom.device, afterSegment, epoch, keyFile, sealedTo: devices(sealedTo) }, how)
    },
    epoch: (who, sealedTo, how = {}) =>
      say(who, { kind: 'epoch', epoch: newEpoch(how.number ?? 2, how.name), keyFile, sealedTo: devices(sealedTo) }, how),
    keys: (who, whom, how) => say(who, { kind: 'keys', device: whom.device, keyFile }, how),
    succeed: (who, from, how = {}) =>
      say(
        who,
        {
          kind: 'succeed',
          from: from.device,
          fromSigner: from.signer.publicKey,
          sealTo: someRecipient,
          dropped: how.dropped ?? null,
          proof: how.proof ?? bytesToHex(from.signer.sign(successionText(root.id, who.signer.publicKey)))
        },
        how
      ),
    roster: (held = said) => evaluateRoster(root, held)
  }
}
