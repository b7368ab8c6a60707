/**
 * A briefing packet of sixty pages on paper: ours in the running app, the peers as the programs that an office would use instead, on the same
 * text. LibreOffice and pandoc start anew for each file, as they do for whoever uses them so.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Block, DocumentModel, Run } from '#shared/documents/model.ts'
import { body, bold, contents, heading, list, pageBreak, run, table } from '#shared/documents/text-blocks.ts'
import { openPdf } from '../../../electron/services/documents/document-files.ts'
import { renderDocx } from '../../../electron/services/documents/render-docx.ts'
import { renderPdf } from '../../../electron/services/documents/render-pdf.ts'
import { compare, elapsedMs, type Print } from '../measure.ts'

const exec = promisify(execFile)
const now = new Date(Date.UTC(2026, 10, 26))
const pages = 60

export async function benchDocuments(_: readonly string[], print: Print): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-documents-'))
  try {
    const model = await packetOf(pages)
    const word = join(folder, 'packet.docx')
    await writeFile(word, await renderDocx(model, now))
    const markdown = join(folder, 'packet.md')
    await writeFile(markdown, markdownOf(model))
    const pandoc = () => exec('pandoc', ['-f', 'markdown', '-o', join(folder, 'pandoc.docx'), '--toc', markdown])
    const office = () =>
      exec('soffice', [
        `-env:UserInstallation=file://${join(folder, 'profile')}`,
        '--headless',
        '--convert-to',
        'pdf',
        '--outdir',
        folder,
        word
      ])
    const docx = await compare(
      () => elapsedMs(() => renderDocx(model, now)),
      () => elapsedMs(pandoc)
    )
    print([{ name: 'documents.docx', ...docx, peerName: await versionOf('pandoc'), unit: 'ms' }])
    const pdf = await compare(
      () => elapsedMs(() => renderPdf(model, now)),
      () => elapsedMs(office)
    )
    print([{ name: 'documents.pdf', ...pdf, peerName: await versionOf('soffice'), unit: 'ms' }])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const versionOf = async (program: string): Promise<string> =>
  (await exec(program, ['--version'])).stdout.split('\n')[0]?.split(' ').slice(0, 2).join(' ') ?? program

/** Sections are added until the PDF has this many pages. */
async function packetOf(wanted: number): Promise<DocumentModel> {
  for (let sections = wanted; ; sections += 5) {
    const model = packet(sections)
    if ((await openPdf(await renderPdf(model, now))).getPageCount() >= wanted) return model
  }
}

const sentence =
  'Hai bên đánh giá cao kết quả hợp tác thời gian qua, thống nhất tiếp tục trao đổi đoàn các cấp, chia sẻ kinh nghiệm quản lý công chức và phối hợp đào tạo cán bộ trẻ, cán bộ nữ của địa phương theo thỏa thuận đã ký.'

function packet(sections: number): DocumentModel {
  const parts = Array.from({ length: Math.ceil(sections / 5) }, (_, part): Block[] => [
    pageBreak,
    heading(1, `PHẦN ${part + 1}. NỘI DUNG LÀM VIỆC`),
    ...Array.from({ length: 5 }, (__, at): Block[] => [
      heading(2, `${at + 1}. Buổi làm việc ${part + 1}.${at + 1}`),
      ...Array.from({ length: 3 }, () => body(bold('Nội dung: '), sentence)),
      list(Array.from({ length: 4 }, (___, item) => [bold(`Điểm ${item + 1}: `), run(sentence)])),
      table(
        [
          { title: 'Thời gian', share: 20 },
          { title: 'Nội dung', share: 50 },
          { title: 'Địa điểm', share: 30 }
        ],
        Array.from({ length: 6 }, (___, row) => [`${8 + row}:00`, `Hội đàm với đối tác ${row + 1}`, 'Paris, Cộng hòa Pháp'])
      )
    ]).flat()
  ]).flat()
  return {
    language: 'vi',
    title: 'Hồ sơ đoàn',
    stamp: 'LƯU HÀNH NỘI BỘ',
    cover: { organisation: ['BỘ NỘI VỤ'], title: 'HỒ SƠ ĐOÀN CÔNG TÁC', subtitle: 'Đoàn đi Pháp', lines: [], foot: '' },
    foot: 'Vụ Hợp tác quốc tế – Bản số: 01/12',
    head: null,
    addressee: [],
    blocks: [heading(1, 'MỤC LỤC'), contents, ...parts],
    signature: null
  }
}

function markdownOf({ blocks }: DocumentModel): string {
  const said = (runs: readonly Run[]) => runs.map((one) => (one.bold ? `**${one.text.trim()}** ` : one.text)).join('')
  return blocks
    .map((block) => {
      switch (block.type) {
        case 'heading':
          return `${'#'.repeat(block.level)} ${block.text}`
        case 'paragraph':
          return said(block.runs)
        case 'list':
          return block.items.map((item) => `- ${said(item)}`).join('\n')
        case 'table': {
          const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
          return [
            line(block.columns.map(({ title }) => title)),
            line(block.columns.map(() => '---')),
            ...block.rows.map((row) => line(row.map(said)))
          ].join('\n')
        }
        default:
          return ''
      }
    })
    .join('\n\n')
}
