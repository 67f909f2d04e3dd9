import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import PostalMime, { type Address, type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerAddress, type SMTPServerSession } from 'smtp-server'
import { decodeTime, ulid } from 'ulid'
import type { LocalSettings } from './settings.ts'
import { SetupError } from './setup-error.ts'

/* Recipients of this domain are refused, so that a delivery that fails can be seen. */
const REFUSED_DOMAIN = 'rifiutata.example'

const ENVELOPE_HEADER = 'X-Envelope-To'

/** The running sink: where it keeps its mails. */
export type MailSink = { dir: string; close: () => Promise<void> }

/* A stored mail as a list shows it. `receivedAt` is what its sender wrote, by legal time; by the system's
 * clock where it wrote nothing. */
type MailSummary = {
  id: string
  receivedAt: string
  from: string
  to: string[]
  subject: string
  attachments: number
}

/* A stored mail in full; attachments are bytes with their name and media type (calendar parts included). */
type Mail = MailSummary & {
  messageId: string | null
  text: string
  html: string
  files: { name: string; type: string; content: Uint8Array }[]
}

/** Starts the local SMTP sink: each mail becomes one .eml file that stays over restarts; nothing leaves the machine. In a
 * container of its own it listens on another address than the loopback. */
export async function startMailSink(
  settings: Pick<LocalSettings, 'dataDir' | 'ports'>,
  host = '127.0.0.1',
): Promise<MailSink> {
  const dir = join(settings.dataDir, 'mail')
  await mkdir(dir, { recursive: true })
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 1000,
    onRcptTo: (address: SMTPServerAddress, _session, done) => done(refusal(address.address)),
    onData: (stream, session, done) => {
      buffer(stream)
        .then((raw) => store(dir, session, raw))
        .then(() => done(), done)
    },
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new SetupError(`The mail sink could not start: ${cause.message}.`, { cause })),
    )
    server.listen(settings.ports.smtp, host, resolve)
  })
  server.on('error', () => {})
  return { dir, close: () => new Promise((resolve) => server.close(resolve)) }
}

function refusal(address: string): Error | null {
  if (!address.toLowerCase().endsWith(`@${REFUSED_DOMAIN}`)) return null
  return Object.assign(new Error('5.1.1 mailbox unavailable'), { responseCode: 550 })
}

// The envelope goes into a header of ours: blind copies and the true recipients are in no other.
async function store(dir: string, session: SMTPServerSession, raw: Buffer): Promise<void> {
  const recipients = session.envelope.rcptTo.map((address) => address.address).join(', ')
  const file = join(dir, `${ulid()}.eml`)
  await writeFile(`${file}.part`, Buffer.concat([Buffer.from(`${ENVELOPE_HEADER}: ${recipients}\r\n`), raw]))
  await rename(`${file}.part`, file)
}

const MOST_SHOWN = 50
const MOST_READ = 500

/** A page of the stored mails that a test lets through, newest first, after the one with that id; `next` is the last that was read, null
 * where none is left. Not more than five hundred are read for it. */
export async function listMails(
  dir: string,
  shows: (mail: MailSummary) => boolean,
  after?: string,
): Promise<{ items: MailSummary[]; next: string | null }> {
  const ids = (await readdir(dir).catch(() => []))
    .filter((name) => name.endsWith('.eml'))
    .map((name) => name.slice(0, -4))
    .filter((id) => after === undefined || id < after)
    .toSorted()
    .toReversed()
  const items: MailSummary[] = []
  for (const [index, id] of ids.slice(0, MOST_READ).entries()) {
    const mail = await readMail(dir, id)
    if (mail !== null && shows(mail)) items.push(mail)
    if (items.length === MOST_SHOWN) return { items, next: index + 1 < ids.length ? id : null }
  }
  return { items, next: ids[MOST_READ] === undefined ? null : (ids[MOST_READ - 1] ?? null) }
}

/** One stored mail, or null when there is none with this id. */
export async function readMail(dir: string, id: string): Promise<Mail | null> {
  if (!/^[0-9A-Z]{26}$/.test(id)) return null
  const raw = await readFile(join(dir, `${id}.eml`)).catch(() => null)
  if (raw === null) return null
  const email = await PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer' })
  return toMail(id, email)
}

function toMail(id: string, email: Email): Mail {
  const recipients = email.headers.find((header) => header.key === ENVELOPE_HEADER.toLowerCase())?.value ?? ''
  return {
    id,
    receivedAt: email.date ?? new Date(decodeTime(id)).toISOString(),
    from: toText(email.from),
    to: recipients.split(', ').filter((recipient) => recipient !== ''),
    subject: email.subject ?? '',
    attachments: email.attachments.length,
    messageId: email.messageId ?? null,
    text: email.text ?? '',
    html: email.html ?? '',
    files: email.attachments.map((file) => ({
      name: file.filename ?? 'invite.ics',
      type: file.mimeType,
      content: typeof file.content === 'string' ? Buffer.from(file.content) : new Uint8Array(file.content),
    })),
  }
}

function toText(address: Address | undefined): string {
  if (address === undefined) return ''
  return address.name === '' ? (address.address ?? '') : `${address.name} <${address.address ?? ''}>`
}
