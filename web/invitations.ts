import { choice, day, fieldOf, integer, readFields, text, ticked } from './forms/fields.ts'
import { DOCUMENTS, documentOf } from './network-people-acts.ts'
import type { PageAct, PageRoute } from './page.ts'
import { receipt } from './page.ts'
import { titleOf } from '../words/codes.ts'

const ROLES = (['ALLIANCE_LEAD', 'NETWORK_MEMBER'] as const).map((value) => ({
  value,
  label: titleOf('role', value),
}))

const inviteAct: PageAct = {
  name: 'invite',
  operation: 'POST /api/invitations',
  fields({ typed }) {
    const { body, problems } = readFields(
      { body: text, role: choice, signatory: ticked, act: text, days: integer },
      typed,
    )
    const told = fieldOf(typed, 'person')
    const person = readFields(
      { givenName: text, familyName: text, bornOn: day, taxCode: choice, email: text },
      told,
    )
    const { taxCode = null, ...others } = person.body
    return Promise.resolve({
      body: { ...body, person: { ...others, taxCode, document: documentOf(told) } },
      problems: [...problems, ...person.problems.map((one) => ({ ...one, path: `person.${one.path}` }))],
    })
  },
  done: ({ path }) => ({
    to: path,
    receipt: receipt('Invito spedito: il collegamento vale una volta, entro il giorno indicato nell’elenco.'),
  }),
}

const revokeAct: PageAct = {
  name: 'revoke',
  operation: 'POST /api/invitations/{id}/revoke',
  params: ({ query }) => ({ id: query['of'] ?? '' }),
  fields: { reason: text },
  done: ({ path }) => ({ to: path, receipt: receipt('Invito revocato: il suo collegamento non vale più.') }),
}

/** Inviting a person to act for a body, and the invitations that are open: for the process owner, who keeps the register (art. 8). */
export const invitationPages: readonly PageRoute[] = [
  {
    path: '/network/invitations',
    who: ['PROCESS_OWNER'],
    read: async ({ parts, actor }) => ({
      title: 'Inviti',
      template: 'invitations',
      view: {
        invitations: await parts.reads.network.invitations(actor),
        roles: ROLES,
        documentKinds: DOCUMENTS,
      },
    }),
    acts: [inviteAct, revokeAct],
  },
]
