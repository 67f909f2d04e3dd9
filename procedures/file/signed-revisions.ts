import { createHash } from 'node:crypto'

/* Each end of a PDF that was written to again: what follows it was added to what is before (ISO 32000, 7.5.6). */
const END = '%%EOF'
/* What a signature covers begins with the file, up to the place where the signature itself stands. */
const COVERED = /\/ByteRange\s*\[\s*0\s+(\d{1,10})\s/g
/* Signatures over signatures are rare, and never so many. */
const MOST_ENDS = 20

/* A file may end right after its mark, or with the line. */
const LINE_ENDS = ['', '\n', '\r', '\r\n']

function coveredBytes(bytes: Buffer): number {
  let most = 0
  for (const [, length] of bytes.toString('latin1').matchAll(COVERED)) most = Math.max(most, Number(length))
  return Math.min(most, bytes.length)
}

/** SHA-256 of a PDF as it was before each of its signatures was added (PAdES): every beginning of it that ends as a PDF does and
 * that a signature covers. None of a PDF that is not signed. */
export function signedRevisions(pdf: Uint8Array): string[] {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.length)
  const covered = coveredBytes(bytes)
  const hash = createHash('sha256')
  const found: string[] = []
  let hashed = 0
  for (let count = 0, at = bytes.indexOf(END, 0, 'latin1'); count < MOST_ENDS && at >= 0; count += 1) {
    for (const line of LINE_ENDS) {
      const end = at + END.length + line.length
      if (end > covered || bytes.toString('latin1', at + END.length, end) !== line) continue
      hash.update(bytes.subarray(hashed, end))
      hashed = end
      found.push(hash.copy().digest('hex'))
    }
    at = bytes.indexOf(END, at + END.length, 'latin1')
  }
  return found
}
