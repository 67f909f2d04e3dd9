import type { FoundInstance } from '../../domain/process/instance-reads.ts'
import type {
  FoundUserTask,
  Incident,
  KnownBy,
  PathStep,
  ProcessEngine,
  ProcessVersion,
  TokenCount,
  UserTaskState,
} from '../port.ts'
import { asKey, asText } from './commands/input.ts'
import { read } from './database.ts'
import type { Pool } from './database.ts'
import { LIMITS } from './interpreter/limits.ts'

type Reads = Pick<
  ProcessEngine,
  | 'tokens'
  | 'userTasks'
  | 'incidents'
  | 'openIncidents'
  | 'path'
  | 'instance'
  | 'instances'
  | 'family'
  | 'holds'
  | 'versions'
  | 'versionOf'
  | 'model'
>

/** What people watch: where tokens are, what stopped, which way was gone. Nothing decides anything on it. */
export function createReads(pool: Pool): Reads {
  return {
    tokens: (key) => read<TokenCount>(pool, 'tokens', [TOKENS, asKey(key)]),
    userTasks: (key, state) =>
      read<FoundUserTask>(pool, `user-tasks-${state}`, [USER_TASKS[state], asKey(key)]),
    incidents: (key) => read<Incident>(pool, 'incidents', [INCIDENTS, asKey(key)]),
    openIncidents: (most, variable) =>
      variable === undefined
        ? read<Incident>(pool, 'all-incidents', [ALL_INCIDENTS, most])
        : read<Incident>(pool, 'open-incidents', [OPEN_INCIDENTS, most, ...knownBy(variable)]),
    path: (key) => read<PathStep>(pool, 'path', [PATH, asKey(key)]),
    async instance(key) {
      const [found] = await read<FoundInstance>(pool, 'instance', [
        `${INSTANCE} where i.key = $1`,
        asKey(key),
      ])
      return found ?? null
    },
    instances: (keys) =>
      read<FoundInstance>(pool, 'instances', [
        `${INSTANCE} where i.key = any($1::bigint[])`,
        keys.map(asKey),
      ]),
    family: (keys) => read<FoundInstance>(pool, 'family', [FAMILY, keys.map(asKey)]),
    async holds(key, variable) {
      const found = await read(pool, 'holds', [HOLDS, asKey(key), ...knownBy(variable)])
      return found.length > 0
    },
    versions: () => read<ProcessVersion>(pool, 'versions', [VERSIONS]),
    async versionOf(key) {
      const [found] = await read<{ version: number }>(pool, 'version-of', [VERSION_OF, asKey(key)])
      return found?.version ?? null
    },
    async model({ processId, version }) {
      const [found] = await read<{ content: string }>(pool, 'model', [MODEL, processId, version])
      return found?.content ?? null
    },
  }
}

const knownBy = ({ name, value }: KnownBy): [string, string] => [
  asText('the name of a variable', name),
  JSON.stringify(asText(`the variable ${name}`, value, LIMITS.variableBytes)),
]

/* The process itself and the body of a multi-instance are no places where a token stands. */
const TOKENS = `
select e.element_id as "elementId", count(*)::int as active,
       (select count(*)::int from engine.incidents i where i.instance_key = $1 and i.element_id = e.element_id and i.resolved_at is null) as incidents
  from engine.elements e where e.instance_key = $1 and e.kind not in ('PROCESS', 'MULTI_INSTANCE')
 group by e.element_id order by e.element_id`

const ENDED = (outcome: string) => `
select h.key as "elementInstanceKey", h.key as "userTaskKey", h.element_id as "elementId"
  from engine.history h where h.instance_key = $1 and h.kind = 'USER_TASK' and h.outcome = '${outcome}'`

const LIVING = (state: string) => `
select e.key as "elementInstanceKey", e.key as "userTaskKey", e.element_id as "elementId"
  from engine.elements e where e.instance_key = $1 and e.kind = 'USER_TASK' and e.state = '${state}'`

/* Whoever had it to do has done it, also while its end listeners run. */
const USER_TASKS: Record<UserTaskState, string> = {
  CREATED: `${LIVING('ACTIVE')} order by 1`,
  COMPLETED: `${LIVING('COMPLETING')} union all ${ENDED('COMPLETED')} order by 1`,
  CANCELED: `${ENDED('TERMINATED')} order by 1`,
}

const INCIDENT = `
select i.key, i.instance_key as "processInstanceKey", i.element_id as "elementId", i.element_key as "elementInstanceKey", i.job_key as "jobKey", i.code, i.sentence,
       i.created_at as "createdAt"
  from engine.incidents i where i.resolved_at is null`

const INCIDENTS = `${INCIDENT} and i.instance_key = $1 order by i.created_at, i.key`

const ALL_INCIDENTS = `${INCIDENT} order by i.created_at, i.key limit $1`

const OPEN_INCIDENTS = `${INCIDENT}
   and exists (select from engine.variables v where v.scope_key = i.root_key and v.name = $2 and v.value = $3::jsonb)
 order by i.created_at, i.key limit $1`

const INSTANCE = `
select i.key, i.process_id as "processId", coalesce(i.outcome, 'ACTIVE') as state, i.started_at as "startedAt", i.ended_at as "endedAt"
  from engine.instances i`

const FAMILY = `${INSTANCE}
 where i.root_key in (select k.root_key from engine.instances k where k.key = any($1::bigint[]))
 order by i.started_at, i.key`

const HOLDS = `
select from engine.instances i join engine.variables v on v.scope_key = i.root_key and v.name = $2 and v.value = $3::jsonb
 where i.key = $1`

const VERSIONS = `select r.id as "processId", r.version from engine.resources r where r.kind = 'PROCESS' order by r.id, r.version`

const VERSION_OF = `select r.version from engine.instances i join engine.resources r on r.key = i.resource_key where i.key = $1`

const MODEL = `select r.content from engine.resources r where r.kind = 'PROCESS' and r.id = $1 and r.version = $2`

const PATH = `
select h.element_id as "elementId", case when h.kind = 'FLOW' then 'FLOW' else 'ELEMENT' end as kind,
       count(*) filter (where h.outcome in ('COMPLETED', 'TAKEN'))::int as completed,
       count(*) filter (where h.outcome in ('TERMINATED', 'NOT_MADE'))::int as terminated
  from engine.history h where h.instance_key = $1 and h.kind not in ('PROCESS', 'MULTI_INSTANCE')
 group by 1, 2 order by 1`

/** A running instance and the version of its process that it is on. */
export interface LivingInstance {
  key: string
  version: number
}

/** All running instances of a process, oldest first. */
export function livingInstances(pool: Pool, processId: string): Promise<LivingInstance[]> {
  return read<LivingInstance>(pool, 'living-instances', [
    `select i.key, r.version from engine.instances i join engine.resources r on r.key = i.resource_key
      where i.process_id = $1 and i.ended_at is null order by i.key`,
    processId,
  ])
}
