import { describe, expect, it } from '@jest/globals'
import { BusinessError } from '../../domain/shared/errors.ts'
import type { FileFault } from '../../domain/shared/file-fault.ts'
import { envelopeBytes, envelopeInPieces, pdfBytes, signedPdfBytes } from '../../test/support/small-files.ts'
import { refusalText } from '../../words/refusals.ts'
import { inspectFile, requireContent } from './uploaded-file.ts'

const PDF = pdfBytes('scheda tecnica')
const P7M = envelopeBytes(PDF)
const XADES = '<a><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/></a>'
const text = (content: string, encoding: BufferEncoding = 'utf8'): Buffer => Buffer.from(content, encoding)
const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/.{64}/g, '$&\r\n')

/* A reader without the password can tell that one is asked for, whatever the rest is. */
const locked = (): Buffer => {
  const key = `<${'00'.repeat(32)}>`
  const encrypt = `/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O ${key} /U ${key} >> /ID [<00> <00>]`
  return text(PDF.toString('latin1').replace('/Root 1 0 R', `/Root 1 0 R ${encrypt}`), 'latin1')
}

describe('a file that is taken is what its name says and opens, whatever a browser declares', () => {
  it.each<[string, string, Buffer, Partial<Awaited<ReturnType<typeof inspectFile>>>]>([
    ['a PDF', 'a.pdf', PDF, { content: 'pdf', mediaType: 'application/pdf', signature: 'NONE' }],
    ['a name in capitals', 'A.PDF', PDF, { content: 'pdf' }],
    ['a line end before the header', 'a.pdf', Buffer.concat([text('\n'), PDF]), { content: 'pdf' }],
    ['a byte order mark before it', 'a.pdf', Buffer.concat([text('\ufeff'), PDF]), { content: 'pdf' }],
    ['a signed PDF (PAdES)', 'a.pdf', signedPdfBytes('atto'), { content: 'pdf', signature: 'UNVERIFIED' }],
    [
      'an envelope (CAdES, DER)',
      'a.pdf.p7m',
      P7M,
      { content: 'p7m', enclosed: 'pdf', signature: 'UNVERIFIED' },
    ],
    [
      'an envelope in PEM',
      'a.p7m',
      text(`-----BEGIN PKCS7-----\n${base64(P7M)}\n-----END PKCS7-----\n`),
      { enclosed: 'pdf' },
    ],
    ['an envelope in base64', 'a.p7m', text(base64(P7M)), { enclosed: 'pdf' }],
    ['base64 without its padding', 'a.p7m', text(base64(P7M).replace(/=+$/, '')), { enclosed: 'pdf' }],
    ['base64 that lost its end', 'a.p7m', text(base64(P7M).replace(/..=*$/, '')), { enclosed: 'pdf' }],
    ['an envelope in BER, in pieces', 'a.p7m', envelopeInPieces(PDF), { enclosed: 'pdf' }],
    ['an envelope in an envelope', 'a.pdf.p7m.p7m', envelopeBytes(P7M), { enclosed: 'pdf' }],
    ['an envelope around XML', 'a.xml.p7m', envelopeBytes(text('<a/>')), { enclosed: 'xml' }],
    ['XML without a declaration', 'a.xml', text('<a/>'), { content: 'xml', signature: 'NONE' }],
    ['XML after spaces', 'a.xml', text('\ufeff \n<a/>'), { content: 'xml' }],
    [
      'XML in Latin-1',
      'a.xml',
      text('<?xml version="1.0" encoding="ISO-8859-1"?><a>Società</a>', 'latin1'),
      { content: 'xml' },
    ],
    ['XML in UTF-16', 'a.xml', text('\ufeff<a>à</a>', 'utf16le'), { content: 'xml' }],
    ['signed XML (XAdES)', 'a.xml', text(XADES), { content: 'xml', signature: 'UNVERIFIED' }],
    [
      'XML that only speaks of it',
      'a.xml',
      text('<a Signature="http://www.w3.org/2000/09/xmldsig#"/>'),
      { signature: 'NONE' },
    ],
    ['JSON', 'a.json', text('\ufeff{"a":1}'), { content: 'json', mediaType: 'application/json' }],
  ])('%s', async (_name, fileName, bytes, found) => {
    expect(await inspectFile(bytes, fileName)).toMatchObject(found)
  })
})

const faultOf = async (bytes: Buffer, fileName: string): Promise<unknown> =>
  inspectFile(bytes, fileName).then(
    () => 'taken',
    (error: unknown) => (error instanceof BusinessError ? (error.facts['fault'] ?? error.facts) : error),
  )

