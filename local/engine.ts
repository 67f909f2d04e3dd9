import { startCamunda, type CamundaStart } from './camunda.ts'
import { openEngineData } from './engine-data.ts'
import type { Guard, HeldPart } from './guard-client.ts'
import { findJava } from './java.ts'
import { startOpensearch } from './opensearch.ts'
import { fetchCamunda, fetchOpensearch, type Progress } from './parts.ts'
import { VERSIONS, type LocalSettings } from './settings.ts'

/** `application`: Zeebe with Operate, task search and its search store. `broker`: Zeebe alone, for tests without search. */
export type EngineKind = 'application' | 'broker'

/** What starting an engine takes; a controlled clock lets tests and simulations move its time. */
export type EngineStart = {
  guard: Guard
  settings: LocalSettings
  kind: EngineKind
  clockControlled: boolean
  progress: Progress
}

/** The running engine. `crash` ends the broker as kill -9 does; `restart` starts it again on its data. */
export type LocalEngine = {
  kind: EngineKind
  engineId: string
  zeebeGrpcAddress: string
  camundaRestUrl: string
  operateUrl: string
  actuatorUrl: string
  opensearchUrl: string | null
  current: () => readonly HeldPart[]
  crash: () => Promise<void>
  restart: () => Promise<void>
  stop: () => Promise<void>
}

/** Fetches what is missing and starts the engine on the instance's data. Throws SetupError. */
export async function startEngine({
  guard,
  settings,
  kind,
  clockControlled,
  progress,
}: EngineStart): Promise<LocalEngine> {
  const java = await findJava()
  const fetching = { guard, java, partsDir: settings.partsDir, progress }
  const data = await openEngineData(settings.dataDir)
  const search = kind === 'broker' ? null : await startSearch()
  const home = await fetchCamunda(fetching)
  const start: CamundaStart = { guard, java, settings, home, dataDir: data.broker, search, clockControlled }
  progress(`Camunda ${VERSIONS.camunda}: starting (${describe(kind, settings)})…`)
  let camunda = await startCamunda(start)
  progress(`Camunda ${VERSIONS.camunda}: ready`)
  return {
    kind,
    engineId: data.engineId,
    ...engineAddresses(settings),
    opensearchUrl: search?.url ?? null,
    current: () => (search === null ? [camunda] : [camunda, search.part]),
    crash: () => camunda.kill(),
    restart: async () => {
      await camunda.stop()
      camunda = await startCamunda(start)
    },
    stop: async () => {
      await camunda.stop()
      await search?.part.stop()
    },
  }

  async function startSearch() {
    const jars = await fetchOpensearch(fetching)
    progress(`OpenSearch: starting (port ${settings.ports.opensearch})…`)
    return startOpensearch({ guard, java, settings, jars, dataDir: data.opensearch })
  }
}

/** Where the engine of an instance answers once it is started. */
export function engineAddresses({ ports }: LocalSettings) {
  const camundaRestUrl = `http://127.0.0.1:${ports.camundaRest}`
  return {
    zeebeGrpcAddress: `grpc://127.0.0.1:${ports.zeebeGateway}`,
    camundaRestUrl,
    operateUrl: `${camundaRestUrl}/operate`,
    actuatorUrl: `http://127.0.0.1:${ports.camundaManagement}/actuator`,
  }
}

function describe(kind: EngineKind, { ports }: LocalSettings): string {
  return kind === 'broker' ? `broker alone on ${ports.zeebeGateway}` : `Operate on ${ports.camundaRest}`
}

/** The ports that an engine needs, each with the part's name for people. */
export function enginePorts(kind: EngineKind, { ports }: LocalSettings): { port: number; part: string }[] {
  const camunda = [
    { port: ports.zeebeGateway, part: 'Camunda (gRPC)' },
    { port: ports.zeebeCommand, part: 'Camunda (commands)' },
    { port: ports.zeebeInternal, part: 'Camunda (cluster)' },
    { port: ports.camundaRest, part: 'Camunda (Operate and REST)' },
    { port: ports.camundaManagement, part: 'Camunda (management)' },
  ]
  const search = [
    { port: ports.opensearch, part: 'OpenSearch' },
    { port: ports.opensearchTransport, part: 'OpenSearch (transport)' },
  ]
  return kind === 'broker' ? camunda : [...camunda, ...search]
}
