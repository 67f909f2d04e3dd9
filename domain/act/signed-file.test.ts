import { describe, expect, it } from '@jest/globals'
import { signedFormatOf } from './signed-file.ts'
import type { SignedFormat } from './signed-file.ts'

const OID = '06092a864886f70d010702'
const hex = (text: string): Uint8Array => Buffer.from(text, 'hex')
const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1')
const long = hex(`30820400${OID}a0820300`)

const RANGE = '<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 10 20 30] >>'

describe('the form of signature in a file (eIDAS art. 25)', () => {
  it.each<[string, Uint8Array, SignedFormat]>([
    ['CAdES with a long length', long, 'CADES'],
    ['CAdES with a short length', hex(`300d${OID}a000`), 'CADES'],
    ['CAdES with BER’s indefinite length', hex(`3080${OID}a080`), 'CADES'],
    ['CAdES in base64', latin(Buffer.from(long).toString('base64')), 'CADES'],
    [
      'CAdES in PEM',
      latin(`-----BEGIN PKCS7-----\n${Buffer.from(long).toString('base64')}\n-----END PKCS7-----`),
      'CADES',
    ],
    ['another ASN.1 structure', hex('300d06092a864886f70d010701a000'), 'NONE'],
    ['PAdES', latin(`%PDF-1.7\n1 0 obj ${RANGE} endobj`), 'PADES'],
    [
      'PAdES of the older filter',
      latin(`%PDF-1.4 /SubFilter/adbe.pkcs7.detached/ByteRange[0 1 2 3]`),
      'PADES',
    ],
    ['a PDF without a signature', latin('%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj'), 'NONE'],
    [
      'a PDF that only has a time stamp',
      latin('%PDF-1.7 /SubFilter /ETSI.RFC3161 /ByteRange [0 1 2 3]'),
      'NONE',
    ],
    ['a text that speaks of signatures', latin(RANGE), 'NONE'],
    [
      'XAdES',
      latin('<?xml version="1.0"?><a><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/></a>'),
      'XADES',
    ],
    ['an XML without a signature', latin('<a xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'), 'NONE'],
    ['an empty file', new Uint8Array(), 'NONE'],
    ['one byte', new Uint8Array([0x30]), 'NONE'],
  ])('of %s is recognised by its bytes', (_name, bytes, format) => {
    expect(signedFormatOf(bytes)).toBe(format)
  })

  it('is read at the right place of a larger buffer', () => {
    const whole = Buffer.concat([Buffer.from('xxxx'), Buffer.from(long)])
    expect(signedFormatOf(whole.subarray(4))).toBe('CADES')
  })
})
