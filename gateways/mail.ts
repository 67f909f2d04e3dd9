import nodemailer from 'nodemailer'
import { TransientError } from '../domain/shared/errors.ts'
import { inTime } from '../domain/shared/in-time.ts'
import type { MailGateway } from '../domain/shared/ports.ts'
import { PermanentRefusal } from '../domain/shared/ports.ts'
import { sentFiles } from './sent-file.ts'

interface SmtpFailure extends Error {
  code?: string
  responseCode?: number
}

/* A server that answers now and then never lets a socket's own limit pass. */
const LIMIT_MS = 45_000

/** Sends mail over SMTP (`smtp://` or `smtps://`). A 5xx is for good; 4xx, anything about the connection and
 * 45 seconds without an end may pass. */
export function createMailGateway(settings: {
  url: string
  from: string
  /** Where answers are read; the sender's where nobody says. */
  replyTo?: string | undefined
}): MailGateway & { answers(): Promise<boolean>; close(): void } {
  const transport = nodemailer.createTransport(
    { url: settings.url, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 },
    { from: settings.from, replyTo: settings.replyTo, disableFileAccess: true, disableUrlAccess: true },
  )
  return {
    async send(message) {
      const files = sentFiles()
      const attachments = message.attachments.map(({ file, ...named }) => ({
        ...named,
        content: files.stream(file),
      }))
      try {
        await inTime(transport.sendMail({ ...message, attachments }), LIMIT_MS)
      } catch (error) {
        files.throwFault()
        throw sendingError(error as SmtpFailure)
      }
    },
    answers: () => transport.verify(),
    close: () => {
      transport.close()
    },
  }
}

function sendingError(failure: SmtpFailure): Error {
  const said = `mail not sent: ${failure.message}`
  return isForGood(failure)
    ? new PermanentRefusal(said, { cause: failure })
    : new TransientError(said, { cause: failure })
}

/* Without an answer of the server an envelope is refused by ourselves: the address is none. */
const isForGood = ({ code, responseCode }: SmtpFailure): boolean =>
  responseCode === undefined ? code === 'EENVELOPE' : responseCode >= 500
