import { envelopeBytes, pdfBytes } from '../support/small-files.ts'
import type { PlayedFile } from './play.ts'

/** A one-page PDF with a line of ASCII text. */
export function smallPdf(fileName: string, text: string): PlayedFile {
  return { fileName, mediaType: 'application/pdf', content: pdfBytes(text) }
}

/** A PDF in a CAdES envelope: recognised as signed, verified by nobody. */
export function smallP7m(fileName: string, text: string): PlayedFile {
  return signedP7m(fileName, pdfBytes(text))
}

/** A document in a CAdES envelope, as whoever downloaded it signs it. */
export function signedP7m(fileName: string, document: Buffer): PlayedFile {
  return { fileName, mediaType: 'application/pkcs7-mime', content: envelopeBytes(document) }
}
