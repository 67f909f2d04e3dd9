import type { Server } from 'node:http'
import express from 'express'
import type { Express, Request, Response } from 'express'
import type { Knex } from 'knex'
import { ZodError } from 'zod'
import type { EmbeddedEngine } from '../../engine/embedded/engine.ts'
import type { MovedClock } from './clock.ts'
import { controlRoutes } from './control-routes.ts'
import { flowsOf, isOpenTask, modelOf } from './engine-rows.ts'
import { parseExact } from './exact-json.ts'
import type { CallName, Faults } from './faults.ts'
import { Refused } from './gate.ts'
import type { Outcome, Pass, Refusal } from './gate.ts'
import { inner, innerTask, outer } from './keys.ts'
import { createSearches } from './searches.ts'
import type { Asked, Found, LaterName, SearchName, Shape } from './shape.ts'
import type { SignIn } from './sign-in.ts'
import { createTurns } from './turns.ts'

export interface RestParts {
  port: number
  pass: Pass
  engine: EmbeddedEngine
  knex: Knex
  clock: MovedClock
  shape: Shape
  signIn: SignIn
  faults: Faults
}

/** Camunda's REST API as far as the adapter uses it, with sign-in, actuator and the gateway's own control path. */
export async function startRest(parts: RestParts): Promise<Server> {
  const app = express()
  app.use(express.text({ type: () => true, limit: '4mb' }))
  controlRoutes(app, parts)
  taskRoutes(app, parts)
  searchRoutes(app, parts)
  return new Promise((resolve, reject) => {
    const server = app.listen(parts.port, '127.0.0.1', (error) => (error ? reject(error) : resolve(server)))
  })
}

const bodyOf = (request: Request): unknown => parseExact(String(request.body ?? '') || '{}')

function headersOf({ headers }: Request) {
  return { cookie: headers.cookie, authorization: headers.authorization }
}

type Serving = Pick<RestParts, 'pass' | 'shape'>

/* A handler of one call: what it answers is told as this version tells it. */
function serving(
  { pass, shape }: Serving,
  name: CallName,
  run: (request: Request) => Promise<object | string | null>,
) {
  return async (request: Request, response: Response): Promise<void> => {
    const outcome = await pass<object | string | null>({
      ...{ name, over: 'REST', headers: headersOf(request) },
      nothing: shape.answer([], { items: [], total: 0 }),
      run: () => run(request).catch(asRefusal),
    })
    tell(response, outcome, shape)
  }
}

function asRefusal(error: unknown): never {
  throw error instanceof ZodError ? new Refused('INVALID_ARGUMENT', error.message) : error
}

function tell(response: Response, outcome: Outcome<object | string | null>, shape: Shape): void {
  if (outcome === 'CUT') response.socket?.destroy()
  else if ('refusal' in outcome) {
    const { refusal: title, detail } = outcome
    const status = statuses[title] ?? shape.busyStatus
    response.status(status).type('application/problem+json')
    response.send(JSON.stringify({ type: 'about:blank', title, status, detail, instance: response.req.path }))
  } else if (outcome.answer === null) response.status(204).end()
  else if (typeof outcome.answer === 'string') response.type('text/xml').send(outcome.answer)
  else response.json(outcome.answer)
}

const statuses: Partial<Record<Refusal, number>> = {
  UNAVAILABLE: 503,
  UNAUTHENTICATED: 401,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  INVALID_STATE: 409,
  INVALID_ARGUMENT: 400,
  INTERNAL: 500,
}

/* The engine takes the completion of a task that has ended without a word; Camunda says that there is none. */
function taskRoutes(app: Express, parts: RestParts): void {
  const inTurn = createTurns()
  const complete = async (request: Request): Promise<null> => {
    const key = innerTask(String(request.params['key']))
    const { variables = {} } = bodyOf(request) as { variables?: Record<string, unknown> }
    await inTurn(key, async () => {
      if (!(await isOpenTask(parts.knex, key)))
        throw new Refused(
          'NOT_FOUND',
          `Command 'COMPLETE' rejected with code 'NOT_FOUND': no user task ${key}`,
        )
      await parts.engine.completeUserTask({ elementInstanceKey: key, processInstanceKey: '', variables })
    })
    return null
  }
  app.post('/v2/user-tasks/:key/completion', serving(parts, 'completeUserTask', complete))
}

function searchRoutes(app: Express, parts: RestParts): void {
  const { shape, knex } = parts
  const searches = createSearches(parts)
  const paths: Partial<Record<SearchName | LaterName, string>> = { ...shape.paths, ...shape.later?.paths }
  const route = <T extends { key: string }>(
    [search, name]: [SearchName | LaterName, CallName],
    find: (asked: Asked) => Promise<Found<T>>,
    toItem: (row: T) => object,
  ): void => {
    const run = async (request: Request): Promise<object> => {
      const found = await find(shape.read(search, bodyOf(request)))
      return shape.answer(found.items.map(toItem), found)
    }
    app.post(`/v2/${paths[search]}`, serving(parts, name, run))
  }
  route(['tasks', 'searchUserTasks'], (asked) => searches.tasks(asked), shape.task)
  route(['elements', 'searchElements'], (asked) => searches.elements(asked), shape.element)
  route(['incidents', 'searchIncidents'], (asked) => searches.incidents(asked), shape.incident)
  route(['instances', 'searchInstances'], (asked) => searches.instances(asked), shape.instance)
  route(['definitions', 'searchDefinitions'], searches.definitions, shape.definition)
  if (shape.later !== null) {
    route(['variables', 'searchVariables'], searches.variables, shape.later.variable)
    route(['jobs', 'searchJobs'], searches.jobs, shape.later.job)
    route(['messages', 'searchMessages'], searches.messages, shape.later.message)
  }
  if (!shape.hasFlows) return
  const model = async (request: Request): Promise<string> => {
    const found = await modelOf(knex, inner(String(request.params['key'])))
    if (found === null) throw new Refused('NOT_FOUND', 'no process definition has this key')
    return found
  }
  app.get('/v2/process-definitions/:key/xml', serving(parts, 'readModel', model))
  const flows = async (request: Request): Promise<object> => {
    const instance = String(request.params['key'])
    const taken = await flowsOf(knex, inner(instance))
    return {
      items: taken.map(({ key, elementId }) => ({
        ...{ sequenceFlowId: `${instance}_${outer(key)}`, processInstanceKey: instance, elementId },
        tenantId: '<default>',
      })),
    }
  }
  app.get('/v2/process-instances/:key/sequence-flows', serving(parts, 'readFlows', flows))
}
