import { describe, expect, it } from '@jest/globals'
import type { FormFault } from '../../domain/call/signed-form.ts'
import { formFault } from '../../domain/call/signed-form.ts'
import { sha256Hex } from '../../domain/shared/canonical-json.ts'
import { envelopeBytes, envelopeInPieces, pdfBytes, signedIncrement } from '../../test/support/small-files.ts'
import { refusalText } from '../../words/refusals.ts'
import { inspectFile } from '../file/uploaded-file.ts'

const FORM = pdfBytes('la domanda di ora')
const OLDER = pdfBytes('la domanda di ieri')
const OTHER = pdfBytes('un altro documento')
const MADE = [
  { contentSha256: 'older', sha256: sha256Hex(OLDER) },
  { contentSha256: 'now', sha256: sha256Hex(FORM) },
]
const text = (content: string): Buffer => Buffer.from(content, 'latin1')
const pem = (bytes: Buffer): Buffer =>
  text(`-----BEGIN PKCS7-----\n${bytes.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END PKCS7-----\n`)
/* Opened and saved again: the same page, in other bytes. */
const savedAgain = Buffer.concat([text('%PDF-1.7\n%saved\n'), FORM.subarray('%PDF-1.7\n'.length)])

const faultOf = async (bytes: Buffer, fileName: string, made = MADE): Promise<FormFault | null> =>
  formFault(await inspectFile(bytes, fileName), { made, contentSha256: 'now' })

describe('the form that comes back signed is the one that was generated of what is written now (art. 10)', () => {
  it.each<[string, string, Buffer]>([
    ['in an envelope (CAdES, DER)', 'a.pdf.p7m', envelopeBytes(FORM)],
    ['in PEM', 'a.p7m', pem(envelopeBytes(FORM))],
    ['in base64', 'a.p7m', text(envelopeBytes(FORM).toString('base64'))],
    ['in BER, in pieces', 'a.p7m', envelopeInPieces(FORM)],
    ['by two, one envelope in another', 'a.pdf.p7m.p7m', envelopeBytes(envelopeBytes(FORM))],
    ['by two in one envelope', 'a.p7m', envelopeBytes(FORM, 2)],
    ['inside the PDF (PAdES)', 'a.pdf', signedIncrement(FORM)],
    ['by two inside the PDF', 'a.pdf', signedIncrement(signedIncrement(FORM))],
    ['inside the PDF, and then in an envelope', 'a.pdf.p7m', envelopeBytes(signedIncrement(FORM))],
    ['inside a PDF whose last line has no end', 'a.pdf', signedIncrement(FORM.subarray(0, FORM.length - 1))],
  ])('is taken signed %s', async (_how, name, bytes) => {
    const made = [...MADE, { contentSha256: 'now', sha256: sha256Hex(FORM.subarray(0, FORM.length - 1)) }]
    expect(await faultOf(bytes, name, made)).toBeNull()
  })

  it.each<[FormFault, string, string, Buffer]>([
    ['UNSIGNED', 'the form as it was downloaded', 'a.pdf', FORM],
    ['UNSIGNED', 'another document without a signature', 'a.pdf', OTHER],
    ['OLDER', 'the form of an older content, in an envelope', 'a.p7m', envelopeBytes(OLDER)],
    ['OLDER', 'the form of an older content, signed inside', 'a.pdf', signedIncrement(OLDER)],
    ['DIFFERENT', 'another document, in an envelope', 'a.p7m', envelopeBytes(OTHER)],
    ['DIFFERENT', 'another document, signed inside', 'a.pdf', signedIncrement(OTHER)],
    ['DIFFERENT', 'the form, saved again and then signed', 'a.p7m', envelopeBytes(savedAgain)],
    ['DIFFERENT', 'the form, saved again and signed inside', 'a.pdf', signedIncrement(savedAgain)],
    ['DIFFERENT', 'a signature that covers only a part of the form', 'a.pdf', signedIncrement(FORM, 200)],
    ['DIFFERENT', 'the form after another document', 'a.pdf', signedIncrement(Buffer.concat([OTHER, FORM]))],
    ['DIFFERENT', 'an envelope around XML', 'a.xml.p7m', envelopeBytes(text('<a/>'))],
  ])('%s: %s', async (fault, _what, name, bytes) => {
    expect(await faultOf(bytes, name)).toBe(fault)
  })

  it('is not there to compare with before somebody downloads it', async () => {
    expect(await faultOf(envelopeBytes(FORM), 'a.p7m', [])).toBe('NOT_MADE')
  })

  it.each<[FormFault, string]>([
    ['NOT_MADE', 'Scaricala da questa pagina'],
    ['UNSIGNED', 'Firma digitalmente la domanda scaricata'],
    ['OLDER', 'Scaricala di nuovo, firmala'],
    ['DIFFERENT', 'firmala così com’è'],
  ])('%s says how to mend it', (fault, remedy) => {
    expect(refusalText('SIGNED_FORM_REFUSED', { file: 'a.p7m', fault })).toContain(remedy)
  })
})
