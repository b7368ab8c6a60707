/**
 * What a segment's body passes on its way into and out of a file. Compression today; signing and encryption will be another codec here,
 * named in the header, so that old segments stay readable.
 */
import { unzlibSync, zlibSync } from 'fflate'

export interface SegmentCodec {
  readonly name: string
  readonly seal: (body: Uint8Array) => Uint8Array
  /** Throws when the bytes do not open or do not have the length the header promised. */
  readonly open: (sealed: Uint8Array, bodyBytes: number) => Uint8Array
}

/** Deflate's own limit: a promise beyond it is a lie, and no memory is taken for it. */
const mostUnpackedPerByte = 1032

export const deflateCodec: SegmentCodec = {
  name: 'deflate',
  seal: (body) => zlibSync(body, { level: 6 }),
  open: (sealed, bodyBytes) => {
    if (bodyBytes > sealed.length * mostUnpackedPerByte) throw new RangeError(`${sealed.length} bytes cannot hold ${bodyBytes}`)
    // A fixed buffer, so that a body cannot take more memory than promised; one byte longer, because fflate drops in silence what does
    // not fit, and a body that goes on must be noticed.
    const body = unzlibSync(sealed, { out: new Uint8Array(bodyBytes + 1) })
    if (body.length !== bodyBytes) throw new RangeError(`body of ${body.length} bytes where ${bodyBytes} were promised`)
    return body
  }
}

export const segmentCodecs: readonly SegmentCodec[] = [deflateCodec]
