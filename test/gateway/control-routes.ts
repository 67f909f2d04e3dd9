import type { Express, Request } from 'express'
import { z } from 'zod'
import type { EmbeddedEngine } from '../../engine/embedded/engine.ts'
import type { MovedClock } from './clock.ts'
import type { Faults } from './faults.ts'
import type { SignIn } from './sign-in.ts'

const TOKEN_SECONDS = 300
const bodyText = (request: Request): string => String(request.body ?? '')
const formOf = (request: Request): URLSearchParams => new URLSearchParams(bodyText(request))
const moveSchema = z.object({ offsetMilli: z.number().int() })

interface Controlled {
  signIn: SignIn
  clock: MovedClock
  engine: Pick<EmbeddedEngine, 'clockMoved'>
  faults: Faults
}

/** What meets no fault: where one signs in, the actuator's clock, and the faults themselves. */
export function controlRoutes(app: Express, { signIn, clock, engine, faults }: Controlled): void {
  app.post('/api/login', (request, response) => {
    const cookie = signIn.logIn(formOf(request))
    if (cookie !== null) response.setHeader('set-cookie', `${cookie}; Path=/; HttpOnly`)
    response.status(cookie === null ? 401 : 204).end()
  })
  app.post('/oauth/token', (request, response) => {
    const token = signIn.giveToken(formOf(request))
    if (token === null) response.status(401).json({ error: 'invalid_client' })
    else response.json({ access_token: token, token_type: 'Bearer', expires_in: TOKEN_SECONDS })
  })
  const time = () => ({ epochMilli: clock.now().getTime(), instant: clock.now() })
  app.get('/actuator/clock', (_request, response) => void response.json(time()))
  app.post('/actuator/clock/add', (request, response) => {
    clock.add(moveSchema.parse(JSON.parse(bodyText(request))).offsetMilli)
    engine.clockMoved()
    response.json(time())
  })
  app.get('/test/faults', (_request, response) => void response.json(faults.report()))
  app.post('/test/faults', (request, response) => {
    faults.order(JSON.parse(bodyText(request)) as Parameters<typeof faults.order>[0])
    response.status(204).end()
  })
}
