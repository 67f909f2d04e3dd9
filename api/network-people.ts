import { z } from 'zod'
import { found } from '../domain/shared/errors.ts'
import { functionRoles } from '../domain/network/functions.ts'
import { seatRoleSchema } from '../domain/network/network.ts'
import { endFunction, endFunctionSchema } from '../use-cases/network/end-function.ts'
import { giveFunction, giveFunctionSchema } from '../use-cases/network/give-function.ts'
import { registerPerson, registerPersonSchema } from '../use-cases/network/register-person.ts'
import { substitutePerson, substitutePersonSchema } from '../use-cases/network/substitute-person.ts'
import { day } from './answers.ts'
import { listQuery, pageAnswer, textFilter } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Rete'
const role = z.enum(functionRoles)
/** By what the people of the network are filtered: what they hold, on the day. */
export const peopleFilters = {
  text: textFilter,
  role,
  body: z.string().trim().min(1).max(100).describe('Parte del nome dell’ente, o il suo codice fiscale'),
}
const personId = z.object({ personId: z.string().max(40) })
const bodyName = z.string().nullable()
const whom = z.object({ personId: z.string() })

const only = z
  .object({ code: z.string().nullable().describe('Null se un conflitto la chiude a chi legge') })
  .nullable()
  .describe('La sola domanda per cui vale, con il progetto che ne nasce; null quando è di tutte')
const standsFor = z
  .object({ personId: z.string(), displayName: z.string(), only })
  .nullable()
  .describe('In sostituzione di chi; null per una funzione propria')

const listed = z.object({
  id: z.string(),
  displayName: z.string(),
  email: z.string(),
  functions: z.array(z.object({ role, bodyName, standsFor })),
})
const person = z.object({
  id: z.string(),
  displayName: z.string(),
  email: z.string(),
  bornOn: day,
  taxCode: z.string().nullable(),
  document: z.string().nullable(),
  accounts: z.array(z.object({ id: z.string(), name: z.string() })),
  functions: z.array(
    z.object({
      id: z.string(),
      role,
      bodyName,
      seatRole: seatRoleSchema.nullable(),
      office: z.string().nullable(),
      signatory: z.boolean(),
      from: day,
      until: day.nullable(),
      act: z.string(),
      endAct: z.string().nullable(),
      standsFor,
      substitutes: z.array(
        z.object({ displayName: z.string(), from: day, until: day, act: z.string(), only }),
      ),
    }),
  ),
})

/** The register of people: who is what, from and until when, by which act (art. 5, 8). */
export const networkPeopleRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/network/people',
    summary: 'Le persone della Rete, con le funzioni in vigore oggi',
    tag,
    who: ['PROCESS_OWNER'],
    query: listQuery(peopleFilters),
    answer: pageAnswer(listed),
    handle: ({ reads, actor, query, today }) => reads.network.people(actor, query, today),
  }),
  route({
    method: 'post',
    path: '/api/network/people',
    decides: { nothing: 'who somebody is: what it ties is shown before it is saved, and closed at once' },
    summary: 'Registra una persona, riconosciuta dal codice fiscale o da un documento estero',
    tag,
    who: ['PROCESS_OWNER'],
    body: registerPersonSchema,
    answer: whom,
    status: 201,
    handle: ({ run, body }) => run(registerPerson, body),
  }),
  route({
    method: 'get',
    path: '/api/network/people/{personId}',
    summary: 'Una persona con account e funzioni: per il responsabile del procedimento e per sé stessi',
    tag,
    who: 'SIGNED_IN',
    params: personId,
    answer: person,
    async handle({ reads, actor, params }) {
      return found('PERSON', params.personId, await reads.network.person(actor, params.personId))
    },
  }),
  route({
    method: 'post',
    path: '/api/network/people/{personId}/functions',
    decides: { nothing: 'who somebody is: what it ties is shown before it is saved, and closed at once' },
    summary:
      'Dà una funzione a una persona, con un atto (art. 5, 8); 409 EXCLUSIONS_WOULD_CHANGE finché non si conferma chi ne è toccato',
    tag,
    who: ['PROCESS_OWNER'],
    params: personId,
    body: giveFunctionSchema,
    answer: whom,
    status: 201,
    handle: ({ run, params, body }) => run(giveFunction, { ...body, ...params }),
  }),
  route({
    method: 'post',
    path: '/api/network/people/{personId}/substitutions',
    decides: { nothing: 'who somebody is: what it ties is shown before it is saved, and closed at once' },
    summary:
      'Una persona agisce in sostituzione di chi ha una funzione, per tutte le domande o per una sola, in certi giorni, con un atto (art. 8); 409 EXCLUSIONS_WOULD_CHANGE come per le funzioni',
    tag,
    who: ['PROCESS_OWNER'],
    params: personId,
    body: substitutePersonSchema,
    answer: z.object({ personId: z.string(), functionId: z.string() }),
    status: 201,
    handle: ({ run, params, body }) => run(substitutePerson, { ...body, ...params }),
  }),
  route({
    method: 'post',
    path: '/api/network/functions/{functionId}/end',
    decides: { nothing: 'who somebody is: what it ties is shown before it is saved, and closed at once' },
    summary: 'Termina una funzione in un giorno, con un atto (art. 8)',
    tag,
    who: ['PROCESS_OWNER'],
    params: z.object({ functionId: z.string().max(40) }),
    body: endFunctionSchema,
    answer: whom,
    handle: ({ run, params, body }) => run(endFunction, { ...body, ...params }),
  }),
]
