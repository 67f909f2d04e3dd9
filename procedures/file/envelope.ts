import { fromBER } from 'asn1js'
import { ContentInfo, SignedData } from 'pkijs'
import { unreadable } from './unreadable.ts'

/* 1.2.840.113549.1.7.2, signedData of CMS (RFC 5652), as a DER object identifier. */
const SIGNED_DATA = Buffer.from([0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02])
const SEQUENCE = 0x30
const HEAD = 1024
const ARMOUR = /-----(?:BEGIN|END) (?:PKCS7|CMS|PKCS #7 SIGNED DATA)-----/g
const BASE64 = /^[A-Za-z0-9+/]+=*$/
/* Base64 whose end was cut loses the last two bytes at most. */
const CUT = 2
/* Tools that sign while they read put a document of 20 MB into 20,000 pieces. */
const MOST_NODES = 100_000

/* Bytes after the outer tag that hold its length; 0x80 is BER's indefinite one. */
const lengthSize = (first: number): number => (first <= 0x80 ? 1 : 1 + (first & 0x7f))

function isSignedData(bytes: Uint8Array): boolean {
  const [tag, length] = bytes
  if (tag !== SEQUENCE || length === undefined) return false
  const start = 1 + lengthSize(length)
  return SIGNED_DATA.equals(bytes.subarray(start, start + SIGNED_DATA.length))
}

/* The bytes that base64, with or without PEM's lines around it, stands for. */
function unarmoured(bytes: Uint8Array): Buffer | null {
  const text = Buffer.from(bytes).toString('latin1').replace(ARMOUR, '').replace(/\s+/g, '')
  return BASE64.test(text) ? Buffer.from(text, 'base64') : null
}

/* What was cut belongs to the last signature, which nobody verifies here: the document before it is whole. */
function completed(bytes: Buffer): Buffer {
  const size = bytes[1] ?? 0
  if (size <= 0x80) return bytes
  const length = bytes.readUIntBE(2, Math.min(size & 0x7f, 6)) + 1 + lengthSize(size)
  const missing = length - bytes.length
  return missing > 0 && missing <= CUT ? Buffer.concat([bytes, Buffer.alloc(missing)]) : bytes
}

/** Whether a file begins as signed data of CMS does, in DER, BER, PEM or bare base64. */
export function isEnvelope(bytes: Uint8Array): boolean {
  if (isSignedData(bytes)) return true
  const head = unarmoured(bytes.subarray(0, HEAD - (HEAD % 4)))
  return head !== null && isSignedData(head)
}

/** The document that a signed envelope (CAdES, .p7m) carries; its signatures are counted, never verified. Throws
 * BusinessError FILE_UNREADABLE for one that is damaged, is signed by nobody, or leaves its document outside. */
export function openEnvelope(bytes: Uint8Array, file: string): Uint8Array {
  const signed = signedData(bytes, file)
  if (signed.signerInfos.length === 0) throw unreadable(file, 'ENVELOPE_UNSIGNED')
  const document = signed.encapContentInfo.eContent?.getValue()
  if (document === undefined || document.byteLength === 0) throw unreadable(file, 'ENVELOPE_DETACHED')
  return new Uint8Array(document)
}

function signedData(bytes: Uint8Array, file: string): SignedData {
  try {
    const der = isSignedData(bytes) ? bytes : completed(unarmoured(bytes) ?? Buffer.alloc(0))
    const { result } = fromBER(der, { maxNodes: MOST_NODES, maxContentLength: der.length })
    return new SignedData({ schema: new ContentInfo({ schema: result }).content })
  } catch (error) {
    throw Object.assign(unreadable(file, 'ENVELOPE_BROKEN'), { cause: error })
  }
}
