import { query } from '../database.ts'
import type { Client } from '../database.ts'
import { parseDecisions } from '../decisions/decision.ts'
import { StepFault } from '../interpreter/faults.ts'
import type { CalledProcess } from './model.ts'
import { readProcesses } from './read-process.ts'

interface ResourceRow {
  key: string
  id: string
  file_name: string
  content: string
  deployment_key: string
}

type Kind = 'PROCESS' | 'DECISION'
type Binding = CalledProcess['binding']
type Reader = Pick<Client, 'query'>

/** What is called, by which version of which caller. */
interface BoundTo {
  id: string
  binding: Binding
  caller: string
}

/** What running a version takes; versions never change, so each is read and parsed once in the life of this process. */
export function createVersions() {
  const deployments = new Map<string, string>()
  const fetch = async (client: Reader, key: string): Promise<ResourceRow> => {
    const row = await fetchVersion(client, key)
    deployments.set(key, row.deployment_key)
    return row
  }
  const processes = remembered(async (client, key) => {
    const { id, file_name, content } = await fetch(client, key)
    return (await readProcesses(file_name, content)).find(({ processId }) => processId === id)
  })
  const decisions = remembered(async (client, key) => {
    const { id, content } = await fetch(client, key)
    return (await parseDecisions(content)).find(({ decisionId }) => decisionId === id)
  })
  return {
    /** The process of a version. Throws ModelRefusal where this release no longer understands it. */
    process: processes.read,
    /** The process of a version that was read before. */
    known: processes.known,
    decision: decisions.read,
    /** Key of the version that a call runs now, read inside its transaction. Throws StepFault where there is none. */
    bound: (client: Reader, kind: Kind, { caller, ...asked }: BoundTo): Promise<string> =>
      boundVersion(client, kind, { ...asked, deploymentKey: deployments.get(caller) ?? null }),
  }
}
export type Versions = ReturnType<typeof createVersions>

function remembered<M>(parse: (client: Reader, key: string) => Promise<M | undefined>) {
  const models = new Map<string, M>()
  const known = (key: string): M => {
    const model = models.get(key)
    if (!model) throw new TypeError(`version ${key} was not read`)
    return model
  }
  return {
    known,
    read: async (client: Reader, key: string): Promise<M> => {
      if (!models.has(key)) {
        const model = await parse(client, key)
        if (!model) throw new TypeError(`version ${key} does not hold what it is named after`)
        models.set(key, model)
      }
      return known(key)
    },
  }
}

async function fetchVersion(client: Reader, key: string): Promise<ResourceRow> {
  const [row] = await query<ResourceRow>(client, 'version', [
    'select r.key, r.id, r.file_name, r.content, r.deployment_key from engine.resources r where r.key = $1',
    key,
  ])
  if (!row) throw new TypeError(`no version ${key}`)
  return row
}

const kinds: Record<Kind, string> = { PROCESS: 'Il processo', DECISION: 'La decisione' }
/* The same number of parameters in each, so that the statements differ in their filter only. */
const filters: Record<Binding['type'], string> = {
  latest: '($3::text is null or true)',
  versionTag: 'r.version_tag = $3::text',
  /* What has not changed stays the version of an earlier deployment. */
  deployment: 'r.deployment_key <= $3::text::bigint',
}

async function boundVersion(
  client: Reader,
  kind: Kind,
  { id, binding, deploymentKey }: { id: string; binding: Binding; deploymentKey: string | null },
): Promise<string> {
  const [row] = await query<{ key: string }>(client, `bound-${binding.type}`, [
    `select r.key from engine.resources r where r.kind = $1 and r.id = $2 and ${filters[binding.type]} order by r.version desc limit 1`,
    ...[kind, id, binding.type === 'versionTag' ? binding.tag : deploymentKey],
  ])
  if (!row)
    throw new StepFault('NOT_DEPLOYED', `${kinds[kind]} ${id} non è installato nella versione richiesta.`)
  return row.key
}
