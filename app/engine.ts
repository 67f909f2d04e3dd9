import type { Logger } from 'pino'
import type { createEngineIdentity } from '../db/platform/engine-identity.ts'
import type { Clock } from '../domain/shared/ports.ts'
import type { CamundaSettings } from '../engine/camunda/engine.ts'
import type { SignInSettings } from '../engine/camunda/sign-in.ts'
import type { EmbeddedEngine } from '../engine/embedded/engine.ts'
import type { ModelFile, ProcessEngine } from '../engine/port.ts'
import type { CamundaConfig } from './config-camunda.ts'
import type { Config } from './config.ts'

type Identity = ReturnType<typeof createEngineIdentity>

/** The engine that this database runs on. */
export interface OpenEngine {
  port: ProcessEngine
  /** The id of its data: with a job's key it names one job for ever. */
  id: string
  /** Brings the engine to the system's time and this offset (ms); null where the demo cannot move its clock. */
  moveClock: ((offsetMs: number) => Promise<void>) | null
  /** Tells it that another process of ours has moved the clock. */
  clockMoved: () => void
  /** Whether it keeps up, and what it may forget; null where it looks after itself. */
  pulse: EmbeddedEngine['pulse'] | null
  retention: EmbeddedEngine['retention'] | null
}

interface OpeningParts {
  identity: Identity
  clock: Clock
  log: Logger
}

/** Opens the engine that the settings name and binds the database to it. Throws where the database began on the other one. */
export function openEngine(config: Config, parts: OpeningParts): Promise<OpenEngine> {
  return config.camunda === null ? openEmbedded(config, parts) : openCamunda(config.camunda, parts)
}

async function openEmbedded(
  { DATABASE_URL: url }: Config,
  { identity, clock, log }: OpeningParts,
): Promise<OpenEngine> {
  const id = await identity.bindEmbedded()
  const { createEmbeddedEngine } = await import('../engine/embedded/engine.ts')
  const port = createEmbeddedEngine({ url, clock, log })
  const clockMoved = (): void => port.clockMoved()
  const moveClock = (): Promise<void> => {
    clockMoved()
    return Promise.resolve()
  }
  /* What the deployment has just replaced is not asked of this release. */
  const deploy = async (files: readonly ModelFile[]): Promise<void> => {
    await port.deploy(files)
    await port.checkLiving()
  }
  const { retention } = port
  return { port: { ...port, deploy }, id, moveClock, clockMoved, pulse: () => port.pulse(), retention }
}

/* The SDK is a heavy load that only whoever has Camunda carries: its folder is imported here, and nowhere else. */
async function openCamunda(config: CamundaConfig, { identity, log }: OpeningParts): Promise<OpenEngine> {
  const { createCamundaEngine } = await import('../engine/camunda/engine.ts')
  const { ensureClockOffset } = await import('../engine/camunda/clock.ts')
  const { CONCILIA_ENGINE_ID: id, CONCILIA_ENGINE_ACTUATOR_URL: actuator } = config
  const { mark, ...port } = createCamundaEngine(camundaSettings(config))
  await identity.bindCamunda({ engineId: id, mark })
  const moveClock =
    actuator === undefined ? null : (offsetMs: number) => ensureClockOffset(actuator, offsetMs)
  await moveClock?.(await identity.clockOffsetMs())
  return {
    port: { ...port, deploy: deployingOnce(port, { identity, id, log }) },
    id,
    moveClock,
    clockMoved: () => undefined,
    pulse: null,
    retention: null,
  }
}

/* Camunda makes a new version of every file of a deployment in which one has changed: it is given those alone. */
function deployingOnce(
  port: Pick<ProcessEngine, 'deploy'>,
  { identity, id, log }: { identity: Identity; id: string; log: Logger },
): ProcessEngine['deploy'] {
  return async (files: readonly ModelFile[]) => {
    const changed = await identity.notDeployed(id, files)
    await port.deploy(changed)
    await identity.recordDeployed(id, changed)
    log.info({ files: changed.map((file) => file.name) }, 'models deployed')
  }
}

function camundaSettings(config: CamundaConfig): CamundaSettings {
  return {
    grpcAddress: config.ZEEBE_GRPC_ADDRESS,
    restUrl: config.CAMUNDA_REST_URL,
    api: config.CONCILIA_ENGINE_API,
    signIn: signInOf(config),
  }
}

function signInOf(config: CamundaConfig): SignInSettings {
  const { CAMUNDA_AUTH_STRATEGY: strategy } = config
  if (strategy === 'NONE') return { strategy }
  if (strategy !== 'OAUTH')
    return { strategy, user: config.CONCILIA_ENGINE_USER, password: config.CONCILIA_ENGINE_PASSWORD }
  return {
    strategy,
    tokenUrl: config.CAMUNDA_OAUTH_URL ?? '',
    clientId: config.ZEEBE_CLIENT_ID ?? '',
    clientSecret: config.ZEEBE_CLIENT_SECRET ?? '',
    audience: config.CAMUNDA_ZEEBE_OAUTH_AUDIENCE,
    scope: config.CAMUNDA_TOKEN_SCOPE,
  }
}
