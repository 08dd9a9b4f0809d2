import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib'
import { collectionLimits } from '@throughline/contract/collection'
import { AppError } from '../../../platform/app-error.ts'

/** Stops as soon as the output passes the cap, so that a bomb costs no more than the cap. */
const options = { maxOutputLength: collectionLimits.bodyBytes, chunkSize: 64 * 1024 }

const decompress = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  deflateRaw: promisify(inflateRaw),
  br: promisify(brotliDecompress),
}

/**
 * The bytes of a body as they were before compression. What it is compressed with is seen from its first bytes, since
 * proxies and clients get the header wrong both ways; brotli has no such bytes and needs the header.
 *
 * @throws AppError `limit_exceeded` past the cap, `invalid` where the compressed data is damaged
 */
export async function readBody(body: Buffer, encoding: string | undefined): Promise<Buffer> {
  const form = formOf(body, encoding?.trim().toLowerCase())
  if (form === 'plain') return body
  try {
    return await decompress[form](body, options)
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE')
      throw new AppError(
        'limit_exceeded',
        `The body is larger than ${collectionLimits.bodyBytes / 1024 / 1024} MB after decompression. Send fewer events at once.`,
        { tooLarge: true },
      )
    throw new AppError('invalid', `The body is damaged: it does not decompress as ${form}.`)
  }
}

function formOf(body: Buffer, encoding: string | undefined): keyof typeof decompress | 'plain' {
  if (body[0] === 0x1f && body[1] === 0x8b) return 'gzip'
  if (looksLikeJson(body)) return 'plain'
  if (encoding === 'br') return 'br'
  // The name means zlib's format, but some send the bare stream (RFC 9110, 8.4.1.2).
  if (encoding === 'deflate') return isZlib(body) ? 'deflate' : 'deflateRaw'
  return 'plain'
}

/** RFC 1950: method 8 in the low bits, and the first two bytes are a multiple of 31. */
const isZlib = (body: Buffer): boolean =>
  ((body[0] ?? 0) & 0x0f) === 8 && (((body[0] ?? 0) << 8) + (body[1] ?? 0)) % 31 === 0

/** The first character after white space opens an object: no compressed body that we accept says so and is not. */
function looksLikeJson(body: Buffer): boolean {
  const first = body.findIndex((byte) => byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)
  return body[first] === 0x7b
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
