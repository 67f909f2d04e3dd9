import { partnershipFilters } from '../api/partnerships.ts'
import { atOnce } from '../domain/shared/at-once.ts'
import { localDateOf } from '../domain/shared/terms.ts'
import { dueView } from './due.ts'
import { choice, confirmation, text } from './forms/fields.ts'
import type { ActContext, PageAct, PageRoute } from './page.ts'
import { param, receipt, together } from './page.ts'
import { readList, shownList } from './paging.ts'

const partnerships = shownList('partnerships', partnershipFilters, { text: ['Progetto, capofila o avviso'] })
const LETTER = /^letter-(.+)$/

const confirmAct: PageAct = {
  name: 'confirm',
  operation: 'POST /api/applications/{applicationId}/confirmation',
  params: ({ query }) => ({ applicationId: query['of'] ?? '' }),
  fields: {
    partSha256: text,
    signatory: choice,
    confirmed: confirmation('Conferma che il tuo ente partecipa, con questo ruolo e questo apporto.'),
  },
  done: ({ path }) => ({ to: path, receipt: receipt('Partecipazione confermata.') }),
}

/** The letters by which partners confirm, each from its own field of the application's page (art. 9). */
export const lettersAct: PageAct = {
  name: 'letters',
  operation: null,
  fields: ({ fileFields }: ActContext) =>
    Promise.resolve({
      body: {},
      problems:
        fileFields.length > 0
          ? []
          : [{ path: '', code: 'FILE_MISSING', message: 'Scegli almeno una lettera.' }],
    }),
  file(field, context) {
    const partnerCode = LETTER.exec(field)?.[1]
    if (partnerCode === undefined) return null
    return {
      operation: 'POST /api/applications/{applicationId}/letters/{partnerCode}',
      params: { applicationId: param(context, 'id'), partnerCode },
    }
  },
  where: (place) => (LETTER.test(place) ? 'Lettera' : place),
  done: ({ path }) => ({ to: path, receipt: receipt('Lettere caricate.') }),
}

/** Asking by mail the partners that have not confirmed (art. 9). */
export const inviteAct: PageAct = {
  name: 'invite',
  operation: 'POST /api/applications/{applicationId}/invitations',
  params: (context) => ({ applicationId: param(context, 'id') }),
  done: ({ path }, answer) => ({ to: path, receipt: receipt(toldInvited(answer as Invited)) }),
}

interface Invited {
  invited: number
  unreachable: number
}

function toldInvited({ invited, unreachable }: Invited): string {
  if (invited + unreachable === 0)
    return 'Nessuno da invitare: chi non ha confermato è già stato invitato oggi.'
  const told = invited === 0 ? [] : [`Invito spedito: ${invited === 1 ? 'un ente' : `${invited} enti`}.`]
  const mute = unreachable === 1 ? 'Un ente non ha' : `${unreachable} enti non hanno`
  return [...told, ...(unreachable === 0 ? [] : [`${mute} nessuno con accesso: serve la lettera.`])].join(' ')
}

/** Where the own body is named as a partner, and its confirmation (art. 9). */
export const partnershipPages: readonly PageRoute[] = [
  {
    path: '/partnerships',
    who: ['NETWORK_MEMBER', 'ALLIANCE_LEAD'],
    asks: [...partnerships.names, 'of'],
    async read(context) {
      const { actor, now } = context
      const { list, able } = await together(context, ({ parts }) =>
        atOnce({
          list: readList(context, partnerships, (asked) => parts.reads.partnerships.own(actor, asked)),
          able: parts.reads.network.signatories(actor, actor.bodyId ?? '', localDateOf(now)),
        }),
      )
      const items = list.items.map((one) => ({ ...one, closes: dueView(one.closesAt, now) }))
      return {
        title: 'Partecipazioni',
        template: 'partnerships',
        view: {
          list: { ...list, items },
          signatories: able.map(({ personId, displayName }) => ({ value: personId, label: displayName })),
          signatory: able.find((one) => one.personId === actor.personId)?.personId ?? null,
        },
      }
    },
    acts: [confirmAct],
  },
]
