import { getDocumentProxy } from 'unpdf'
import { unreadable } from './unreadable.ts'

/* Readers open a file that has a few bytes before its header, and so do we. */
const HEADER_WITHIN = 1024
const SIGNATURE = /\/SubFilter\s*\/(?:adbe\.pkcs7\.detached|adbe\.pkcs7\.sha1|ETSI\.CAdES\.detached)/
const SIGNED_RANGE = /\/ByteRange\s*\[/

/** Whether a file begins as a PDF does. */
export const isPdf = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(HEADER_WITHIN, bytes.length)).includes('%PDF-')

/** Opens a PDF and its first page; tells whether a signature stands in it (PAdES), never that it is valid. Throws
 * BusinessError FILE_UNREADABLE for one that asks for a password or shows no page. */
export async function readPdf(bytes: Uint8Array, file: string): Promise<{ isSigned: boolean }> {
  try {
    /* The reader takes for itself what it is given: it gets a copy. */
    const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
    await document.getPage(1)
    await document.loadingTask.destroy()
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException'
    throw unreadable(file, isLocked ? 'PDF_LOCKED' : 'PDF_BROKEN')
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  return { isSigned: SIGNATURE.test(text) && SIGNED_RANGE.test(text) }
}
