import { describe, expect, it } from '@jest/globals'
import { daticert, receiptMail } from '../../test/support/pec.ts'
import type { SaidByProvider } from '../../test/support/pec.ts'
import { inspectFile } from './uploaded-file.ts'

const SAID: SaidByProvider = { msgid: '01ABC@concilia', consegna: 'ente@pec.example' }
const receiptIn = async (bytes: Buffer | string, fileName: string) =>
  (await inspectFile(Buffer.from(bytes), fileName)).receipt ?? null

describe('a receipt of certified mail, as its provider’s file says it (DM 2/11/2005)', () => {
  it('is read from the mail as it came, which bears a signature that nobody verifies', async () => {
    const { content, mediaType, signature, receipt } = await inspectFile(receiptMail(SAID), 'ricevuta.eml')
    expect({ content, mediaType, signature }).toEqual({
      ...{ content: 'eml', mediaType: 'message/rfc822', signature: 'UNVERIFIED' },
    })
    expect(receipt).toEqual({
      ...{ kind: 'DELIVERY', at: new Date('2027-03-05T10:00:00Z'), messageId: '01ABC@concilia' },
      ...{ recipients: ['ente@pec.example'], provider: 'Gestore S.p.A.' },
      identifier: 'opec.1@gestore.example',
    })
  })

  it('is read from its daticert.xml alone, to the same words', async () => {
    expect(await receiptIn(daticert(SAID), 'daticert.xml')).toEqual(
      await receiptIn(receiptMail(SAID), 'ricevuta.eml'),
    )
  })

  it('says nothing by what is inside the mail that was sent', async () => {
    const receipt = await receiptIn(receiptMail(SAID, 'errore-consegna'), 'ricevuta.eml')
    expect(receipt?.kind).toBe('DELIVERY')
  })

  it.each([
    ['accettazione', 'ACCEPTANCE'],
    ['non-accettazione', 'NOT_ACCEPTED'],
    ['avvenuta-consegna', 'DELIVERY'],
    ['errore-consegna', 'NOT_DELIVERED'],
    ['preavviso-errore-consegna', 'DELAYED'],
    ['presa-in-carico', undefined],
    ['posta-certificata', undefined],
    ['rilevazione-virus', undefined],
  ])('«%s» is %s (DPR 68/2005 art. 6, 8)', async (tipo, kind) => {
    expect((await receiptIn(daticert({ ...SAID, tipo }), 'daticert.xml'))?.kind).toBe(kind)
  })

  it.each([
    ['+0200', '2027-03-05T09:00:00.000Z'],
    ['+0000', '2027-03-05T11:00:00.000Z'],
    ['-0330', '2027-03-05T14:30:00.000Z'],
  ])('tells its instant in the zone %s', async (zona, at) => {
    expect((await receiptIn(daticert({ ...SAID, zona }), 'daticert.xml'))?.at.toISOString()).toBe(at)
  })

  it('is of all addresses where it names none alone', async () => {
    const said = { msgid: 'm@concilia', tipo: 'accettazione', destinatari: ['a@pec.it', 'b@pec.it'] }
    expect((await receiptIn(daticert(said), 'daticert.xml'))?.recipients).toEqual(['a@pec.it', 'b@pec.it'])
  })

  it.each([
    ['without a day', daticert({ ...SAID, giorno: '' })],
    ['on a day that is none', daticert({ ...SAID, giorno: '41/03/2027' })],
    ['on a day that its month has not', daticert({ ...SAID, giorno: '29/02/2027' })],
    ['at an hour that is none', daticert({ ...SAID, ora: '24:00:00' })],
    ['in a zone that is none', daticert({ ...SAID, zona: '+0199' })],
    ['without a zone', daticert({ ...SAID, zona: '' })],
    ['about two mails', daticert(SAID).replace('</dati>', '<msgid>&lt;x@y&gt;</msgid></dati>')],
    ['of something else', '<fattura/>'],
    ['of nobody', daticert({ ...SAID, destinatari: [] })],
  ])('is none %s', async (_, xml) => {
    expect(await receiptIn(xml, 'daticert.xml')).toBeNull()
  })

  it('is none in a mail that brings two', async () => {
    const mail = receiptMail(SAID).toString()
    const part = /--m\r\nContent-Type: application\/xml[\s\S]*?(?=--m\r\nContent-Type: message)/.exec(mail)
    const doubled = mail.replace(part![0], part![0] + part![0])
    expect(await receiptIn(doubled, 'ricevuta.eml')).toBeNull()
  })

  it('is none in any other mail', async () => {
    const mail = 'Message-ID: <a@b>\r\nSubject: Ciao\r\n\r\nCiao\r\n'
    expect(await receiptIn(mail, 'ciao.eml')).toBeNull()
  })

  it('is not hidden under another name', async () => {
    await expect(inspectFile(receiptMail(SAID), 'ricevuta.pdf')).rejects.toMatchObject({
      code: 'FILE_TYPE_MISMATCH',
    })
  })
})
