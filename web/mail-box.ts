/** A mail of the sink, as a list shows it. */
export interface MailEntry {
  id: string
  receivedAt: string
  from: string
  to: string[]
  subject: string
  attachments: number
}
/** The same, read whole. */
export interface ReadMail extends MailEntry {
  text: string
  files: { name: string; type: string; content: Uint8Array }[]
}

/** The local mail sink as pages read it. */
export interface MailBox {
  /** A page of the mails that a test lets through, newest first, after the one with that id; `next` is the last looked at, null where
   * none is left. Of a large sink so many are looked at, and a page may be short. */
  list: (
    shows: (mail: MailEntry) => boolean,
    asked: { after?: string | undefined },
  ) => Promise<{ items: MailEntry[]; next: string | null }>
  read: (id: string) => Promise<ReadMail | null>
  /** The whole mail as it arrived. */
  raw: (id: string) => Promise<Buffer>
}
