/** One export at a time: what it is doing, what came of it, and the way to stop it. */
import { useRef, useState } from 'react'
import type { FailureCode, Result } from '#shared/bridge/contract.ts'
import type { WrittenFile } from '#shared/bridge/document-calls.ts'
import { ExportRefused } from '#shared/documents/export-guard.ts'
import type { DocumentModel } from '#shared/documents/model.ts'
import { call } from '../desk-client.ts'
import { useDesk } from '../desk-store.ts'
import { type HandedOver, handOver } from './document-files.ts'

export type Outcome = WrittenFile | { readonly failure: string; readonly detail: string }

export interface ExportRun {
  /** The files of these models, handed over; null once it was stopped, or where a mark forbids the models. */
  readonly files: (models: () => readonly DocumentModel[]) => Promise<HandedOver | null>
  readonly attempt: (write: () => Promise<Result<WrittenFile> | null>) => Promise<void>
  readonly isStopped: () => boolean
}

export function useExport() {
  const [busy, setBusy] = useState(false)
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([])
  const stopped = useRef(false)

  const say = (outcome: Outcome) => setOutcomes((before) => [...before, outcome])
  const attempt = async (write: () => Promise<Result<WrittenFile> | null>): Promise<void> => {
    if (stopped.current) return
    try {
      const written = await write()
      if (written) say(written.ok ? written.value : { failure: written.code, detail: written.detail })
    } catch (error) {
      if (!(error instanceof ExportRefused)) throw error
      say({ failure: 'handling-mark', detail: error.record })
    }
  }
  const files = async (models: () => readonly DocumentModel[]): Promise<HandedOver | null> => {
    let built: readonly DocumentModel[] = []
    await attempt(async () => {
      built = models()
      return null
    })
    if (built.length === 0) return null
    return handOver(built, useDesk.getState().rows, (done, total) => {
      useDesk.setState({ exportProgress: { done, total } })
      return !stopped.current
    })
  }
  const run = async (work: (run: ExportRun) => Promise<void>): Promise<void> => {
    stopped.current = false
    setBusy(true)
    setOutcomes([])
    await work({ files, attempt, isStopped: () => stopped.current }).finally(() => {
      setBusy(false)
      useDesk.setState({ exportProgress: null })
    })
    if (stopped.current) setOutcomes((before) => (before.some(isStop) ? before : [...before, stop]))
  }
  const cancel = () => {
    stopped.current = true
    void call('documents.cancel', {})
  }
  return { busy, outcomes, run, cancel }
}

const stop: Outcome = { failure: 'export-cancelled' satisfies FailureCode, detail: '' }
const isStop = (outcome: Outcome): boolean => 'failure' in outcome && outcome.failure === stop.failure
