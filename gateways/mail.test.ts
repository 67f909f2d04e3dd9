import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { TransientError } from '../domain/shared/errors.ts'
import type { MailMessage, StoredFile } from '../domain/shared/ports.ts'
import { PermanentRefusal } from '../domain/shared/ports.ts'
import { createMailGateway } from './mail.ts'

const received: Buffer[] = []
const answers: Record<string, number> = { 'nessuno@rete.example': 550, 'piena@rete.example': 452 }
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  onRcptTo: ({ address }, _session, done) => {
    const responseCode = answers[address]
    done(responseCode ? Object.assign(new Error('refused'), { responseCode }) : null)
  },
  onData: (stream, _session, done) => {
    buffer(stream).then((raw) => {
      received.push(raw)
      done()
    }, done)
  },
})
/* Whoever cannot read what it sends leaves in the middle of it. */
server.on('error', () => undefined)
const listening = (): number => (server.server.address() as AddressInfo).port

const fileOf = (text: string, fault?: Error): StoredFile => ({
  ...{ sha256: 'of the text', sizeBytes: text.length },
  async *content() {
    yield await Promise.resolve(Buffer.from(text))
    if (fault) throw fault
  },
})

const message = (to: string): MailMessage => ({
  messageId: '<01K9ZQ4V7N3R8X2T5B6C1D0E9F@concilia>',
  date: new Date('2027-05-14T10:00:00Z'),
  to: [to],
  subject: 'Convocazione',
  text: 'La riunione è convocata.',
  attachments: [{ filename: 'avviso.pdf', contentType: 'application/pdf', file: fileOf('%PDF-1.7') }],
})

describe('mail gateway', () => {
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
  afterAll(() => new Promise<void>((resolve) => server.close(resolve)))

  const gateway = (port = listening()) =>
    createMailGateway({
      url: `smtp://127.0.0.1:${port}`,
      ...{ from: 'rete@ats.example', replyTo: 'segreteria@ats.example' },
    })

  it('sends the message with its own id, sender, legal time and attachments', async () => {
    await gateway().send(message('cciaa@rete.example'))
    const mail = await PostalMime.parse(received[0] ?? Buffer.alloc(0))
    expect(mail.messageId).toBe('<01K9ZQ4V7N3R8X2T5B6C1D0E9F@concilia>')
    expect(mail.from?.address).toBe('rete@ats.example')
    expect(mail.replyTo?.map((one) => one.address)).toEqual(['segreteria@ats.example'])
    expect(mail.date).toBe('2027-05-14T10:00:00.000Z')
    expect(mail.text?.trim()).toBe('La riunione è convocata.')
    expect(mail.attachments[0]?.filename).toBe('avviso.pdf')
    expect(Buffer.from(mail.attachments[0]?.content as ArrayBuffer).toString()).toBe('%PDF-1.7')
  })

  it('says that a file cannot be read, not that the server may answer later', async () => {
    const fault = new Error('stored file has changed on disk')
    const attachments = [{ filename: 'a.pdf', contentType: 'application/pdf', file: fileOf('%PDF', fault) }]
    await expect(gateway().send({ ...message('cciaa@rete.example'), attachments })).rejects.toBe(fault)
  })

  it('calls a recipient that the server refuses a permanent refusal', async () => {
    await expect(gateway().send(message('nessuno@rete.example'))).rejects.toThrow(PermanentRefusal)
  })

  it('calls an address that is none a permanent refusal', async () => {
    await expect(gateway().send(message(''))).rejects.toThrow(PermanentRefusal)
  })

  it('calls a full mailbox transient', async () => {
    await expect(gateway().send(message('piena@rete.example'))).rejects.toThrow(TransientError)
  })

  it('calls a server that is not there transient', async () => {
    await expect(gateway(1).send(message('cciaa@rete.example'))).rejects.toThrow(TransientError)
  })

  describe('with a server that never comes to an end', () => {
    afterEach(() => void jest.useRealTimers())

    it('gives up after 45 seconds, so that the claim of the row outlasts the send', async () => {
      const silent = createServer((socket) => void socket.write('220 silent\r\n'))
      await once(silent.listen(0, '127.0.0.1'), 'listening')
      jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] })
      const connected = once(silent, 'connection') as Promise<[Socket]>
      const sending = expect(
        gateway((silent.address() as AddressInfo).port).send(message('cciaa@rete.example')),
      ).rejects.toThrow('no answer within 45000 ms')
      const [socket] = await connected
      await once(socket, 'data')
      jest.advanceTimersByTime(45_000)
      await sending
      socket.destroy()
      silent.close()
    })
  })
})
