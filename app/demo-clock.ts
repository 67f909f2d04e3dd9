import express from 'express'
import type { Request, Router } from 'express'
import { z } from 'zod'
import { parsed } from '../api/parse-request.ts'
import { BusinessError } from '../domain/shared/errors.ts'
import type { Actor } from '../procedures/context.ts'
import type { HttpParts } from './http-parts.ts'

const YEARS_AHEAD = 10
const LAST = new Date('2200-01-01T00:00:00Z')

/* Forwards only, and not so far that terms counted from there fall off the calendar. */
const moveFrom = (now: Date) => {
  const furthest = new Date(now)
  furthest.setUTCFullYear(now.getUTCFullYear() + YEARS_AHEAD)
  const last = furthest < LAST ? furthest : LAST
  return z.strictObject({
    to: z.iso
      .datetime({
        offset: true,
        error: 'Istante non valido: serve la forma AAAA-MM-GGThh:mm:ss con il fuso.',
      })
      .transform((text) => new Date(text))
      .refine((to) => to > now, "L'orologio va solo avanti: indica un istante futuro.")
      .refine(
        (to) => to <= last,
        `L'orologio va avanti di ${YEARS_AHEAD} anni al massimo, e non oltre il 2199.`,
      ),
  })
}

/** Demo only: what time it is, when the next term falls, and moving time forwards; no route at all elsewhere. */
export function demoClockRouter(
  parts: HttpParts,
  actorOf: (request: Request) => Promise<Actor | null>,
): Router {
  const router = express.Router()
  const { moveClock: moveEngine } = parts.engine
  if (parts.config.CONCILIA_MODE !== 'demo' || moveEngine === null) return router
  router.get('/api/demo/clock', async (_request, response) => {
    const now = parts.clock.now()
    response.json({ now, nextTerm: await parts.reads.terms.nextAfter(now) })
  })
  let turn: Promise<unknown> = Promise.resolve()
  router.post('/api/demo/clock', async (request, response) => {
    if ((await actorOf(request)) === null) throw new BusinessError('NOT_SIGNED_IN')
    const moved = turn.then(() => moveClock(parts, moveEngine, request.body))
    turn = moved.catch(() => undefined)
    await moved
    response.json({ now: parts.clock.now() })
  })
  return router
}

/* One move after the other: two people who ask for the same term move time once. */
async function moveClock(
  { clock, identity, time }: HttpParts,
  moveEngine: (offsetMs: number) => Promise<void>,
  body: unknown,
): Promise<void> {
  /* An earlier move that the engine did not take is made up for. */
  await moveEngine(time.offsetMs)
  const { to } = parsed(moveFrom(clock.now()), body)
  /* The database first: a start after a crash adds again what the engine has lost. */
  time.offsetMs = await identity.raiseClockOffset(to.getTime() - Date.now())
  await moveEngine(time.offsetMs)
}
