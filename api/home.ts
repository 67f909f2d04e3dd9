import { z } from 'zod'
import { newToken, tokenHash } from '../domain/shared/token.ts'
import { BusinessError } from '../domain/shared/errors.ts'
import { makeCalendarFeed, revokeCalendarFeed } from '../use-cases/network/calendar-feed.ts'
import { look } from '../use-cases/cycle/look.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

/** What a person has seen of what changed, and where its calendar reads its terms. */
export const homeRoutes: readonly Route[] = [
  route({
    method: 'put',
    path: '/api/looked',
    decides: { oneself: 'what one has looked at' },
    summary: 'Segna come viste le novità fino a un istante',
    tag: 'Attività',
    who: 'SIGNED_IN',
    body: z.strictObject({ until: z.iso.datetime('Istante non valido: serve la forma ISO 8601 in UTC.') }),
    answer: z.object({}),
    handle: ({ run, body }) => run(look, { until: new Date(body.until) }),
  }),
  route({
    method: 'post',
    path: '/api/calendar-feed',
    decides: { oneself: 'where one reads the own terms' },
    summary:
      'Crea l’indirizzo privato del calendario dei propri termini, nella funzione in cui si opera; quello di prima non vale più',
    tag: 'Attività',
    who: 'SIGNED_IN',
    answer: z.object({ address: z.string().describe('Si vede solo ora: chi lo ha legge i termini') }),
    status: 201,
    async handle({ run, publicUrl }) {
      const secret = newToken()
      const token = tokenHash(secret)
      const made = await run(makeCalendarFeed, { token })
      /* A request that came before was answered with another secret, which nobody keeps. */
      if (made.token !== token) throw new BusinessError('CALENDAR_ADDRESS_SHOWN')
      return { address: `${publicUrl}/calendars/${secret}.ics` }
    },
  }),
  route({
    method: 'delete',
    path: '/api/calendar-feed',
    decides: { oneself: 'where one reads the own terms' },
    summary: 'Revoca l’indirizzo privato del calendario dei propri termini',
    tag: 'Attività',
    who: 'SIGNED_IN',
    answer: z.object({}),
    handle: ({ run }) => run(revokeCalendarFeed, {}),
  }),
]
