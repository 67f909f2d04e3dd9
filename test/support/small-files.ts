/* DER: tag, length on four bytes, content. */
function der(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  return Buffer.concat([Buffer.from([tag, 0x84]), length, content])
}

const sequence = (...contents: Buffer[]): Buffer => der(0x30, ...contents)
const set = (...contents: Buffer[]): Buffer => der(0x31, ...contents)
const explicitZero = (...contents: Buffer[]): Buffer => der(0xa0, ...contents)
const octets = (content: Uint8Array): Buffer => der(0x04, Buffer.from(content))
const ONE = Buffer.from('020101', 'hex')
const SIGNED_DATA = Buffer.from('06092a864886f70d010702', 'hex')
const DATA = Buffer.from('06092a864886f70d010701', 'hex')
const SHA256 = sequence(Buffer.from('0609608648016503040201', 'hex'))
const RSA = sequence(Buffer.from('06092a864886f70d010101', 'hex'))

/** A PDF that opens: one page with a line of ASCII text, and objects beside it that say nothing on the page. */
export function pdfBytes(text: string, ...besides: string[]): Buffer {
  const stream = `BT /F1 12 Tf 50 780 Td (${text.replace(/[()\\]/g, ' ')}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...besides,
  ]
  let body = '%PDF-1.7\n'
  const offsets = objects.map((object, index) => {
    const offset = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
  return Buffer.from(`${body}xref\n0 ${size}\n0000000000 65535 f \n${rows}${trailer}`, 'latin1')
}

/** The same with a signature's field filled in, as PAdES has it: recognised as signed, verified by nobody. */
export const signedPdfBytes = (text: string): Buffer =>
  pdfBytes(
    text,
    '<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 0 0 0] /Contents <00> >>',
  )

const padded = (value: number): string => String(value).padStart(10, '0')

/** A PDF with a signature added after it (PAdES): what was there stays byte for byte. `covered` is how much of it the
 * signature says that it covers; left out, all that is before itself. */
export function signedIncrement(document: Buffer, covered?: number): Buffer {
  const text = document.toString('latin1')
  const last = (pattern: RegExp): string => [...text.matchAll(pattern)].at(-1)?.[1] ?? ''
  const number = Number(last(/\/Size (\d+)/g))
  const start = document.length + 1
  const head = `${number} 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /Contents `
  const from = start + head.length
  const range = `/ByteRange [0 ${padded(covered ?? from)} ${padded(from + 4)} ${padded(0)}]`
  const object = `${head}<00>${range} >>\nendobj\n`
  const xref = `xref\n${number} 1\n${padded(start)} 00000 n \n`
  const trailer = `trailer\n<< /Size ${number + 1} /Root ${last(/\/Root (\d+ 0 R)/g)} /Prev ${last(/startxref\s+(\d+)/g)} >>\n`
  const end = `startxref\n${start + object.length}\n%%EOF\n`
  return Buffer.concat([document, Buffer.from(`\n${object}${xref}${trailer}${end}`, 'latin1')])
}

const SIGNER = sequence(ONE, sequence(sequence(), ONE), SHA256, RSA, octets(Buffer.from('signature')))

/** A signed envelope (CAdES) with one signer, around a document or, detached, around none. */
export function envelopeBytes(document: Uint8Array | null, signers = 1): Buffer {
  const content = document === null ? [] : [explicitZero(octets(document))]
  const signed = sequence(
    ONE,
    set(SHA256),
    sequence(DATA, ...content),
    set(Buffer.concat(Array<Buffer>(signers).fill(SIGNER))),
  )
  return sequence(SIGNED_DATA, explicitZero(signed))
}

/** The same in BER, as tools that sign while they read write it: lengths are left open, and the document comes in pieces. */
export function envelopeInPieces(document: Uint8Array): Buffer {
  const open = (tag: number, ...contents: Buffer[]) =>
    Buffer.concat([Buffer.from([tag, 0x80]), ...contents, Buffer.alloc(2)])
  const half = document.length >> 1
  const pieces = open(0x24, octets(document.subarray(0, half)), octets(document.subarray(half)))
  const signed = open(0x30, ONE, set(SHA256), open(0x30, DATA, open(0xa0, pieces)), set(SIGNER))
  return open(0x30, SIGNED_DATA, open(0xa0, signed))
}
