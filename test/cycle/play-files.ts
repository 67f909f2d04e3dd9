import type { PlayedFile } from './play.ts'

const SIGNED_DATA_OID = Buffer.from('06092a864886f70d010702', 'hex')
const CONSTRUCTED_SEQUENCE = 0x30
const EXPLICIT_ZERO = 0xa0
const OCTET_STRING = 0x04

function pdfBytes(text: string): Buffer {
  const words = text.replace(/[()\\]/g, ' ')
  const stream = `BT /F1 12 Tf 50 780 Td (${words}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let body = '%PDF-1.7\n'
  const offsets = objects.map((object, index) => {
    const offset = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  const xref = `xref\n0 ${size}\n0000000000 65535 f \n${rows}`
  return Buffer.from(
    `${body}${xref}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`,
    'latin1',
  )
}

function der(tag: number, content: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  return Buffer.concat([Buffer.from([tag, 0x84]), length, content])
}

/** A one-page PDF with a line of ASCII text. */
export function smallPdf(fileName: string, text: string): PlayedFile {
  return { fileName, mediaType: 'application/pdf', content: pdfBytes(text) }
}

/** A PDF wrapped as CAdES signed data without signers: recognised as signed, verified by nobody. */
export function smallP7m(fileName: string, text: string): PlayedFile {
  const wrapped = der(EXPLICIT_ZERO, der(CONSTRUCTED_SEQUENCE, der(OCTET_STRING, pdfBytes(text))))
  const content = der(CONSTRUCTED_SEQUENCE, Buffer.concat([SIGNED_DATA_OID, wrapped]))
  return { fileName, mediaType: 'application/pkcs7-mime', content }
}
