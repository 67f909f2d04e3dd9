import type { Knex } from 'knex'
import { sha256Hex } from '../../domain/shared/canonical-json.ts'
import type { EmbeddedEngine } from '../../engine/embedded/engine.ts'
import type { Activation } from './activation.ts'
import type { MovedClock } from './clock.ts'
import { deploymentsOf, hasMessage, keyOfMessage, versionOf } from './engine-rows.ts'
import { Refused } from './gate.ts'
import type { TakenJob } from './job-rows.ts'
import { inner, outer } from './keys.ts'
import { createTurns } from './turns.ts'

export interface VerbParts {
  engine: EmbeddedEngine
  knex: Knex
  clock: MovedClock
  activation: Activation
}

interface JobAnswer {
  jobKey: string
  variables: string
}
export interface ActivateRequest {
  type: string
  worker: string
  timeout: string
  maxJobsToActivate: number
  fetchVariable: string[]
  requestTimeout: string
}
/** The verbs of the protocol that the gateway answers in one message, by their request as the .proto has it. */
interface Requests {
  Topology: object
  DeployResource: { resources: { name: string; content: Buffer }[] }
  PublishMessage: {
    name: string
    correlationKey: string
    timeToLive: string
    messageId: string
    variables: string
  }
  CompleteJob: JobAnswer
  FailJob: { jobKey: string; retries: number; errorMessage: string; retryBackOff: string }
  ThrowError: JobAnswer & { errorCode: string; errorMessage: string }
  UpdateJobRetries: { jobKey: string; retries: number }
  ResolveIncident: { incidentKey: string }
  SetVariables: { elementInstanceKey: string; variables: string; local: boolean }
  CancelProcessInstance: { processInstanceKey: string }
  MigrateProcessInstance: {
    processInstanceKey: string
    migrationPlan: {
      targetProcessDefinitionKey: string
      mappingInstructions: { sourceElementId: string; targetElementId: string }[]
    }
  }
}
export type Verb = keyof Requests
export type Verbs = { [Name in Verb]: (request: Requests[Name]) => Promise<object> }

const LONG_POLL_MS = 10_000
const read = (variables: string): Record<string, unknown> =>
  variables === '' ? {} : (JSON.parse(variables) as Record<string, unknown>)

/** What each verb does at the engine. */
export function createVerbs(parts: VerbParts): Verbs {
  const { engine, knex } = parts
  const done = async (call: Promise<void>): Promise<object> => {
    await call
    return {}
  }
  return {
    Topology: async () => {
      await engine.probe()
      return TOPOLOGY
    },
    DeployResource: (request) => deploy(parts, request),
    PublishMessage: publishing(parts),
    CompleteJob: ({ jobKey, variables }) => done(engine.completeJob(inner(jobKey), read(variables))),
    FailJob: ({ jobKey, retries, errorMessage: sentence, retryBackOff }) => {
      const fault = { code: 'JOB_NO_RETRIES', constraint: null, sentence }
      return done(engine.failJob(inner(jobKey), { retries, backOffMs: Number(retryBackOff), fault }))
    },
    ThrowError: ({ jobKey, errorCode, errorMessage: message }) =>
      done(engine.throwJobError(inner(jobKey), { errorCode, message })),
    UpdateJobRetries: ({ jobKey, retries }) => done(engine.updateJobRetries(inner(jobKey), retries)),
    ResolveIncident: ({ incidentKey }) => done(engine.resolveIncident(inner(incidentKey))),
    async SetVariables({ elementInstanceKey, variables, local }) {
      const key = inner(elementInstanceKey)
      await engine.setVariables({ elementInstanceKey: key, variables: read(variables), local })
      return { key: elementInstanceKey }
    },
    CancelProcessInstance: ({ processInstanceKey }) => done(engine.cancelInstance(inner(processInstanceKey))),
    async MigrateProcessInstance({ processInstanceKey, migrationPlan: plan }) {
      const version = await versionOf(knex, inner(plan.targetProcessDefinitionKey))
      if (version === null) throw new Refused('NOT_FOUND', 'no process definition has this key')
      const mapping = Object.fromEntries(
        plan.mappingInstructions.map((one) => [one.sourceElementId, one.targetElementId]),
      )
      return done(engine.migrateInstance({ processInstanceKey: inner(processInstanceKey), version, mapping }))
    },
  }
}

