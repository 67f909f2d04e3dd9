import { BusinessError } from '../domain/shared/errors.ts'
import type { MailEntry, ReadMail } from './mail-box.ts'
import type { PageContext, PageRoute } from './page.ts'
import { param } from './page.ts'
import { readList, shownList } from './paging.ts'

const shown = shownList('mails', {}, {})

/* The id of a mail, as the list gave it. Throws QUERY_INVALID where it is none. */
function keyOf(after: string | undefined): string | undefined {
  if (after === undefined || /^[0-9A-HJKMNP-TV-Z]{26}$/.test(after)) return after
  const message = 'La chiave della pagina è stata cambiata: riparti dalla prima pagina.'
  throw new BusinessError('QUERY_INVALID', { problems: [{ path: 'mails-after', code: 'PAGE_KEY', message }] })
}

/* A mail is shown to whom it was sent: the wall of conflicts holds for mail too (art. 5). */
async function isAddressee({ parts, actor }: PageContext): Promise<(mail: MailEntry) => boolean> {
  const own = await parts.reads.deliveries.addressesOf(actor)
  return (mail) => mail.to.some((address) => own.includes(address.toLowerCase()))
}

async function ownMail(context: PageContext): Promise<ReadMail | null> {
  const mail = (await context.parts.mails?.read(param(context, 'id'))) ?? null
  const mine = await isAddressee(context)
  return mail !== null && mine(mail) ? mail : null
}

/** The mail of the demo, which never leaves: each person reads what was sent to it or to its body. */
export const mailPages: readonly PageRoute[] = [
  {
    path: '/mail',
    who: 'SIGNED_IN',
    asks: shown.names,
    async read(context) {
      const { mails } = context.parts
      if (mails === null) return null
      const mine = await isAddressee(context)
      const list = await readList(context, shown, ({ after }) => mails.list(mine, { after: keyOf(after) }))
      return { title: 'Posta', template: 'mails', view: { list } }
    },
  },
  {
    path: '/mail/:id',
    who: 'SIGNED_IN',
    async read(context) {
      const mail = await ownMail(context)
      if (mail === null) return null
      const files = mail.files.map(({ name, content }, index) => ({ name, index, size: content.byteLength }))
      return { title: mail.subject, template: 'mail', view: { ...mail, files } }
    },
  },
  {
    path: '/mail/:id/message.eml',
    who: 'SIGNED_IN',
    async read(context) {
      const mail = await ownMail(context)
      const { mails } = context.parts
      if (mail === null || mails === null) return null
      return {
        file: { content: await mails.raw(mail.id), fileName: `${mail.id}.eml`, mediaType: 'message/rfc822' },
      }
    },
  },
  {
    path: '/mail/:id/files/:index',
    who: 'SIGNED_IN',
    async read(context) {
      const file = (await ownMail(context))?.files[Number(param(context, 'index'))]
      if (file === undefined) return null
      return { file: { content: Buffer.from(file.content), fileName: file.name, mediaType: file.type } }
    },
  },
]
