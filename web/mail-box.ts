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
  list: () => Promise<MailEntry[]>
  read: (id: string) => Promise<ReadMail | null>
  /** The whole mail as it arrived. */
  raw: (id: string) => Promise<Buffer>
}
