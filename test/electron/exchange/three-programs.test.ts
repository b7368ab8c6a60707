/**
 * The program of last year, of today and of next year on one share, each built from its own sources (D4). Last year's knows no papers and no
 * next step of a commitment; next year's adds a kind, a field, an element to each entry and a word to each segment's header.
 */

import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { RecordId } from '#shared/domain/record.ts'
import { readyEngine } from '../../../electron/services/sample/ready-engine.ts'
import type { Laptop } from '../../support/laptop.ts'
import { buildProgram, type Program, type Rewriting } from '../../support/other-programs.ts'
import { foundOffice, joining, reopened } from '../../support/sealed-office.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const lastYear: readonly Rewriting[] = [
  ['shared/domain/record.ts', "  'paper',\n", ''],
  ['shared/domain/registry.ts', '  paper: { schema: paperSchema', "  ['pape' + 'rs']: { schema: paperSchema"],
  ['shared/domain/commitment.ts', '  nextStep: unknownOr(longText),\n', '']
]
const nextYear: readonly Rewriting[] = [
  ['shared/domain/record.ts', "  'template'\n] as const", "  'template',\n  'budget'\n] as const"],
  [
    'shared/domain/registry.ts',
    '  approval: { schema: approvalSchema',
    '  budget: { schema: paperSchema, mergedTexts: new Set() },\n  approval: { schema: approvalSchema'
  ],
  [
    'shared/domain/commitment.ts',
    '  nextStep: unknownOr(longText),\n',
    '  nextStep: unknownOr(longText),\n  risk: unknownOr(shortText),\n'
  ],
  ['shared/sync/entry.ts', 'entry.record, entry.changes]', "entry.record, entry.changes, { reason: 'theo chỉ đạo' }]"],
  [
    'shared/sync/segment.ts',
    '    epoch: epoch.id,\n    salt:',
    "    epoch: epoch.id,\n    program: { version: '9.0.0' },\n    salt:"
  ]
]

const promise = 'commitment.cu-chuyen-gia' as RecordId
const budget = 'budget.doan-phap' as RecordId
const decision = 'paper.quyet-dinh-1' as RecordId

let older: Program
let newer: Program
let today: Program
beforeAll(async () => {
  await readyEngine()
  older = await buildProgram('last-year', lastYear)
  today = await buildProgram('today', [])
  newer = await buildProgram('next-year', nextYear)
})

type Edit = (program: Program, device: string) => { readonly changes: readonly Uint8Array[] }
const stamp = (device: string) => ({ device, session: '0123456789abcdef', author: 'Nguyễn Thị Lan', time: Date.UTC(2026, 1, 5) })

/** As the page does it, with the engine of the same program. */
async function write(laptop: Laptop, program: Program, record: RecordId, edit: Edit): Promise<void> {
  const { device, marks } = await laptop.get('session.describe', {})
  const { changes } = edit(program, device)
  const expectedNumber = marks.journaled + 1
  await laptop.get('journal.append', {
    expectedNumber,
    editId: `edit-${record.length}-${expectedNumber}`,
    record,
    changes: [...changes]
  })
}

/** Every record the page of this program would show. */
async function records(laptop: Laptop, program: Program) {
  const changes = new Map<RecordId, Uint8Array[]>()
  for (const { record, changes: added, refused } of await laptop.entries())
    if (!refused && program.isRecordId(record)) changes.set(record, [...(changes.get(record) ?? []), ...added])
  return new Map(Array.from(changes, ([record, all]) => [record, program.mergeChanges(record, null, all)]))
}
const shown = async (laptop: Laptop, program: Program, record: RecordId) => (await records(laptop, program)).get(record)?.row
const changing =
  (document: Uint8Array, field: string, value: string): Edit =>
  (program, device) =>
    program.editRecord(promise, document, [{ op: 'set', field, value }], stamp(device))