const TOPOLOGY = {
  brokers: [
    {
      nodeId: 0,
      host: '127.0.0.1',
      port: 26_501,
      version: 'test',
      partitions: [{ partitionId: 4, role: 'LEADER', health: 'HEALTHY' }],
    },
  ],
  clusterSize: 1,
  partitionsCount: 1,
  replicationFactor: 1,
  gatewayVersion: 'test',
}

async function deploy(
  { engine, knex }: VerbParts,
  { resources }: Requests['DeployResource'],
): Promise<object> {
  const files = resources.map(({ name, content }) => ({
    ...{ name, content },
    sha256: sha256Hex(content),
  }))
  await engine.deploy(files)
  const deployed = await deploymentsOf(
    knex,
    files.map(({ sha256 }) => sha256),
  )
  return {
    key: outer(deployed[0]?.deploymentKey ?? '0'),
    deployments: deployed.flatMap(({ kind, id, version, key, fileName: resourceName }) => {
      if (kind === 'PROCESS')
        return {
          process: { bpmnProcessId: id, version, processDefinitionKey: outer(key), resourceName },
        }
      if (kind === 'FORM') return { form: { formId: id, version, formKey: outer(key), resourceName } }
      return { decision: { dmnDecisionId: id, version, decisionKey: outer(key) } }
    }),
  }
}

/* The engine takes a message that it has without a word; Camunda says so. */
function publishing({ engine, knex, clock }: VerbParts): Verbs['PublishMessage'] {
  const inTurn = createTurns()
  return ({ name, correlationKey, messageId, variables, timeToLive }) =>
    inTurn(JSON.stringify([name, correlationKey, messageId]), async () => {
      const named = { name, correlationKey, messageId }
      if (correlationKey !== '' && (await hasMessage(knex, named, clock.now())))
        throw new Refused('ALREADY_EXISTS', `a message with the id ${messageId} is there already`)
      await engine.publishMessage({ ...named, variables: read(variables), timeToLiveMs: Number(timeToLive) })
      return { key: outer(await keyOfMessage(knex, named)) }
    })
}

/** Activates jobs for one request. */
export async function activateJobs(
  activation: Activation,
  { type, timeout, maxJobsToActivate: atMost, fetchVariable, requestTimeout, worker }: ActivateRequest,
  isOpen: () => boolean,
): Promise<object> {
  const waitMs = Number(requestTimeout) === 0 ? LONG_POLL_MS : Number(requestTimeout)
  const timeoutMs = Number(timeout)
  if (type === '' || timeoutMs < 1 || atMost < 1)
    throw new Refused('INVALID_ARGUMENT', 'a type, a timeout and a number of jobs are needed')
  const asked = { type, atMost, timeoutMs, waitMs, fetchVariables: fetchVariable, isOpen }
  const jobs = await activation.activate(asked)
  return { jobs: jobs.map((job) => toJob(job, worker)) }
}

function toJob(job: TakenJob, worker: string): object {
  const { type, retries, elementId, processId: bpmnProcessId, version: processDefinitionVersion } = job
  return {
    ...{ type, retries, elementId, bpmnProcessId, processDefinitionVersion, worker },
    key: outer(job.key),
    processInstanceKey: outer(job.instanceKey),
    elementInstanceKey: outer(job.elementKey),
    processDefinitionKey: outer(job.definitionKey),
    customHeaders: '{}',
    deadline: job.deadline.getTime(),
    variables: JSON.stringify(job.variables),
    tenantId: '<default>',
  }
}
