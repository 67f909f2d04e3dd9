import { z } from 'zod'
import { look } from '../use-cases/cycle/look.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

/** What a person has seen of what changed. */
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
]
