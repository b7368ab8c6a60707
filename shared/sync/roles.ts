/** What each role may write: FORMAT.md section 4. Judged by every reader, not only by the writer's own program. */
import { kindOfId } from '../domain/record.ts'

export const roles = ['reader', 'officer', 'staff', 'supervisor', 'administrator'] as const
export type Role = (typeof roles)[number]

const approvers: ReadonlySet<Role> = new Set(['supervisor', 'administrator'])

export const mayEnrol = (role: Role | null): boolean => role === 'administrator'
export const mayWrite = (role: Role | null): boolean => role !== null && role !== 'reader'
export const mayApprove = (role: Role | null): boolean => role !== null && approvers.has(role)

/** Whether a writer of this role may change this record. */
export function mayChange(role: Role | null, record: string): boolean {
  return kindOfId(record) === 'approval' ? mayApprove(role) : mayWrite(role)
}
