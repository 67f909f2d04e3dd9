import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Guard, HeldPart } from './guard-client.ts'
import { QUICK_START, type Java } from './java.ts'
import { bearOddDates, hastenSearch, type Opensearch } from './opensearch.ts'
import type { LocalSettings } from './settings.ts'
import { waitUntilReady } from './wait.ts'

/** What starting Camunda takes. With no search store it is the broker alone: no Operate, no user task search. */
export type CamundaStart = {
  guard: Guard
  java: Java
  settings: LocalSettings
  home: string
  dataDir: string
  search: Opensearch | null
  clockControlled: boolean
}

/** Starts Camunda on its data and waits until it takes commands and, with a search store, until searches answer. */
export async function startCamunda(start: CamundaStart): Promise<HeldPart> {
  const { guard, settings, search } = start
  await mkdir(start.dataDir, { recursive: true })
  const configFile = join(settings.dataDir, 'engine', 'application.yaml')
  const config =
    search === null ? { zeebe: { broker: { data: brokerData(start) } } } : applicationConfig(start, search)
  await writeFile(configFile, JSON.stringify(config))
  const part = await guard.start({
    title: search === null ? 'Zeebe' : 'Camunda',
    command: join(start.home, 'bin', search === null ? 'broker' : 'camunda'),
    args: [],
    env: environment(start, configFile),
    cwd: settings.dataDir,
    user: null,
    logFile: join(settings.logsDir, 'camunda.log'),
    stopSignal: 'SIGTERM',
    graceMs: 20_000,
  })
  await waitUntilReady(part, 300_000, () => isHealthy(settings))
  if (search !== null) await readySearch(part, settings, search)
  return part
}

async function readySearch(part: HeldPart, settings: LocalSettings, search: Opensearch): Promise<void> {
  await waitUntilReady(part, 120_000, () => operateAnswers(settings))
  await waitUntilReady(part, 120_000, () => bearOddDates(search).then(() => true))
  await waitUntilReady(part, 120_000, () => exportOneRecord(settings))
  await waitUntilReady(part, 120_000, () => hastenSearch(search).then(() => true))
  await waitUntilReady(part, 120_000, () => searchAnswers(settings))
}

/** Signs in to the REST API of a local Camunda with its built-in user; gives the Cookie header to send. */
export async function signIn(restUrl: string): Promise<string> {
  const answer = await fetch(`${restUrl}/api/login`, {
    method: 'POST',
    body: new URLSearchParams({ username: 'demo', password: 'demo' }),
  })
  if (!answer.ok) throw new Error(`signing in to Camunda answered ${answer.status}`)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

async function isHealthy({ ports }: LocalSettings): Promise<boolean> {
  const health = await fetch(`http://127.0.0.1:${ports.camundaManagement}/actuator/health/readiness`)
  return health.ok
}

async function operateAnswers({ ports }: LocalSettings): Promise<boolean> {
  const page = await fetch(`http://127.0.0.1:${ports.camundaRest}/operate`, { redirect: 'manual' })
  return page.status < 400
}

// A message that nobody waits for and that ends at once: its record makes the exporter write its templates.
async function exportOneRecord(settings: LocalSettings): Promise<boolean> {
  return post(settings, '/v2/messages/publication', {
    name: 'LocalStartChecked',
    correlationKey: '',
    timeToLive: 0,
  })
}

// The first search on a new store makes indices and may take a quarter of a minute: better now than for a person.
async function searchAnswers(settings: LocalSettings): Promise<boolean> {
  return post(settings, '/v2/user-tasks/search', {})
}

async function post({ ports }: LocalSettings, path: string, body: object): Promise<boolean> {
  const restUrl = `http://127.0.0.1:${ports.camundaRest}`
  const headers = { 'content-type': 'application/json', cookie: await signIn(restUrl) }
  const answer = await fetch(`${restUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  return true
}

function environment(start: CamundaStart, configFile: string): Record<string, string> {
  const { ports } = start.settings
  return {
    PATH: process.env['PATH'] ?? '',
    JAVA_HOME: start.java.home,
    JAVACMD: start.java.executable,
    JAVA_OPTS: [
      ...QUICK_START,
      start.search === null ? '-Xmx768m' : '-Xmx2g',
      '--enable-native-access=ALL-UNNAMED',
      // Known only since 23, where it silences warnings of Netty and Agrona.
      ...(start.java.version >= 23 ? ['--sun-misc-unsafe-memory-access=allow'] : []),
    ].join(' '),
    SPRING_CONFIG_ADDITIONALLOCATION: `file:${configFile}`,
    ZEEBE_BROKER_NETWORK_HOST: '127.0.0.1',
    ZEEBE_BROKER_GATEWAY_NETWORK_HOST: '127.0.0.1',
    ZEEBE_BROKER_GATEWAY_NETWORK_PORT: String(ports.zeebeGateway),
    ZEEBE_BROKER_NETWORK_COMMANDAPI_PORT: String(ports.zeebeCommand),
    ZEEBE_BROKER_NETWORK_INTERNALAPI_PORT: String(ports.zeebeInternal),
    SERVER_ADDRESS: '127.0.0.1',
    SERVER_PORT: String(ports.camundaRest),
    MANAGEMENT_SERVER_ADDRESS: '127.0.0.1',
    MANAGEMENT_SERVER_PORT: String(ports.camundaManagement),
    ZEEBE_CLOCK_CONTROLLED: String(start.clockControlled),
    ...(start.search === null ? {} : SEARCH_ENVIRONMENT),
  }
}

// The importers' back-off: 250 ms burns a third of a core when idle, 1000 ms makes people wait for their tasks.
const SEARCH_ENVIRONMENT = {
  CAMUNDA_DATABASE_TYPE: 'opensearch',
  CAMUNDA_OPERATE_DATABASE: 'opensearch',
  CAMUNDA_TASKLIST_DATABASE: 'opensearch',
  CAMUNDA_TASKLIST_ARCHIVERENABLED: 'false',
  CAMUNDA_REST_QUERY_ENABLED: 'true',
  CAMUNDA_TASKLIST_IMPORTER_READERBACKOFF: '500',
  CAMUNDA_TASKLIST_IMPORTER_SCHEDULERBACKOFF: '500',
  CAMUNDA_OPERATE_IMPORTER_READERBACKOFF: '500',
  CAMUNDA_OPERATE_IMPORTER_SCHEDULERBACKOFF: '500',
}

function brokerData({ dataDir }: CamundaStart): object {
  return { directory: dataDir, disk: { freeSpace: { processing: '400MB', replication: '200MB' } } }
}

function applicationConfig(start: CamundaStart, { url, clusterName }: Opensearch): object {
  const { ports } = start.settings
  const zeebe = {
    gatewayAddress: `127.0.0.1:${ports.zeebeGateway}`,
    restAddress: `http://127.0.0.1:${ports.camundaRest}`,
  }
  const webApp = {
    database: 'opensearch',
    csrfPreventionEnabled: false,
    zeebe,
    opensearch: { clusterName, url },
    zeebeOpensearch: { clusterName, url, prefix: 'zeebe-record' },
  }
  const exporter = {
    className: 'io.camunda.zeebe.exporter.opensearch.OpensearchExporter',
    args: {
      url,
      bulk: { delay: 1, size: 500 },
      index: { createTemplate: true, numberOfShards: 1, numberOfReplicas: 0 },
    },
  }
  return {
    zeebe: { broker: { data: brokerData(start), exporters: { opensearch: exporter } } },
    camunda: { database: { type: 'opensearch', clusterName, url }, operate: webApp, tasklist: webApp },
  }
}
