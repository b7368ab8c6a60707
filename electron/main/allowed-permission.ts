import { isDeskAddress } from './desk-address.ts'

/** The page asks to keep its database when the disk runs low, and for nothing else: no camera, place, notices, clipboard or devices. */
export function isAllowedPermission(permission: string, askedBy: string): boolean {
  return permission === 'persistent-storage' && isDeskAddress(askedBy)
}
