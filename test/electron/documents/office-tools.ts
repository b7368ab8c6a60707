/** The programs a reader of our files would use, run on real files in a folder of their own. */
import { execFileSync, spawnSync } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { TestContext } from 'vitest'
import { fontFiles } from '../../../electron/services/documents/fonts.ts'

export const noWriter = 'no LibreOffice Writer on this machine'
export const noPoppler = 'no poppler-utils on this machine'

function isOnPath(program: string): boolean {
  const endings = process.platform === 'win32' ? ['.exe', '.com'] : ['']
  return (process.env.PATH ?? '').split(delimiter).some((folder) =>
    endings.some((ending) => {
      try {
        accessSync(join(folder, program + ending), constants.X_OK)
        return true
      } catch {
        return false
      }
    })
  )
}

export const hasPoppler = (): boolean => ['pdftotext', 'pdfinfo', 'pdffonts'].every(isOnPath)
export const hasWriter = (): boolean => isOnPath('soffice') && hasPoppler()

export function needPoppler(ctx: TestContext): void {
  if (!hasPoppler()) ctx.skip(noPoppler)
}

export function needWriter(ctx: TestContext): void {
  if (!hasWriter()) ctx.skip(noWriter)
}

export interface Workplace {
  readonly path: (name: string) => string
  readonly save: (name: string, bytes: Uint8Array) => string
  readonly remove: () => void
}

export function createWorkplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'documents-'))
  const path = (name: string): string => join(folder, name)
  return {
    path,
    save(name, bytes) {
      writeFileSync(path(name), bytes)
      return path(name)
    },
    remove: () => rmSync(folder, { recursive: true, force: true })
  }
}

const run = (program: string, args: readonly string[], env?: NodeJS.ProcessEnv): string =>
  execFileSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env }
  })

/** Text page by page. `raw` keeps the order in which the file draws it, `layout` the look of the page. */
export function pagesOf(pdfPath: string, order: 'reading' | 'raw' | 'layout' = 'reading'): string[] {
  const pages = run('pdftotext', [...(order === 'reading' ? [] : [`-${order}`]), '-enc', 'UTF-8', pdfPath, '-']).split('\f')
  return pages.slice(0, -1)
}

/** What a strict reader objects to in the file; empty for a sound one. */
export const complaintsAbout = (pdfPath: string): string =>
  spawnSync('pdftotext', [pdfPath, '-'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).stderr

export const fontsOf = (pdfPath: string): string => run('pdffonts', [pdfPath])
export const infoOf = (pdfPath: string): string => run('pdfinfo', ['-isodates', pdfPath])

export interface WordBox {
  readonly word: string
  readonly leftPt: number
  readonly rightPt: number
}

/** Where each word stands, in points from the left edge of the paper. */
export function wordBoxesOf(pdfPath: string): WordBox[] {
  const boxes = run('pdftotext', ['-bbox', pdfPath, '-'])
  return [...boxes.matchAll(/<word xMin="([\d.]+)"[^>]*xMax="([\d.]+)"[^>]*>([^<]*)</g)].map(([, left, right, word = '']) => ({
    word,
    leftPt: Number(left),
    rightPt: Number(right)
  }))
}

/**
 * Converts with a profile of its own, so that neither a running office nor another test is in the way. Times New Roman is not on every
 * machine; Tinos, which has its widths, stands in, or lines would break elsewhere than in Word.
 */
export function convertToPdf(place: Workplace, docxPath: string): string {
  const fonts = place.save(
    'fonts.conf',
    Buffer.from(`<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
      <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
      <dir>${dirname(dirname(fontFiles.regular))}</dir>
      <cachedir>${place.path('font-cache')}</cachedir>
      <match target="pattern"><test name="family"><string>Times New Roman</string></test>
        <edit name="family" mode="assign" binding="strong"><string>Tinos</string></edit></match>
    </fontconfig>`)
  )
  const profile = pathToFileURL(place.path('profile')).href
  run(
    'soffice',
    [`-env:UserInstallation=${profile}`, '--headless', '--convert-to', 'pdf', '--outdir', dirname(docxPath), docxPath],
    {
      FONTCONFIG_FILE: fonts
    }
  )
  return docxPath.replace(/\.docx$/, '.pdf')
}

export const withoutSpace = (text: string): string => text.replace(/[\s\u00a0]+/g, '')

/** What the file says beside page numbers: the number is the only line of its page that is just that number. */
export function withoutPageNumbers(pages: readonly string[]): string[] {
  return pages.map((page, index) => {
    const lines = page.split('\n')
    const place = index === 0 ? -1 : lines.findIndex((line) => line.trim() === String(index + 1))
    return lines.filter((_, line) => line !== place).join('\n')
  })
}
