import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Guard, HeldPart } from './guard-client.ts'
import { QUICK_START, type Java } from './java.ts'
import type { LocalSettings } from './settings.ts'
import { SetupError } from './setup-error.ts'
import { waitUntilReady } from './wait.ts'

const HEAP = '768m'

/** What starting the search store takes: its jars and the folder of its data. */
export type OpensearchStart = {
  guard: Guard
  java: Java
  settings: LocalSettings
  jars: string
  dataDir: string
}

/** The running search store and its address. */
export type Opensearch = { part: HeldPart; url: string; clusterName: string }

/** Starts OpenSearch on its data and waits until it answers on the expected port as the expected cluster. */
export async function startOpensearch(start: OpensearchStart): Promise<Opensearch> {
  const { guard, java, settings } = start
  const clusterName = `concilia-${settings.name}`
  await writeNodeSettings(start)
  const part = await guard.start({
    title: 'OpenSearch',
    command: java.executable,
    args: [
      `-Xms${HEAP}`,
      `-Xmx${HEAP}`,
      ...QUICK_START,
      '-XX:+ExitOnOutOfMemoryError',
      '--enable-native-access=ALL-UNNAMED',
      ...['-cp', join(start.jars, '*'), 'org.codelibs.opensearch.runner.OpenSearchRunner'],
      ...['-basePath', start.dataDir, '-numOfNode', '1', '-clusterName', clusterName],
      ...['-baseHttpPort', String(settings.ports.opensearch - 1)],
    ],
    env: { PATH: process.env['PATH'] ?? '', JAVA_HOME: java.home },
    cwd: start.dataDir,
    user: null,
    logFile: join(settings.logsDir, 'opensearch.log'),
    stopSignal: 'SIGTERM',
    graceMs: 15_000,
  })
  const url = `http://127.0.0.1:${settings.ports.opensearch}`
  await waitUntilReady(part, 120_000, async () => {
    const answer = await fetch(url)
    const { cluster_name: answering } = (await answer.json()) as { cluster_name?: string }
    if (answering !== clusterName)
      throw new SetupError(`port ${settings.ports.opensearch} answers as ${answering ?? 'something else'}`)
    return isOpen(url)
  })
  return { part, url, clusterName }
}

async function isOpen(url: string): Promise<boolean> {
  const health = await fetch(`${url}/_cluster/health`)
  const { status } = (await health.json()) as { status?: string }
  return status === 'green' || status === 'yellow'
}

// A moved clock makes some twenty shards a simulated day: the usual limit of 1000 would end everything after fifty days.
async function writeNodeSettings({ settings, dataDir }: OpensearchStart): Promise<void> {
  const folder = join(dataDir, 'node_1', 'config')
  await mkdir(folder, { recursive: true })
  const lines = [
    'network.host: 127.0.0.1',
    `transport.port: ${settings.ports.opensearchTransport}`,
    'cluster.max_shards_per_node: 20000',
    'cluster.routing.allocation.disk.watermark.low: 600mb',
    'cluster.routing.allocation.disk.watermark.high: 400mb',
    'cluster.routing.allocation.disk.watermark.flood_stage: 200mb',
    'action.auto_create_index: true',
  ]
  await writeFile(join(folder, 'opensearch.yml'), `${lines.join('\n')}\n`)
}

/**
 * Makes new and existing indices searchable after 100 ms. For after each start of the broker, whose exporter writes its
 * template again with its first record. Throws until that has happened: call it again.
 */
export async function hastenSearch({ url }: Opensearch): Promise<void> {
  const address = `${url}/_component_template/zeebe-record`
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`the exporter's template is not there yet (${answer.status})`)
  const { component_templates: found } = templatesSchema.parse(await answer.json())
  const template = found[0]?.component_template.template ?? {}
  if (found[0]?.component_template._meta?.hastened)
    throw new Error("the exporter's template is not renewed yet")
  const index = { ...template.settings?.index, refresh_interval: REFRESH_INTERVAL }
  await putJson(address, {
    template: { ...template, settings: { ...template.settings, index } },
    _meta: { hastened: true },
  })
  await putJson(`${url}/_all/_settings?expand_wildcards=open,hidden`, {
    index: { refresh_interval: REFRESH_INTERVAL },
  })
}

/**
 * Tasklist 8.6.0 writes an instant at a whole second without its milliseconds; its own mapping refuses that date, and
 * its importer then repeats the record for ever and finds no later task. The date alone is left unindexed instead.
 * The setting is fixed while an index is open: done once, while the index is new.
 */
export async function bearOddDates({ url }: Opensearch): Promise<void> {
  for (const pattern of ['tasklist-list-view-*', 'tasklist-task-8*']) {
    const settings = indexSettingsSchema.parse(await (await fetch(`${url}/${pattern}/_settings`)).json())
    const indices = Object.entries(settings)
    if (indices.length === 0) throw new Error(`no index ${pattern} yet`)
    for (const [name, { settings: of }] of indices) {
      if (of.index.mapping?.ignore_malformed !== 'true') {
        await post(`${url}/${name}/_close`)
        await putJson(`${url}/${name}/_settings`, { 'index.mapping.ignore_malformed': true })
      }
      /* Also after a start that was cut off in between. */
      await post(`${url}/${name}/_open`)
    }
  }
}

async function post(address: string): Promise<void> {
  const answer = await fetch(address, { method: 'POST' })
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
}

const indexSettingsSchema = z.record(
  z.string(),
  z.object({
    settings: z.object({
      index: z.object({ mapping: z.object({ ignore_malformed: z.string().optional() }).optional() }),
    }),
  }),
)

const REFRESH_INTERVAL = '100ms'
const templatesSchema = z.object({
  component_templates: z.array(
    z.object({
      component_template: z.object({
        template: z.looseObject({
          settings: z.looseObject({ index: z.looseObject({}).optional() }).optional(),
        }),
        _meta: z.looseObject({ hastened: z.boolean().optional() }).optional(),
      }),
    }),
  ),
})

async function putJson(url: string, body: unknown): Promise<void> {
  const answer = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`PUT ${url} answered ${answer.status}: ${await answer.text()}`)
}
