import { z } from 'zod'
import type { ProviderReceipt, ReceiptKind } from '../../domain/evaluation/delivery.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import { walkXml } from './xml.ts'

/* What providers call their receipts (DM 2/11/2005); what they say to each other is none of the sender's. */
const KINDS: Readonly<Record<string, ReceiptKind>> = {
  accettazione: 'ACCEPTANCE',
  'non-accettazione': 'NOT_ACCEPTED',
  'avvenuta-consegna': 'DELIVERY',
  'errore-consegna': 'NOT_DELIVERED',
  'preavviso-errore-consegna': 'DELAYED',
}
const HAVE_ATTRIBUTES = ['postacert', 'postacert/dati/data']
const TOLD = [
  'postacert/intestazione/destinatari',
  ...(['data/giorno', 'data/ora', 'msgid', 'identificativo', 'gestore-emittente', 'consegna'] as const).map(
    (name) => `postacert/dati/${name}` as const,
  ),
] as const
type Told = (typeof TOLD)[number]
/* Longer than any of its values; what a document says beyond that is not kept. */
const LONGEST = 1000
const MOST_RECIPIENTS = 500

const oneOf = z.tuple([z.string().trim().min(1).max(LONGEST)]).transform(([text]) => text)
const daticert = z.object({
  kind: z.enum(['ACCEPTANCE', 'NOT_ACCEPTED', 'DELIVERY', 'NOT_DELIVERED', 'DELAYED']),
  zone: z
    .string()
    .regex(/^[+-]([01]\d|2[0-3])[0-5]\d$/)
    .transform((told) => `${told.slice(0, 3)}:${told.slice(3)}`),
  day: oneOf.transform((told) => told.split('/').toReversed().join('-')).pipe(localDateSchema),
  time: oneOf.pipe(z.string().regex(/^([01]\d|2[0-3])(:[0-5]\d){2}$/)),
  messageId: oneOf.transform((told) => told.replace(/^<|>$/g, '')),
  identifier: oneOf,
  provider: oneOf,
  about: z.union([oneOf, z.tuple([]).transform(() => null)]),
  recipients: z.array(z.string().trim()).min(1).max(MOST_RECIPIENTS),
})

/** What a `daticert.xml` says; null for any other document, and for one that lacks what a receipt says. Throws as `walkXml` does. */
export function readDaticert(bytes: Uint8Array, file: string): ProviderReceipt | null {
  const { texts, kind, zone } = textsOf(bytes, file)
  const told = daticert.safeParse({
    ...{ kind: KINDS[kind], zone },
    day: texts('postacert/dati/data/giorno'),
    time: texts('postacert/dati/data/ora'),
    messageId: texts('postacert/dati/msgid'),
    identifier: texts('postacert/dati/identificativo'),
    provider: texts('postacert/dati/gestore-emittente'),
    about: texts('postacert/dati/consegna'),
    recipients: texts('postacert/intestazione/destinatari'),
  })
  if (!told.success) return null
  const { day, time, about, recipients, zone: offset, ...rest } = told.data
  const at = new Date(`${day}T${time}${offset}`)
  return { ...rest, at, recipients: about === null ? recipients : [about] }
}

/* Texts by the path of their element, and what stands in attributes. */
function textsOf(bytes: Uint8Array, file: string) {
  const path: string[] = []
  const found = new Map<string, string[]>(TOLD.map((where) => [where, []]))
  const attributes = new Map<string, string>()
  walkXml(bytes, file, {
    open({ name, attributes: given }) {
      path.push(name)
      const here = path.join('/')
      const all = found.get(here)
      if (all && all.length <= MOST_RECIPIENTS) all.push('')
      if (HAVE_ATTRIBUTES.includes(here))
        for (const [key, value] of Object.entries(given)) attributes.set(`${here}@${key}`, value)
    },
    text(text) {
      const all = found.get(path.join('/'))
      if (all && all.length > 0) all[all.length - 1] = `${all.at(-1) ?? ''}${text}`
    },
    close: () => void path.pop(),
  })
  return {
    texts: (where: Told) => found.get(where) ?? [],
    kind: attributes.get('postacert@tipo') ?? '',
    zone: attributes.get('postacert/dati/data@zona') ?? '',
  }
}
