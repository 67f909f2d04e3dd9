import { formatDate } from '../words/formats.ts'
import { choice, day, fieldOf, readFields, text, ticked } from './forms/fields.ts'
import type { FormShape, Typed } from './forms/fields.ts'
import type { ActContext, PageAct } from './page.ts'
import { param, receipt } from './page.ts'

const told = { act: text, reason: text, confirmed: choice }
const period = { from: day, until: day, ...told }

/* By where the function is: what its form says beside the period. */
const PLACES: Readonly<Record<string, FormShape>> = {
  network: { role: choice, ...period },
  body: { role: choice, body: text, signatory: ticked, ...period },
  office: { body: text, office: text, ...period },
  seat: { seatId: choice, seatRole: choice, ...period },
}
const ROLE_OF: Readonly<Record<string, object>> = {
  office: { role: 'OFFICE_HOLDER' },
  seat: { role: 'COMMITTEE_MEMBER' },
}

/** Giving a function: a form for each place where one may have it. */
export const giveAct: PageAct = {
  name: 'give',
  operation: 'POST /api/network/people/{personId}/functions',
  params: (context) => ({ personId: param(context, 'id') }),
  fields({ query, typed }) {
    const place = query['of'] ?? ''
    const { body, problems } = readFields(PLACES[place] ?? {}, typed)
    return Promise.resolve({ body: { ...body, ...ROLE_OF[place] }, problems })
  },
  done: ({ path }) => ({
    to: path,
    receipt: receipt('Funzione data: la persona ne riceve notizia per posta.'),
  }),
}

/** The choice that limits a substitution to no application. */
export const OF_ALL = 'ALL'

/** Letting a person act in the place of who holds a function. */
export const substituteAct: PageAct = {
  name: 'substitute',
  operation: 'POST /api/network/people/{personId}/substitutions',
  params: (context) => ({ personId: param(context, 'id') }),
  fields({ typed }) {
    const { body, problems } = readFields({ functionId: choice, applicationId: choice, ...period }, typed)
    const { applicationId, ...ofAll } = body
    return Promise.resolve({ body: applicationId === OF_ALL ? ofAll : body, problems })
  },
  done: ({ path }) => ({
    to: path,
    receipt: receipt(
      'Sostituzione registrata: chi sostituisce e chi è sostituito ne ricevono notizia per posta.',
    ),
  }),
}

/** Signing a person out everywhere; whoever does it to oneself has to come in again. */
export const endSessionsAct: PageAct = {
  name: 'end-sessions',
  operation: 'POST /api/people/{personId}/sessions/end',
  params: (context) => ({ personId: param(context, 'id') }),
  fields({ typed }) {
    const { body } = readFields({ reason: choice }, typed)
    return Promise.resolve({ body: { reason: body['reason'] ?? null }, problems: [] })
  },
  done: (context) =>
    param(context, 'id') === context.actor.personId
      ? { to: '/signed-out', receipt: null }
      : {
          to: context.path,
          receipt: receipt('La persona è uscita ovunque: per continuare deve entrare di nuovo.'),
        },
}

/** Ending a function. */
export const endAct: PageAct = {
  name: 'end',
  operation: 'POST /api/network/functions/{functionId}/end',
  params: ({ query }) => ({ functionId: query['of'] ?? '' }),
  fields: { on: day, ...told },
  done: ({ path, typed }) => ({
    to: path,
    receipt: receipt(`Funzione terminata: l’ultimo giorno è il ${lastDay(typed)}.`),
  }),
}

function lastDay(typed: ActContext['typed']): string {
  const { body } = readFields({ on: day }, typed)
  return formatDate(String(body['on']))
}

export const DOCUMENTS = [
  { value: 'PASSPORT', label: 'Passaporto' },
  { value: 'IDENTITY_CARD', label: 'Carta d’identità' },
]

/** The foreign document that stands beside the fields of a person; null where nothing of it is typed. */
export function documentOf(person: Typed | undefined): Record<string, unknown> | null {
  const { body } = readFields({ country: choice, kind: choice, number: choice }, fieldOf(person, 'document'))
  return Object.keys(body).length > 0 ? body : null
}

/** Registering a person, by codice fiscale or by a foreign document. */
export const registerAct: PageAct = {
  name: 'register',
  operation: 'POST /api/network/people',
  fields({ typed }) {
    const { body, problems } = readFields(
      { givenName: text, familyName: text, bornOn: day, taxCode: choice, email: text, reason: text },
      typed,
    )
    return Promise.resolve({
      body: { ...body, taxCode: body['taxCode'] ?? null, document: documentOf(typed) },
      problems,
    })
  },
  done: (_, answer) => ({
    to: `/network/people/${(answer as { personId: string }).personId}`,
    receipt: receipt('Persona registrata: dalle ora una funzione.'),
  }),
}
