/** A laptop's request to be let in, as a signed file: FORMAT.md section 4. Its keys are readable, the person's name only to administrators. */
import { z } from 'zod'
import { hashOf } from './bytes.ts'
import type { CryptoPort, Signer } from './crypto-port.ts'
import type { FileName } from './file-name.ts'
import { maxJoinRequestBytes } from './limits.ts'
import { sealToSchema } from './roster-statement.ts'
import { hex } from './segment.ts'
import { bad, checkOrigin, checkOuter, deviceOfKey, filePrefix, type Reading, signFile, splitFile } from './signed-file.ts'

const version = 1
const headerSchema = z.looseObject({ office: hex(32), device: hex(32), signer: hex(64), sealTo: sealToSchema })

export interface JoinRequest {
  readonly name: FileName
  readonly device: string
  readonly signer: string
  readonly sealTo: string
  /** An age file for the administrators: `{ person, laptop }`. */
  readonly sealedNames: Uint8Array
}

export function buildJoinRequest(
  office: string,
  sealTo: string,
  sealedNames: Uint8Array,
  signer: Signer
): { name: FileName; bytes: Uint8Array } {
  const device = deviceOfKey(signer.publicKey)
  const bytes = signFile(filePrefix('CDJO', version, { office, device, signer: signer.publicKey, sealTo }), sealedNames, signer)
  return { name: { device, sequence: 1, hash: hashOf(bytes).slice(0, 32), ending: 'join' }, bytes }
}

export function readJoinRequest(name: FileName, bytes: Uint8Array, office: string, crypto: CryptoPort): Reading<JoinRequest> {
  const outer = checkOuter(bytes, 'CDJO', name.hash, maxJoinRequestBytes)
  if (!outer.ok) return outer
  const parts = splitFile(bytes, 'CDJO', version, headerSchema, true)
  if (!parts.ok) return parts
  const { header, body } = parts.value
  const fault = checkOrigin(bytes, header, { office, device: name.device }, crypto)
  if (fault) return { ok: false, fault }
  if (name.sequence !== 1) return bad('wrong-place', 'a request has the number 1')
  return { ok: true, value: { name, device: header.device, signer: header.signer, sealTo: header.sealTo, sealedNames: body } }
}
