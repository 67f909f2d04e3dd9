import type { Fault, ProcessEngine } from '../../port.ts'
import { EngineRefusal } from '../../port.ts'
import { command } from './command.ts'
import type { EngineParts } from './command.ts'
import { asKey, asRetries, asText, checkVariables, keepableFault } from './input.ts'
import { ATTEMPTS, isPoison } from './poison.ts'
import { query, read } from '../database.ts'
import { nextListener } from '../interpreter/jobs.ts'
import type { ElementRow, JobPhase, Variables } from '../interpreter/rows.ts'
import { addIncident } from '../interpreter/run.ts'
import { CHAIN, ELEMENT_COLUMNS } from '../interpreter/rows.ts'
import type { Turn } from '../interpreter/turn.ts'
import { merge, setLocal } from '../interpreter/variables.ts'

interface HeldJob {
  phase: JobPhase
  /** It waits for its incident to be resolved. */
  isStopped: boolean
}

type Answers = Pick<ProcessEngine, 'completeJob' | 'failJob' | 'throwJobError' | 'updateJobRetries'>

/** What a worker answers to a job. Throws EngineRefusal NOT_FOUND for one that was answered, or whose element has ended. */
export function createJobAnswers(parts: EngineParts): Answers {
  return {
    async completeJob(jobKey, variables) {
      checkVariables(variables)
      await onJob(parts, jobKey, async (turn, { phase }, row) => {
        turn.gone.jobs.set(jobKey, row.key)
        await proceed(turn, row, { phase, variables })
      })
    },
    async failJob(jobKey, failure) {
      asRetries(Math.max(failure.retries, 0), 0)
      await onJob(parts, jobKey, (turn, _job, row) => fail(turn, row, { jobKey, ...failure }))
    },
    async throwJobError(jobKey, { errorCode }) {
      asText('the code of an error', errorCode)
      await onJob(parts, jobKey, async (turn, { phase }, row) => {
        if (phase !== 'TASK')
          throw new EngineRefusal(
            'INVALID_STATE',
            `job ${jobKey} is a listener's: it may fail, and throws no error`,
          )
        /* Caught, the element ends and its job with it; not caught, the job is not handed out again. */
        await stopJob(turn, jobKey)
        turn.steps.push({ do: 'THROW', key: row.key, errorCode, jobKey })
      })
    },
    async updateJobRetries(jobKey, retries) {
      const changed = await read(parts.pool, 'update-retries', [
        'update engine.jobs j set retries = $2 where j.key = $1 returning j.key',
        ...[asKey(jobKey), asRetries(retries, 1)],
      ])
      if (changed.length === 0) throw gone(jobKey)
    },
  }
}

async function onJob(
  parts: EngineParts,
  jobKey: string,
  answer: (turn: Turn, job: HeldJob, row: ElementRow) => Promise<void>,
): Promise<void> {
  const [found] = await read<{ rootKey: string }>(parts.pool, 'root-of-job', [
    'select j.root_key as "rootKey" from engine.jobs j where j.key = $1',
    asKey(jobKey),
  ])
  if (!found) throw gone(jobKey)
  const carryOut = command(parts, found.rootKey, async (turn) => {
    const { job, row } = await readJob(turn, jobKey)
    if (job.isStopped)
      throw new EngineRefusal('INVALID_STATE', `job ${jobKey} waits for its incident to be resolved`)
    await answer(turn, job, row)
  })
  await carryOut.catch(async (error: unknown) => {
    if (isPoison(error)) await countAttempt(parts, found.rootKey, jobKey)
    throw error
  })
}

/* An answer that the engine cannot carry out would come again with every lease. */
async function countAttempt(parts: EngineParts, rootKey: string, jobKey: string): Promise<void> {
  const [job] = await read<{ attempts: number }>(parts.pool, 'count-attempt', [
    'update engine.jobs j set attempts = j.attempts + 1 where j.key = $1 returning j.attempts',
    jobKey,
  ])
  if (!job || job.attempts < ATTEMPTS) return
  await command(parts, rootKey, async (turn) => {
    const { row } = await readJob(turn, jobKey)
    await stopJob(turn, jobKey)
    const sentence = 'Il lavoro è stato fatto, ma il motore non è riuscito a darvi seguito.'
    await addIncident(turn, row, { step: { do: 'JOB' }, jobKey, code: 'ANSWER_NOT_CARRIED_OUT', sentence })
  })
}

/* It is not handed out again until somebody lets it. */
async function stopJob(turn: Turn, jobKey: string): Promise<void> {
  await query(turn.client, 'stop-job', [
    `update engine.jobs j set due_at = 'infinity', attempts = 0 where j.key = $1`,
    jobKey,
  ])
}

async function fail(
  turn: Turn,
  row: ElementRow,
  { jobKey, retries, backOffMs, fault }: { jobKey: string; retries: number; backOffMs: number; fault: Fault },
): Promise<void> {
  await query(turn.client, 'fail-job', [
    `update engine.jobs j set retries = $2::int,
            due_at = case when $2::int > 0 then clock_timestamp() + make_interval(secs => $3) else 'infinity' end where j.key = $1`,
    ...[jobKey, Math.max(retries, 0), backOffMs / 1000],
  ])
  if (retries > 0) return
  const { code, constraint: violatedConstraint, sentence } = keepableFault(fault)
  await addIncident(turn, row, { step: { do: 'JOB' }, jobKey, code, violatedConstraint, sentence })
}

const gone = (jobKey: string) =>
  new EngineRefusal('NOT_FOUND', `there is no job ${jobKey}: it was answered before`)

/* Behind the root's lock: the job is still there, and its element with all above it. */
async function readJob(turn: Turn, jobKey: string): Promise<{ job: HeldJob; row: ElementRow }> {
  const rows = await query<ElementRow & { phase: JobPhase; isStopped: boolean; elementKey: string }>(
    turn.client,
    'job',
    [
      `select ${ELEMENT_COLUMNS}, j.phase, j.due_at = 'infinity' as "isStopped", j.element_key as "elementKey"
         from engine.jobs j cross join lateral (select * from engine.elements e where e.key = j.element_key offset 0) e
         ${CHAIN} where j.key = $1`,
      jobKey,
    ],
  )
  const [first] = rows
  if (!first) throw gone(jobKey)
  const { phase, isStopped, elementKey } = first
  await turn.hold(rows)
  return { job: { phase, isStopped }, row: turn.held(elementKey) }
}

/* The output of a start listener is local to its element, that of an end listener goes to the scope around. */
async function proceed(
  turn: Turn,
  row: ElementRow,
  { phase, variables }: { phase: JobPhase; variables: Variables },
): Promise<void> {
  if (phase === 'TASK') {
    turn.steps.push({ do: 'COMPLETE', key: row.key, variables })
    return
  }
  if (phase === 'START') setLocal(turn, row.key, variables)
  else await merge(turn, turn.scopeOf(row) ?? row, variables)
  row.listener += 1
  if (!(await nextListener(turn, row, phase)))
    turn.steps.push({ do: phase === 'START' ? 'OPEN' : 'LEAVE', key: row.key })
}
