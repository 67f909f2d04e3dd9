import express from 'express'
import type { Router } from 'express'
import type { ReadModels } from '../db/read-models.ts'
import type { Stores } from '../db/stores.ts'
import { notFound } from '../domain/shared/errors.ts'
import type { Clock } from '../domain/shared/ports.ts'
import { localDateOf } from '../domain/shared/terms.ts'
import type { Actor } from '../procedures/context.ts'
import { termsCalendar } from '../reports/terms-calendar.ts'
import type { CalendarTerm } from '../reports/terms-calendar.ts'
import { taskOf } from '../tasks/registry.ts'
import { termView } from '../web/home.ts'
import type { RateLimits } from './rate-limits.ts'
import { tokenHash } from '../domain/shared/token.ts'

interface Feed {
  stores: Pick<Stores, 'calendarFeeds' | 'network'>
  reads: Pick<ReadModels, 'home' | 'inbox'>
  clock: Clock
  publicUrl: string
  limit: RateLimits
}

const MOST_TASKS = 100

/** What a person's calendar reads, without a session: terms and meetings of one of its functions, at its private address. An address
 * that never was, that was ended, or whose function is over, is answered 404. */
export function calendarFeeds({ stores, reads, clock, publicUrl, limit }: Feed): Router {
  return express.Router().get('/calendars/:token.ics', async (request, response) => {
    await limit('DOWNLOAD', request.ip ?? '')
    const now = clock.now()
    const feed = await stores.calendarFeeds.find(tokenHash(request.params.token))
    const actor = feed && (await stores.network.actorOf(feed.personId, localDateOf(now), feed.functionId))
    if (!actor || actor.functionId !== feed.functionId) throw notFound('PAGE', '')
    const terms = await termsOf(reads, actor, now)
    const file = termsCalendar(
      'Concilia',
      terms.map(({ path, ...term }) => ({ ...term, url: `${publicUrl}${path}` })),
      now,
    )
    response.setHeader('Cache-Control', 'private, no-store').type('text/calendar; charset=utf-8').send(file)
  })
}

/* Of a task what is to be done and in which cycle: which application it is about stays behind the link. */
async function termsOf(
  reads: Feed['reads'],
  actor: Actor,
  now: Date,
): Promise<(Omit<CalendarTerm, 'url'> & { path: string })[]> {
  const { items } = await reads.inbox.openTasks(actor, { limit: MOST_TASKS })
  const { terms } = await reads.home.find(actor, now)
  return [
    ...items.flatMap(({ id, element, cycleCode, dueAt }) =>
      dueAt === null
        ? []
        : [
            {
              ...{ id: `task-${id}`, title: `${taskOf(element).title} (${cycleCode})`, path: `/tasks/${id}` },
              ...{ startsAt: dueAt, endsAt: null },
            },
          ],
    ),
    ...terms.map((term) => {
      const { text, href } = termView(term)
      const id = `${term.kind.toLowerCase()}-${term.id}`
      return { id, title: `${text} (${term.cycleCode})`, path: href, startsAt: term.at, endsAt: term.endsAt }
    }),
  ]
}
