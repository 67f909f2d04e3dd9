import { z } from 'zod'
import { instant } from '../api/answers.ts'
import { parsed } from '../api/parse-request.ts'
import type { Route } from '../api/route.ts'
import { route } from '../api/route.ts'
import type { HttpParts } from './http-parts.ts'

const YEARS_AHEAD = 10
const LAST = new Date('2200-01-01T00:00:00Z')
const tag = 'Dimostrazione'

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
export function demoClockRoutes(parts: HttpParts): readonly Route[] {
  const { moveClock: moveEngine } = parts.engine
  if (parts.config.CONCILIA_MODE !== 'demo' || moveEngine === null) return []
  let turn: Promise<unknown> = Promise.resolve()
  return [
    route({
      method: 'get',
      path: '/api/demo/clock',
      summary: 'Che ora è, e la prossima scadenza (solo dimostrazione)',
      tag,
      who: 'ANYONE',
      answer: z.object({ now: instant, nextTerm: z.object({ what: z.string(), at: instant }).nullable() }),
      async handle({ reads }) {
        const now = parts.clock.now()
        return { now, nextTerm: await reads.terms.nextAfter(now) }
      },
    }),
    route({
      method: 'post',
      path: '/api/demo/clock',
      decides: { nothing: 'time goes on for everybody' },
      summary: 'Sposta avanti l’orologio, per tutti (solo dimostrazione)',
      tag,
      who: 'SIGNED_IN',
      body: z.record(z.string(), z.unknown()),
      answer: z.object({ now: instant }),
      async handle({ body }) {
        const moved = turn.then(() => moveClock(parts, moveEngine, body))
        turn = moved.catch(() => undefined)
        await moved
        return { now: parts.clock.now() }
      },
    }),
  ]
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
