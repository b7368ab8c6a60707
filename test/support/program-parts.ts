/** What a test needs of a program that is built on its own: the host of a laptop, and the engine that its page runs. */
export { isRecordId, kindOfId } from '#shared/domain/record.ts'
export { createRecord, editRecord, mergeChanges } from '#shared/sync/engine.ts'
export { dispatch } from '../../electron/services/host/dispatch.ts'
export { openHost } from '../../electron/services/host/host.ts'
