/** The office of one schedule: its people and their laptops, the shares between them, and the book of what was promised to whom. */
import type { RecordId } from '#shared/domain/record.ts'
import type { Role } from '#shared/sync/roles.ts'
import { type Dice, seededDice } from './dice.ts'
import { type Machine, newMachine } from './machine.ts'
import { copyDisk, type Disk, diskWith } from './memory-disk.ts'
import { mount, unmountAll } from './mounts.ts'
import { newPace, type Pace } from './pace.ts'
import { copyPage, newPage, type Page } from './page.ts'
import { newShare, type Share } from './shares.ts'

export interface Person {
  readonly machine: Machine
  readonly author: string
  page: Page
  /** Every number this laptop has had. */
  readonly devices: Set<string>
  readonly backups: { readonly disk: Disk; readonly page: Page }[]
}

export interface Edit {
  readonly editId: string
  readonly record: RecordId
  readonly writer: Person
  /** Laptops the writer knew to be put out when it wrote. */
  readonly knewOut: ReadonlySet<string>
  /** Set when the laptop answered that it is saved. */
  acknowledged: boolean
  device: string
}

export type ViolationKind = 'lost' | 'diverged' | 'leaked' | 'read' | 'allowed' | 'page' | 'broken'
/** Not sure: the answer was lost, or was no. */
export function giveRole(office: OfficeOfSchedule, device: string, role: Role, isSure: boolean): void {
  office.everGiven.set(device, (office.everGiven.get(device) ?? new Set()).add(role))
  if (isSure) office.given.set(device, role)
  else office.given.delete(device)
}

export interface Violation {
  readonly kind: ViolationKind
  readonly text: string
}

export interface Tally {
  faults: number
  kills: number
}

export interface OfficeOfSchedule {
  readonly dice: Dice
  readonly pace: Pace
  readonly people: Person[]
  readonly office: Share
  readonly stick: Share
  /** Where planted links lead. */
  readonly outside: Disk
  readonly edits: Map<string, Edit>
  /** Acknowledged, and not gone with the only disk that held it. */
  readonly mustSurvive: Set<string>
  /** Numbers that somebody was told to put out. */
  readonly putOut: Set<string>
  /** The last role an administrator gave to a number, and every one that may have been given to it. */
  readonly given: Map<string, Role>
  readonly everGiven: Map<string, Set<Role>>
  readonly plaintexts: Set<string>
  readonly violations: Violation[]
  readonly log: string[]
  readonly tally: Tally
  /** Off: everything goes well. */
  readonly trouble: { on: boolean }
  readonly say: (line: string) => void
  readonly violate: (kind: ViolationKind, text: string) => void
  readonly addPerson: (from?: Person) => Person
  /** Time goes by for everybody. */
  readonly wait: (milliseconds: number) => void
}

export function newOffice(seed: number): OfficeOfSchedule {
  unmountAll()
  const dice = seededDice(seed)
  const listingDice = seededDice(seed, 'listing')
  const pace = newPace()
  const office = newShare('office', false)
  const stick = newShare('stick', dice.hits(30))
  const outside = diskWith('secret')
  mount({
    point: '/sim/outside',
    disk: () => outside,
    gate: () => null,
    listing: (_, names) => names,
    isHidden: () => false,
    turn: () => null
  })
  const log: string[] = []
  const violations: Violation[] = []
  const tally = { faults: 0, kills: 0 }
  const people: Person[] = []
  let time = Date.UTC(2026, 10, 23, 8)

  const happened = (what: 'kill' | 'fault') => {
    if (what === 'kill') tally.kills += 1
    else tally.faults += 1
  }
  const addPerson = (from?: Person): Person => {
    const name = `m${people.length + 1}`
    const machine = newMachine({
      name,
      ...(from && { disk: copyDisk(from.machine.disk) }),
      shares: [office, stick],
      time: () => {
        time += 1000
        return time
      },
      dice: listingDice,
      happened,
      turn: pace.turn,
      report: (error) => world.violate('broken', `${name}: an exception reached the bridge: ${stackOf(error)}`)
    })
    const session = Buffer.from(dice.bytes(8)).toString('hex')
    const person: Person = {
      machine,
      author: from?.author ?? `Nguyễn Thị Thử ${people.length + 1}`,
      page: from ? { ...copyPage(from.page), session } : newPage(session),
      devices: new Set(from?.devices),
      backups: from ? [...from.backups] : []
    }
    people.push(person)
    return person
  }
  const world: OfficeOfSchedule = {
    dice,
    pace,
    people,
    office,
    stick,
    outside,
    edits: new Map(),
    mustSurvive: new Set(),
    putOut: new Set(),
    given: new Map(),
    everGiven: new Map(),
    plaintexts: new Set(),
    violations,
    log,
    tally,
    trouble: { on: false },
    say: (line) => void log.push(line),
    violate: (kind, text) => {
      log.push(`VIOLATED ${kind}: ${text}`)
      violations.push({ kind, text })
    },
    addPerson,
    wait: (milliseconds) => {
      time += milliseconds
    }
  }
  return world
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' | ') : String(error)
}
