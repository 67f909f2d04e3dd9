import { join } from 'node:path'
import { connect } from '../../db/platform/connection.ts'
import type { CamundaSettings } from '../../engine/camunda/engine.ts'
import type { LocalParts } from '../../local/launcher.ts'
import { startGateway } from './start-gateway.ts'
import type { GatewayOptions, RunningGateway } from './start-gateway.ts'

const DATABASE = 'gateway'
/* What a lost activation costs: shorter than in earnest, for here many are lost. */
const LEASE_MS = 5_000

export interface GatewayBeside {
  gateway: RunningGateway
  /** Of the engine's rows: not the application's database. */
  databaseUrl: string
  /** The settings with which the application runs on it. */
  environment: Record<string, string>
}

/** Starts a gateway beside an application's parts, on the same PostgreSQL server and a database of its own. */
export async function startGatewayBeside(
  parts: LocalParts,
  options: Pick<GatewayOptions, 'api' | 'signIn'>,
): Promise<GatewayBeside> {
  const databaseUrl = await ownDatabase(parts.databaseUrl ?? '')
  const logFile = join(parts.settings.logsDir, 'gateway.log')
  const gateway = await startGateway({ ...options, guard: parts.guard, databaseUrl, logFile })
  return { gateway, databaseUrl, environment: environmentOf(gateway) }
}

async function ownDatabase(applicationUrl: string): Promise<string> {
  const knex = connect({ url: applicationUrl, poolSize: 1 })
  try {
    await knex.raw(`create database ${DATABASE}`)
  } finally {
    await knex.destroy()
  }
  const url = new URL(applicationUrl)
  url.pathname = `/${DATABASE}`
  return url.href
}

function environmentOf({ settings, actuatorUrl }: RunningGateway): Record<string, string> {
  return {
    ENGINE: 'camunda',
    CONCILIA_ENGINE_ID: DATABASE,
    CONCILIA_ENGINE_API: settings.api,
    CONCILIA_ENGINE_ACTUATOR_URL: actuatorUrl,
    CONCILIA_OPERATE_URL: `${settings.restUrl}/operate`,
    CONCILIA_JOB_LEASE_MS: String(LEASE_MS),
    ZEEBE_GRPC_ADDRESS: settings.grpcAddress,
    CAMUNDA_REST_URL: settings.restUrl,
    CAMUNDA_AUTH_STRATEGY: settings.signIn.strategy,
    ...signInOf(settings.signIn),
  }
}

function signInOf(signIn: CamundaSettings['signIn']): Record<string, string> {
  if (signIn.strategy === 'NONE') return {}
  if (signIn.strategy !== 'OAUTH')
    return { CONCILIA_ENGINE_USER: signIn.user, CONCILIA_ENGINE_PASSWORD: signIn.password }
  return {
    CAMUNDA_OAUTH_URL: signIn.tokenUrl,
    ZEEBE_CLIENT_ID: signIn.clientId,
    ZEEBE_CLIENT_SECRET: signIn.clientSecret,
    CAMUNDA_ZEEBE_OAUTH_AUDIENCE: signIn.audience,
  }
}
