import express from 'express'
import type { Request, Response, Router } from 'express'
import { z } from 'zod'
import { parsed } from '../api/parse-request.ts'
import { callRules } from '../domain/call/configuration.ts'
import { BusinessError, found, notFound } from '../domain/shared/errors.ts'
import { addDays } from '../domain/shared/local-date.ts'
import { localDateOf } from '../domain/shared/terms.ts'
import type { Actor } from '../procedures/context.ts'
import { demoAlliances } from './demo/alliances.ts'
import { allianceApplication } from './demo/applications.ts'
import { demoCallConfiguration } from './demo/call.ts'
import { demoBodyId } from './demo/network-ids.ts'
import type { ExampleCycle } from '../web/page.ts'
import type { HttpParts } from './http-parts.ts'

const id = z.string().max(40)
const GUIDANCE_DAYS = 120
const ALLOCATIONS_CENTS = [27_600_000, 34_600_000, 34_600_000]

/** Demo only: what a newcomer would have to write by hand, ready to use: a cycle, a call's file, a lead's application. */
export function demoExamplesRouter(
  parts: HttpParts,
  actorOf: (request: Request) => Promise<Actor | null>,
): Router {
  const router = express.Router()
  if (parts.config.CONCILIA_MODE !== 'demo') return router
  router.get(
    '/api/demo/examples/cycle',
    (_request, response) => void response.json(exampleCycle(parts.clock.now())),
  )
  router.get('/api/demo/examples/cycles/:id/call', async (request, response) => {
    const actor = await signedIn(actorOf, request)
    const cycle = found(
      'CYCLE',
      request.params.id,
      await parts.reads.cycles.find(actor, parsed(id, request.params.id)),
    )
    const firstYear = Math.min(...cycle.allocations.map((one) => one.year))
    sendFile(response, 'avviso.json', demoCallConfiguration(parts.clock.now(), firstYear))
  })
  router.get('/api/demo/examples/calls/:id/application', async (request, response) => {
    const actor = await signedIn(actorOf, request)
    const call = await parts.reads.calls.find(actor, parsed(id, request.params.id))
    const alliance = demoAlliances.find(({ lead }) => actor.bodyId === demoBodyId(lead))
    if (call === null || alliance === undefined) throw notFound('EXAMPLE', '')
    sendFile(response, 'domanda.json', allianceApplication(alliance, callRules(call.configuration)))
  })
  return router
}

async function signedIn(
  actorOf: (request: Request) => Promise<Actor | null>,
  request: Request,
): Promise<Actor> {
  const actor = await actorOf(request)
  if (actor === null) throw new BusinessError('NOT_SIGNED_IN')
  return actor
}

function sendFile(response: Response, fileName: string, content: unknown): void {
  response
    .attachment(fileName)
    .type('application/json')
    .send(JSON.stringify(content, null, 2))
}

/** A cycle as a newcomer would open it. */
export function exampleCycle(now: Date): ExampleCycle {
  const today = localDateOf(now)
  const firstYear = Number(today.slice(0, 4)) + 1
  return {
    code: `PTC-${firstYear}`,
    title: `Piano territoriale di conciliazione ${firstYear}-${firstYear + 2}`,
    guidelinesAct: 'DGR XI/2398 dell’11/11/2019',
    guidanceDueOn: addDays(today, GUIDANCE_DAYS),
    endsOn: `${firstYear + 3}-12-31`,
    allocations: ALLOCATIONS_CENTS.map((amountCents, index) => ({ year: firstYear + index, amountCents })),
  }
}