describe('a file that cannot be read is refused with what is wrong with it', () => {
  it.each<[FileFault, string, string, Buffer]>([
    ['PDF_LOCKED', 'a PDF with a password', 'a.pdf', locked()],
    ['PDF_BROKEN', 'a header alone', 'a.pdf', text('%PDF-1.7\n')],
    ['PDF_BROKEN', 'half a PDF', 'a.pdf', PDF.subarray(0, 200)],
    ['PDF_BROKEN', 'an envelope around half a PDF', 'a.p7m', envelopeBytes(PDF.subarray(0, 200))],
    ['ENVELOPE_BROKEN', 'half an envelope', 'a.p7m', P7M.subarray(0, P7M.length / 2)],
    ['ENVELOPE_UNSIGNED', 'an envelope that nobody signed', 'a.p7m', envelopeBytes(PDF, 0)],
    ['ENVELOPE_DETACHED', 'a signature without its document', 'a.pdf.p7s', envelopeBytes(null)],
    ['ENVELOPE_DETACHED', 'the same under another name', 'a.pdf.p7m', envelopeBytes(null)],
    ['ENVELOPE_CONTENT', 'an envelope around a text', 'a.p7m', envelopeBytes(text('ciao'))],
    [
      'ENVELOPE_DEPTH',
      'six envelopes',
      'a.p7m',
      [1, 2, 3, 4, 5, 6].reduce((bytes) => envelopeBytes(bytes), PDF),
    ],
    ['TEXT_ENCODING', 'JSON in Latin-1', 'a.json', text('{"a":"à"}', 'latin1')],
    ['TEXT_ENCODING', 'XML that is not in the encoding of XML', 'a.xml', text('<a>à</a>', 'latin1')],
    ['TEXT_ENCODING', 'an encoding that nobody knows', 'a.xml', text('<?xml encoding="EBCDIC-9"?><a/>')],
    ['TEXT_CUT', 'JSON that ends too early', 'a.json', text('{"a":')],
  ])('%s: %s', async (fault, _name, fileName, bytes) => {
    expect(await faultOf(bytes, fileName)).toBe(fault)
  })

  it.each([
    ['JSON', 'a.json', '{"a":1,\n"b" 2}', { line: 2, column: 5 }],
    ['XML', 'a.xml', '<a>\n<b></a>', { line: 2, column: 8 }],
  ])('%s that is not well formed, with the place', async (_name, fileName, content, place) => {
    expect(await faultOf(text(content), fileName)).toEqual({ file: fileName, ...place })
  })

  it.each([
    ['a name that says otherwise', text('{}'), 'a.pdf', 'contiene JSON: il nome dice altro.'],
    [
      'what nobody knows',
      text('ciao'),
      'b.txt',
      'contiene un formato che non si riconosce: sono accettati P7M, PDF, XML, JSON, EML.',
    ],
    [
      'a format that is known, and not taken',
      text('\u0089PNG\r\n\u001a\n\0\0\0\rIHDR\0\0\0', 'latin1'),
      'c.png',
      'contiene PNG: sono accettati P7M, PDF, XML, JSON, EML.',
    ],
    ['an empty file', Buffer.alloc(0), 'd.pdf', 'è vuoto. Controlla di aver scelto quello giusto'],
    ['half a PDF', text('%PDF-'), 'e.pdf', 'salvalo di nuovo come PDF e ricaricalo'],
    ['XML with a fault', text('<a>'), 'f.xml', 'si ferma alla riga 1, colonna'],
  ])('says how to mend it: %s', async (_name, bytes, fileName, sentence) => {
    const error = await inspectFile(bytes, fileName).catch((thrown: unknown) => thrown)
    expect(error instanceof BusinessError && refusalText(error.code, error.facts)).toContain(sentence)
  })

  it('is not among those that a task accepts, alone or in its envelope', () => {
    const accepting = ['pdf', 'p7m']
    const refusal = (content: 'xml' | 'p7m', enclosed: 'xml' | null) => () =>
      requireContent({ fileName: 'c', content, enclosed }, accepting)
    expect(refusal('xml', null)).toThrow('FILE_TYPE_MISMATCH')
    expect(refusal('p7m', 'xml')).toThrow('FILE_TYPE_MISMATCH')
    expect(() => requireContent({ fileName: 'c', content: 'p7m', enclosed: 'pdf' }, accepting)).not.toThrow()
  })
})