async function threeLaptops() {
  const office = await foundOffice('Nguyễn Thị Lan', { program: today })
  const last = await joining(office, 'Trần Văn Minh', 'officer', older)
  const next = await joining(office, 'Lê Thị Hoa', 'officer', newer)
  const all = [office.founder, last, next]
  const meet = async () => {
    for (const laptop of [...all, ...all, ...all]) await laptop.get('exchange.run', {})
  }
  return { office, here: office.founder, last, next, all, meet }
}

describe('on one share, the programs of three years', () => {
  test('take in all of each other’s work, and put nothing of it aside', async () => {
    const { all, here, last, next, meet } = await threeLaptops()
    await write(next, newer, budget, (program, device) => program.createRecord(budget, { title: 'Dự toán' }, stamp(device)))
    await write(here, today, decision, (program, device) =>
      program.createRecord(decision, { title: 'Quyết định' }, stamp(device))
    )
    await write(last, older, promise, (program, device) =>
      program.createRecord(promise, { title: 'Cử chuyên gia' }, stamp(device))
    )
    await meet()
    const held = await Promise.all(
      all.map(async (one) => (await one.entries()).map(({ device, number, record }) => [device, number, record]))
    )
    expect(new Set(held.map((entries) => JSON.stringify(entries.sort()))).size).toBe(1)
    expect(held[0]).toHaveLength(3)
    for (const one of all) expect((await one.get('exchange.status', {})).quarantine).toEqual([])
  })

  test('keep a field that they do not know, whoever edits the record', async () => {
    const { here, last, next, meet } = await threeLaptops()
    await write(next, newer, promise, (program, device) =>
      program.createRecord(promise, { title: 'Cử chuyên gia', nextStep: 'Nhắc lại', risk: 'Chậm kinh phí' }, stamp(device))
    )
    await meet()
    for (const [laptop, program, title] of [
      [last, older, 'Cử hai chuyên gia'],
      [here, today, 'Cử ba chuyên gia']
    ] as const) {
      const document = (await records(laptop, program)).get(promise)?.document as Uint8Array
      await write(laptop, program, promise, changing(document, 'title', title))
      await meet()
    }
    expect(await shown(last, older, promise)).toMatchObject({ data: { title: 'Cử ba chuyên gia' } })
    expect(await shown(here, today, promise)).toMatchObject({ data: { title: 'Cử ba chuyên gia', nextStep: 'Nhắc lại' } })
    expect(await shown(next, newer, promise)).toMatchObject({
      data: { title: 'Cử ba chuyên gia', nextStep: 'Nhắc lại', risk: 'Chậm kinh phí' }
    })
  })

  test('hold what they cannot show, and the next program on the same laptop shows it', async () => {
    const { here, last, next, meet } = await threeLaptops()
    await write(next, newer, budget, (program, device) => program.createRecord(budget, { title: 'Dự toán' }, stamp(device)))
    await write(here, today, decision, (program, device) =>
      program.createRecord(decision, { title: 'Quyết định' }, stamp(device))
    )
    await meet()
    expect(await shown(here, today, budget)).toBeUndefined()
    expect(await shown(last, older, decision)).toBeUndefined()
    for (const [laptop, program] of [
      [here, newer],
      [last, newer]
    ] as const) {
      await laptop.close()
      const updated = await reopened(laptop, { program })
      expect(await shown(updated, program, budget)).toMatchObject({ data: { title: 'Dự toán' } })
      expect(await shown(updated, program, decision)).toMatchObject({ data: { title: 'Quyết định' } })
      await updated.close()
    }
  })

  test('hand on what they cannot read to a laptop that can, when its writer is gone and the share was wiped', async () => {
    const { office, last, next, meet } = await threeLaptops()
    await write(next, newer, budget, (program, device) => program.createRecord(budget, { title: 'Dự toán' }, stamp(device)))
    await meet()
    await next.close()
    for (const path of await readdir(office.share, { recursive: true }))
      if (path.endsWith('.seg')) await rm(join(office.share, path))
    const laptop = await joining(office, 'Phạm Thu', 'officer', newer)
    await last.get('exchange.run', {})
    await laptop.get('exchange.run', {})
    expect(await shown(laptop, newer, budget)).toMatchObject({ data: { title: 'Dự toán' } })
  })
})
