import { atOnce } from '../domain/shared/at-once.ts'
import { peopleFilters } from '../api/network-people.ts'
import { addDays } from '../domain/shared/local-date.ts'
import { localDateOf } from '../domain/shared/terms.ts'
import { titleOf } from '../words/codes.ts'
import { formatDate } from '../words/formats.ts'
import {
  DOCUMENTS,
  endAct,
  endSessionsAct,
  giveAct,
  OF_ALL,
  registerAct,
  substituteAct,
} from './network-people-acts.ts'
import type { PageRoute, ReadingContext } from './page.ts'
import { holds, param, together } from './page.ts'
import { readList, shownList } from './paging.ts'

const people = shownList('people', peopleFilters, {
  text: ['Nome o codice fiscale'],
  role: ['Funzione', 'role'],
  body: ['Ente'],
})

const optionsOf = (...roles: readonly Parameters<typeof titleOf<'role'>>[1][]) =>
  roles.map((value) => ({ value, label: titleOf('role', value) }))
const OPTIONS = {
  network: optionsOf('PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE', 'COMMITTEE_SECRETARY'),
  body: optionsOf('ALLIANCE_LEAD', 'NETWORK_MEMBER'),
  seatRole: [
    { value: 'TITULAR', label: 'Titolare' },
    { value: 'DEPUTY', label: 'Supplente' },
  ],
}

async function seatOptions({ parts, actor, now }: ReadingContext) {
  const { settings, seats } = await atOnce({
    settings: parts.reads.network.settings(actor),
    seats: parts.reads.network.seats(actor, localDateOf(now)),
  })
  const { categories } = settings
  return seats.map(({ id, bodyName, category }) => ({
    value: id,
    label: `${bodyName} · ${categories.find(({ code }) => code === category)?.label ?? category}`,
  }))
}

async function replaceableOptions({ parts, actor, now }: ReadingContext, personId: string) {
  const functions = await parts.reads.network.replaceable(actor, personId, localDateOf(now))
  return functions.map(({ id, role, displayName, bodyName }) => ({
    value: id,
    label: [displayName, titleOf('role', role), ...(bodyName === null ? [] : [bodyName])].join(' · '),
  }))
}

/* For what a substitution is: all, or one application; the one that the address names comes chosen. */
async function onlyOptions({ parts, actor, query }: ReadingContext) {
  const ahead = await parts.reads.deciders.ahead(actor, query['only'] ?? '')
  const options = ahead.map(({ handle, cycleCode, callNumber, application }, index) => ({
    value: handle,
    label: `Solo ${application ?? `una domanda che non puoi vedere (${index + 1})`}, ${cycleCode}, avviso n. ${callNumber}`,
  }))
  const chosen = options.find(({ value }) => value === query['only'])?.value ?? null
  return {
    options: [{ value: OF_ALL, label: 'Tutta la funzione' }, ...options],
    value: chosen ?? OF_ALL,
    chosen,
  }
}

/* What the process owner can give a person: functions of the network, of a body, of a seat. */
async function giveView(context: ReadingContext, personId: string) {
  if (!holds(context.actor, 'PROCESS_OWNER')) return null
  const options = await atOnce({
    seats: seatOptions(context),
    only: onlyOptions(context),
    replaceable: replaceableOptions(context, personId),
  })
  return { ...OPTIONS, ...options, today: formatDate(localDateOf(context.now)) }
}

async function personView(context: ReadingContext) {
  const person = await context.parts.reads.network.person(context.actor, param(context, 'id'))
  return person && { person, give: await giveView(context, person.id) }
}

/** The register of people, for the process owner; each person's own page, for the person too (art. 5, 8). */
export const networkPeoplePages: readonly PageRoute[] = [
  {
    path: '/network/people',
    who: ['PROCESS_OWNER'],
    asks: [...people.names, 'only'],
    read: async ({ parts, actor, now, path, query }) => ({
      title: 'Persone e funzioni',
      template: 'people',
      view: {
        documentKinds: DOCUMENTS,
        only: query['only'] ?? null,
        list: await readList({ path, query }, people, (asked) =>
          parts.reads.network.people(actor, asked, localDateOf(now)),
        ),
      },
    }),
    acts: [registerAct],
  },
  {
    path: '/network/people/:id',
    who: 'SIGNED_IN',
    asks: ['only'],
    async read(context) {
      const { actor, now } = context
      const found = await together(context, personView)
      if (found === null) return null
      const { person, give } = found
      const keeps = holds(actor, 'PROCESS_OWNER')
      const yesterday = addDays(localDateOf(now), -1)
      return {
        title: person.displayName,
        template: 'person',
        view: {
          ...person,
          functions: person.functions.map((one) => ({
            ...one,
            isOver: one.until !== null && one.until <= yesterday,
            ends: keeps && one.from !== one.until && (one.until === null || one.until > yesterday),
          })),
          isSelf: person.id === actor.personId,
          keeps,
          give,
        },
      }
    },
    acts: [giveAct, substituteAct, endAct, endSessionsAct],
  },
]
