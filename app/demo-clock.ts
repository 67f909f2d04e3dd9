import express from 'express'
import type { Request, Router } from 'express'
import { z } from 'zod'
import { BusinessError } from '../domain/shared/errors.ts'
import { ensureClockOffset } from '../local/clock.ts'
import type { Actor } from '../use-cases/context.ts'
import type { HttpParts } from './http.ts'

const move = z.strictObject({ to: z.iso.datetime({ offset: true }) })

/** Demo only: what time it is, when the next term falls, and moving time forwards; no route at all elsewhere. */
export function demoClockRouter(
  parts: HttpParts,
  actorOf: (request: Request) => Promise<Actor | null>,
): Router {
  const router = express.Router()
  const actuator = parts.config.CONCILIA_ENGINE_ACTUATOR_URL
  if (parts.config.CONCILIA_MODE !== 'demo' || actuator === undefined) return router
  router.get('/api/demo/clock', async (_request, response) => {
    const now = parts.clock.now()
    response.json({ now, nextTerm: await parts.reads.terms.nextAfter(now) })
  })
  let turn: Promise<unknown> = Promise.resolve()
  router.post('/api/demo/clock', express.json({ limit: '1kb' }), async (request, response) => {
    if ((await actorOf(request)) === null) throw new BusinessError('NOT_SIGNED_IN')
    const moved = turn.then(() => moveClock(parts, actuator, request.body))
    turn = moved.catch(() => undefined)
    await moved
    response.json({ now: parts.clock.now() })
  })
  return router
}

/* One move after the other: two people who ask for the same term move time once. */
async function moveClock(
  { clock, identity, time }: HttpParts,
  actuator: string,
  body: unknown,
): Promise<void> {
  /* An earlier move that the engine did not take is made up for. */
  await ensureClockOffset(actuator, time.offsetMs)
  const parsed = move.safeParse(body)
  const to = parsed.success ? new Date(parsed.data.to) : null
  if (to === null || to <= clock.now()) {
    const problem = {
      path: 'to',
      code: 'NOT_FORWARDS',
      message: "L'orologio va solo avanti: indica un istante futuro, con il fuso.",
    }
    throw new BusinessError('INVALID_INPUT', { problems: [problem] })
  }
  /* The database first: a start after a crash adds again what the engine has lost. */
  time.offsetMs = await identity.raiseClockOffset(to.getTime() - Date.now())
  await ensureClockOffset(actuator, time.offsetMs)
}
