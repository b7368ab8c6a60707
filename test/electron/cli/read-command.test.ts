import { expect, test } from 'vitest'
import { readCommand, usage } from '../../../electron/cli/read-command.ts'

const read = (line: string) => readCommand(line.split(' ').filter((word) => word !== ''))

test.each([
  ['', { name: 'help' }],
  ['help', { name: 'help' }],
  ['--help', { name: 'help' }],
  ['list --kind delegation', { name: 'list', kind: 'delegation', replica: null }],
  ['list --sample --kind person', { name: 'list', kind: 'person', replica: null }],
  ['list --kind event --replica /mnt/S', { name: 'list', kind: 'event', replica: '/mnt/S' }],
  ['check /mnt/S', { name: 'check', folder: '/mnt/S' }],
  [
    'export --kind trip-report --delegation delegation.x --format pdf --out a.pdf',
    {
      name: 'export',
      kind: 'trip-report',
      subject: { of: 'record', id: 'delegation.x' },
      format: 'pdf',
      language: 'vi',
      out: 'a.pdf',
      replica: null
    }
  ],
  [
    'export --kind letter --commitment commitment.x --format docx --out a.docx',
    {
      name: 'export',
      kind: 'letter',
      subject: { of: 'record', id: 'commitment.x' },
      format: 'docx',
      language: 'vi',
      out: 'a.docx',
      replica: null
    }
  ],
  [
    'export --kind agreement-year-report --year 2025 --country FR --format xlsx --out a.xlsx',
    {
      name: 'export',
      kind: 'agreement-year-report',
      subject: { of: 'office', country: 'FR', year: 2025 },
      format: 'xlsx',
      language: 'vi',
      out: 'a.xlsx',
      replica: null
    }
  ],
  ['check-document a.docx', { name: 'check-document', file: 'a.docx' }]
])('"%s" is understood', (line, command) => {
  expect(read(line)).toEqual(command)
})

test.each([
  ['fly', '"fly" is not a command.'],
  ['check', 'Say which folder to check.'],
  ['list', /^--kind must be one of delegation, event, /],
  ['list --kind person.x', /^--kind must be one of delegation, /],
  ['list --kind __proto__', /^--kind must be one of /],
  ['list --kind person --replica a --sample', 'Give --replica or --sample, not both.'],
  ['list --kind', /--kind/],
  ['list --colour red', /--colour/],
  ['export --kind invoice', /^--kind must be one of packet, /],
  ['export --kind letter --format docx', 'Say of what with --event ID or --commitment ID (see: list --kind event).'],
  ['export --kind conference-table --format docx --year 26', '--year must be four digits, as 2026.'],
  ['export --kind conference-table --format docx --country fr', '--country must be two capitals, as FR.'],
  ['check-document', 'Say which .docx file to check.'],
  ['export --kind trip-report --format xlsx', '--format must be docx or pdf for trip-report.'],
  ['export --kind trip-report --format pdf', 'Say of what with --delegation ID (see: list --kind delegation).'],
  ['export --kind trip-report --format pdf --delegation x', 'Say where to write with --out FILE.'],
  ['export --kind trip-report --format pdf --delegation x --out=', 'Say where to write with --out FILE.']
])('"%s" is answered with what is wrong', (line, sentence) => {
  const answer = read(line)
  expect('problem' in answer ? answer.problem : answer).toEqual(
    typeof sentence === 'string' ? sentence : expect.stringMatching(sentence)
  )
})

test('the usage names every command and every kind that is understood', () => {
  for (const word of ['list', 'export', 'check', '--replica DIR', 'delegation|', '|paper', 'docx|pdf', '--out FILE'])
    expect(usage).toContain(word)
})
