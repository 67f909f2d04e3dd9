import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createTransport } from 'nodemailer'
import { listMails, readMail, startMailSink, type MailSink } from './mail-sink.ts'
import { localSettings } from './settings.ts'

let dataDir: string
let port: number
let sink: MailSink

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'concilia-mail-'))
  port = await freePort()
  sink = await startSink()
})
afterEach(async () => {
  await sink.close()
  await rm(dataDir, { recursive: true, force: true })
})

function startSink(): Promise<MailSink> {
  const settings = localSettings({ name: 'mail', dataDir, portOffset: 0 })
  return startMailSink({ ...settings, ports: { ...settings.ports, smtp: port } })
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port: free } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return free
}

function send(to: string[]): Promise<unknown> {
  return createTransport({ host: '127.0.0.1', port }).sendMail({
    messageId: '<01ABC@concilia.example>',
    from: 'Rete <rete@concilia.example>',
    to,
    subject: 'Convocazione del Comitato: è il 5 ottobre',
    text: 'Si riunisce il Comitato.',
    attachments: [{ filename: 'convocazione.ics', contentType: 'text/calendar', content: 'BEGIN:VCALENDAR' }],
  })
}

describe('the mail sink', () => {
  it('keeps a mail with its recipients, text and calendar file, over restarts', async () => {
    await send(['uno@ente.example', 'due@ente.example'])
    await sink.close()
    sink = await startSink()
    const [summary] = (await listMails(sink.dir, () => true)).items
    expect(summary).toMatchObject({
      from: 'Rete <rete@concilia.example>',
      to: ['uno@ente.example', 'due@ente.example'],
      subject: 'Convocazione del Comitato: è il 5 ottobre',
      attachments: 1,
    })
    const mail = await readMail(sink.dir, summary?.id ?? '')
    if (mail === null) throw new Error('the mail was not kept')
    expect(mail.text.trim()).toBe('Si riunisce il Comitato.')
    expect(mail.messageId).toBe('<01ABC@concilia.example>')
    const files = mail.files.map(({ name, type, content }) => [
      name,
      type,
      Buffer.from(content).toString().trim(),
    ])
    expect(files).toEqual([['convocazione.ics', 'text/calendar', 'BEGIN:VCALENDAR']])
  })

  it('refuses the recipients of the refused domain with 550, and keeps nothing', async () => {
    await expect(send(['qualcuno@rifiutata.example'])).rejects.toMatchObject({ responseCode: 550 })
    expect(await listMails(sink.dir, () => true)).toEqual({ items: [], next: null })
  })

  it('is listed by the page, newest first: each mail once, whatever comes meanwhile', async () => {
    for (let number = 1; number <= 52; number += 1) await send([`${String(number)}@ente.example`])
    const ours = (mail: { to: string[] }) => mail.to[0] !== '50@ente.example'
    const first = await listMails(sink.dir, ours)
    await send(['dopo@ente.example'])
    const second = await listMails(sink.dir, ours, first.next ?? '')
    const all = Array.from({ length: 52 }, (_, index) => `${String(52 - index)}@ente.example`)
    const to = [...first.items, ...second.items].map((mail) => mail.to[0])
    expect(to).toEqual(all.filter((address) => address !== '50@ente.example'))
    expect([first.items.length, first.next, second.next]).toEqual([50, first.items.at(-1)?.id, null])
    expect((await listMails(sink.dir, () => false)).items).toEqual([])
  })

  it('gives no file for an id that is not one of its own', async () => {
    expect(await readMail(sink.dir, '../../etc/passwd')).toBeNull()
    expect(await readMail(sink.dir, '01M81A9584DEG0RK3Z6TP4Z8RQ')).toBeNull()
  })
})
