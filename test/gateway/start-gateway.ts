import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { CamundaSettings } from '../../engine/camunda/engine.ts'
import type { Guard } from '../../local/guard-client.ts'
import { waitUntilReady } from '../../local/wait.ts'
import type { FaultOrder, FaultReport } from './faults.ts'
import type { GatewaySettings } from './settings.ts'
import { CLIENT, USER } from './sign-in.ts'
import type { Strategy } from './sign-in.ts'

const READY_WITHIN_MS = 30_000

export interface GatewayOptions {
  /** Holds the gateway's process, and stops it when this one is gone. */
  guard: Guard
  /** Of a database of its own. */
  databaseUrl: string
  api: CamundaSettings['api']
  signIn: Strategy
  logFile: string
}

export interface RunningGateway {
  /** What the adapter connects with. */
  settings: CamundaSettings
  actuatorUrl: string
  order: (order: FaultOrder) => Promise<void>
  report: () => Promise<FaultReport>
  /** Kills it with -9 where it still runs, and starts another on the same data, at the same addresses. */
  killAndRestart: (guard?: Guard) => Promise<void>
  stop: () => Promise<void>
}

/** Starts a test gateway as a process of its own; resolves when it answers. */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const [grpcPort, restPort] = [await freePort(), await freePort()]
  const restUrl = `http://127.0.0.1:${restPort}`
  const environment = {
    GATEWAY_DATABASE_URL: options.databaseUrl,
    GATEWAY_GRPC_PORT: String(grpcPort),
    GATEWAY_REST_PORT: String(restPort),
    GATEWAY_API: options.api,
    GATEWAY_SIGN_IN: options.signIn,
  } satisfies Record<keyof GatewaySettings, string>
  const ask = async (init?: RequestInit): Promise<Response> => {
    const answer = await fetch(`${restUrl}/test/faults`, init)
    if (!answer.ok) throw new Error(`the gateway answers ${answer.status}: ${await answer.text()}`)
    return answer
  }
  const start = async (guard: Guard) => {
    const part = await guard.start(partOf(options.logFile, environment))
    await waitUntilReady(part, READY_WITHIN_MS, async () => (await ask()).ok)
    return part
  }
  let part = await start(options.guard)
  return {
    settings: {
      grpcAddress: `grpc://127.0.0.1:${grpcPort}`,
      restUrl,
      api: options.api,
      signIn: signInAt(restUrl, options.signIn),
    },
    actuatorUrl: `${restUrl}/actuator`,
    async order(order) {
      await ask({ method: 'POST', body: JSON.stringify(order) })
    },
    report: async () => (await (await ask()).json()) as FaultReport,
    async killAndRestart(guard = options.guard) {
      await part.kill()
      part = await start(guard)
    },
    stop: () => part.stop(),
  }
}

function partOf(logFile: string, environment: Record<string, string>) {
  const inherited = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' }
  return {
    title: 'The test gateway',
    command: process.execPath,
    args: [join(import.meta.dirname, 'gateway.ts')],
    env: { ...inherited, ...environment },
    cwd: process.cwd(),
    user: null,
    logFile,
    stopSignal: 'SIGTERM',
    graceMs: 5_000,
  } as const
}

function signInAt(restUrl: string, strategy: Strategy): CamundaSettings['signIn'] {
  if (strategy === 'NONE') return { strategy }
  return strategy === 'OAUTH'
    ? { strategy, tokenUrl: `${restUrl}/oauth/token`, ...CLIENT }
    : { strategy, ...USER }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
