import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { listMails, readMail } from '../local/mail-sink.ts'
import type { MailBox } from '../web/mail-box.ts'
import type { Config } from './config.ts'

/** The local mail sink for its pages, in the demo only; null where mail really leaves. */
export function localMailBox({ CONCILIA_MODE, CONCILIA_MAIL_DIR: folder }: Config): MailBox | null {
  if (CONCILIA_MODE !== 'demo' || folder === undefined) return null
  return {
    list: (shows, { after }) => listMails(folder, shows, after),
    read: (id) => readMail(folder, id),
    raw: (id) => readFile(join(folder, `${id}.eml`)),
  }
}
