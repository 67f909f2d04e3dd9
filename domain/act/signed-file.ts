/** The three forms of signature that an administration must accept (eIDAS art. 25, Dec. UE 2015/1506), or none. */
export type SignedFormat = 'CADES' | 'PADES' | 'XADES' | 'NONE'

/* 1.2.840.113549.1.7.2, signedData of CMS/PKCS#7, as a DER object identifier. */
const SIGNED_DATA = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02]
const SEQUENCE = 0x30
const LATIN_HEAD = 1024
const PDF_SIGNATURE = /\/SubFilter\s*\/(?:adbe\.pkcs7\.detached|adbe\.pkcs7\.sha1|ETSI\.CAdES\.detached)/
const PDF_RANGE = /\/ByteRange\s*\[/
const XML_SIGNATURE = /<(?:([A-Za-z_][\w.-]*):)?Signature\b[^>]*>/
const XML_NAMESPACE = 'http://www.w3.org/2000/09/xmldsig#'
const BASE64_TEXT = /^(?:-----BEGIN (?:PKCS7|CMS)-----)?\s*([A-Za-z0-9+/=\s]+)/

function latin(bytes: Uint8Array, length = bytes.length): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(length, bytes.length)).toString('latin1')
}

/* Bytes after the tag of the outer SEQUENCE that hold its length; 0x80 is BER's indefinite one. */
function lengthSize(first: number): number {
  return first <= 0x80 ? 1 : 1 + (first & 0x7f)
}

function isSignedData(bytes: Uint8Array): boolean {
  const [tag, length] = bytes
  if (tag !== SEQUENCE || length === undefined) return false
  const start = 1 + lengthSize(length)
  return SIGNED_DATA.every((byte, index) => bytes[start + index] === byte)
}

function isCades(bytes: Uint8Array): boolean {
  if (isSignedData(bytes)) return true
  const text = BASE64_TEXT.exec(latin(bytes, LATIN_HEAD))?.[1]
  return text !== undefined && isSignedData(Buffer.from(text, 'base64'))
}

function isPades(text: string): boolean {
  return text.startsWith('%PDF-') && PDF_SIGNATURE.test(text) && PDF_RANGE.test(text)
}

function isXades(text: string): boolean {
  return /^(?:\u00ef\u00bb\u00bf)?\s*</.test(text) && text.includes(XML_NAMESPACE) && XML_SIGNATURE.test(text)
}

/** The form of signature that a file holds, found in its bytes and not in its name: CAdES (.p7m, DER or base64), PAdES
 * (.pdf), XAdES (.xml). It says that a signature is there, never that it is valid. */
export function signedFormatOf(bytes: Uint8Array): SignedFormat {
  if (isCades(bytes)) return 'CADES'
  const text = latin(bytes)
  if (isPades(text)) return 'PADES'
  return isXades(text) ? 'XADES' : 'NONE'
}
