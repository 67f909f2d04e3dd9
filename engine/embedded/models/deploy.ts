import { extname } from 'node:path'
import type { ModelFile } from '../../port.ts'
import { EngineRefusal } from '../../port.ts'
import { checkDeployment } from './check-deployment.ts'
import type { EngineParts } from '../commands/command.ts'
import { query, transact } from '../database.ts'
import type { Client } from '../database.ts'
import { DecisionRefusal, parseDecisions } from '../decisions/decision.ts'
import { isKeepableXml } from '../texts.ts'
import { lockDeployments } from '../interpreter/locks.ts'
import type { ProcessModel } from './model.ts'
import { ModelRefusal } from './read-problems.ts'
import { readProcesses } from './read-process.ts'

type Kind = 'PROCESS' | 'DECISION' | 'FORM'

/** Something with an id of its own in a file that is deployed. */
interface Resource {
  kind: Kind
  id: string
  versionTag: string | null
  file: ModelFile
  process: ProcessModel | null
}

/**
 * Deploys files together, or none of them; what has not changed stays the version that it is. Throws EngineRefusal that names
 * each file, element and reason where a model cannot be run.
 */
export async function deploy(parts: EngineParts, files: readonly ModelFile[]): Promise<void> {
  const resources = await readAll(files)
  await transact(parts.pool, async (client) => {
    await lockDeployments(client)
    const latest = await latestVersions(client)
    refuseProblems(resources, latest)
    const changed = resources.filter(
      ({ kind, id, file }) =>
        latest.find((one) => one.kind === kind && one.id === id)?.sha256 !== file.sha256,
    )
    if (changed.length === 0) return
    const deploymentKey = await nextDeployment(client)
    for (const resource of changed) await install(parts, client, { resource, deploymentKey, latest })
  })
}

/* Behind the lock, so that a later deployment has the higher key: calls that are bound to theirs compare them. */
async function nextDeployment(client: Client): Promise<string> {
  const [next] = await query<{ key: string }>(client, 'next-deployment', [
    'select coalesce(max(r.deployment_key), 0) + 1 as key from engine.resources r',
  ])
  return next?.key ?? '1'
}

async function readAll(files: readonly ModelFile[]): Promise<Resource[]> {
  const problems: string[] = []
  const resources: Resource[] = []
  for (const file of files)
    try {
      resources.push(...(await resourcesOf(file)))
    } catch (error) {
      if (!(error instanceof ModelRefusal || error instanceof DecisionRefusal)) throw error
      problems.push(error instanceof DecisionRefusal ? `${file.name}: ${error.message}` : error.message)
    }
  if (problems.length > 0) throw new EngineRefusal('INVALID_ARGUMENT', problems.join('\n'))
  return resources
}

async function resourcesOf(file: ModelFile): Promise<Resource[]> {
  const text = file.content.toString('utf8')
  if (!isKeepableXml(text))
    throw new EngineRefusal(
      'INVALID_ARGUMENT',
      `${file.name}: the file holds NUL or half a pair of surrogates`,
    )
  switch (extname(file.name)) {
    case '.bpmn':
      return (await readProcesses(file.name, text)).map((process) => ({
        ...{ kind: 'PROCESS', id: process.processId, versionTag: process.versionTag, file, process },
      }))
    case '.dmn':
      return (await parseDecisions(text)).map(({ decisionId, versionTag }) => ({
        ...{ kind: 'DECISION', id: decisionId, versionTag, file, process: null },
      }))
    case '.form':
      return [{ kind: 'FORM', id: formId(file.name, text), versionTag: null, file, process: null }]
    default:
      throw new EngineRefusal('INVALID_ARGUMENT', `${file.name}: a model is a .bpmn, .dmn or .form file`)
  }
}

function formId(name: string, text: string): string {
  try {
    const { id } = JSON.parse(text) as { id?: unknown }
    if (typeof id === 'string' && id !== '') return id
  } catch {
    /* Said below, with the name of the file. */
  }
  throw new EngineRefusal('INVALID_ARGUMENT', `${name}: a form is JSON with an id`)
}

interface LatestVersion {
  kind: Kind
  id: string
  version: number
  sha256: string
}

function latestVersions(client: Client): Promise<LatestVersion[]> {
  return query<LatestVersion>(client, 'latest-versions', [
    `select distinct on (r.kind, r.id) r.kind, r.id, r.version, r.sha256 from engine.resources r order by r.kind, r.id, r.version desc`,
  ])
}

function refuseProblems(resources: readonly Resource[], latest: readonly LatestVersion[]): void {
  const idsOf = (kind: Kind, all: readonly { kind: Kind; id: string }[]) =>
    all.filter((one) => one.kind === kind).map(({ id }) => id)
  const problems = checkDeployment(
    {
      processes: resources.flatMap(({ process }) => process ?? []),
      decisions: idsOf('DECISION', resources),
      forms: idsOf('FORM', resources),
    },
    {
      processIds: idsOf('PROCESS', latest),
      decisionIds: idsOf('DECISION', latest),
      formIds: idsOf('FORM', latest),
    },
  )
  if (problems.length > 0)
    throw new EngineRefusal(
      'INVALID_ARGUMENT',
      problems
        .map(({ elementId, reason }) => `${filesWith(resources, elementId)}, ${elementId}: ${reason}`)
        .join('\n'),
    )
}

function filesWith(resources: readonly Resource[], id: string): string {
  const holding = resources.filter((one) => one.id === id || one.process?.elements.has(id))
  return [...new Set(holding.map(({ file }) => file.name))].join(' and ')
}

interface Installation {
  resource: Resource
  deploymentKey: string
  latest: readonly LatestVersion[]
}

async function install(
  { keys }: EngineParts,
  client: Client,
  { resource, deploymentKey, latest }: Installation,
): Promise<void> {
  const { kind, id, versionTag, file, process } = resource
  const key = await keys.next(client)
  const before = latest.find((one) => one.kind === kind && one.id === id)?.version ?? 0
  await query(client, 'install', [
    `insert into engine.resources (key, kind, id, version, version_tag, deployment_key, file_name, sha256, content)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    ...[key, kind, id, before + 1, versionTag, deploymentKey, file.name, file.sha256],
    file.content.toString('utf8'),
  ])
  if (process === null) return
  await query(client, 'forget-starts', ['delete from engine.message_starts s where s.process_id = $1', id])
  for (const { messageName, elementId } of process.messageStarts)
    await query(client, 'keep-start', [
      'insert into engine.message_starts (process_id, message_name, resource_key, element_id) values ($1, $2, $3, $4)',
      ...[id, messageName, key, elementId],
    ])
}
