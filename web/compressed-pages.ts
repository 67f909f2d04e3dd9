import { constants } from 'node:zlib'
import compression from 'compression'

/* A page of some hundred rows; below, its bytes are worth less than the time to compress them. */
const FROM_BYTES = 32 * 1024

/** Compresses long pages at the quickest level: a third of a millisecond for 80 kB, which become 7. Nothing else that is answered
 * passes: files are compressed already, and are sent while they are read. */
export const compressedPages = compression({
  threshold: FROM_BYTES,
  filter: (_request, response) => /^text\/html/.test(String(response.getHeader('content-type'))),
  level: constants.Z_BEST_SPEED,
  brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MIN_QUALITY + 1 } },
})
