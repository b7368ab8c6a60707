/**
 * The sample office: records written from five articles, turned into one segment of a device of its own. The same input makes the same
 * bytes on every laptop, so two laptops that both open the sample hold one file and not two copies of everything.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Entry, Office } from '#shared/bridge/contract.ts'
import { EditRefused } from '#shared/domain/operation.ts'
import { type FieldValue, isRecordId } from '#shared/domain/record.ts'
import { createRecord } from '#shared/sync/engine.ts'
import { buildSegment } from '#shared/sync/segment.ts'
import { readyEngine } from './ready-engine.ts'

export const sampleDevice = '5a4d504c000000000000000000000000'
const sampleAuthor = 'Bộ dữ liệu mẫu'
const sampleTime = Date.UTC(2026, 10, 23)

/** `file`, `record`, `field` and `rule` say where a sample is wrong. */
export class SampleInvalid extends Error {
  constructor(file: string, record: string, field: string, rule: string) {
    super(`${file}: ${record}: ${field}: ${rule}`)
    this.name = 'SampleInvalid'
  }
}

const fileSchema = z.object({ records: z.array(z.looseObject({ id: z.string() })) })
const officeSchema = z.object({ id: z.string().regex(/^[0-9a-f]{32}$/), name: z.string().min(1).max(200) })

interface SampleRecord {
  readonly file: string
  readonly id: string
  readonly fields: Readonly<Record<string, FieldValue>>
}

export async function readSampleFiles(folder: string): Promise<{ office: Office; records: SampleRecord[] }> {
  const office = officeSchema.parse(await readJson(folder, 'office.json'))
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json') && name !== 'office.json').sort()
  const records: SampleRecord[] = []
  for (const file of files) {
    const parsed = fileSchema.safeParse(await readJson(folder, file))
    if (!parsed.success)
      throw new SampleInvalid(file, '', parsed.error.issues[0]?.path.join('.') ?? '', parsed.error.issues[0]?.message ?? '')
    for (const { id, ...fields } of parsed.data.records) records.push({ file, id, fields: fields as Record<string, FieldValue> })
  }
  return { office: { ...office, sample: true, sealed: false }, records }
}

async function readJson(folder: string, file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(folder, file), 'utf8'))
  } catch (error) {
    throw new SampleInvalid(file, '', '', error instanceof Error ? error.message : 'not readable')
  }
}

/** Throws `SampleInvalid`, naming the field and the rule, before anything is written. */
export async function buildSampleSegment(folder: string) {
  await readyEngine()
  const { office, records } = await readSampleFiles(folder)
  const seen = new Set<string>()
  const entries = records.map(({ file, id, fields }, index): Entry => {
    if (!isRecordId(id)) throw new SampleInvalid(file, id, 'id', 'not a record id')
    if (seen.has(id)) throw new SampleInvalid(file, id, 'id', 'used twice')
    seen.add(id)
    try {
      const { changes } = createRecord(id, fields, { device: sampleDevice, author: sampleAuthor, time: sampleTime })
      const number = index + 1
      return {
        device: sampleDevice,
        number,
        editId: `sample-${number}`,
        author: sampleAuthor,
        time: sampleTime,
        record: id,
        changes
      }
    } catch (error) {
      if (error instanceof EditRefused) throw new SampleInvalid(file, id, error.field, error.message)
      throw error
    }
  })
  const built = buildSegment({
    office: office.id,
    device: sampleDevice,
    sequence: 1,
    previous: null,
    firstNumber: 1,
    entries,
    seen: {}
  })
  return { office, ...built }
}
