import { readFile } from 'node:fs/promises'
import { checkDocument } from '../services/documents/check/check-document.ts'
import { docxLimits, NotADocument } from '../services/documents/check/open-docx.ts'

const marks = { pass: 'pass', fail: 'FAIL', 'not-applicable': '  – ' } as const

/** A line for each rule of Decree 30/2020/NĐ-CP. Exit code 1 when one of them is not kept. */
export async function checkDocumentFile(path: string, print: (line: string) => void): Promise<number> {
  try {
    const { isWorkingPaper, findings } = await checkDocument(await readFile(path))
    if (isWorkingPaper) print('No head of an official document: checked as a working paper or an annex.')
    for (const { rule, finding } of findings) {
      print(
        `${marks[finding.state]}  ${rule.id.padEnd(20)} ${rule.source.padEnd(22)} ${finding.state === 'fail' ? finding.why : rule.asks}`
      )
    }
    const failed = findings.filter(({ finding }) => finding.state === 'fail').length
    print(failed === 0 ? 'Every rule is kept.' : `${failed} of ${findings.length} rules are not kept.`)
    return failed === 0 ? 0 : 1
  } catch (error) {
    if (error instanceof NotADocument)
      throw new Error(`${path}: ${error.message}. Files up to ${docxLimits.fileBytes / 1024 / 1024} MB are read.`)
    throw error
  }
}
