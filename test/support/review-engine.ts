import { join } from 'node:path'
import { pino } from 'pino'
import { createEmbeddedEngine } from '../../engine/embedded/engine.ts'
import { readModelFiles } from '../../engine/model-files.ts'
import type { TestDatabase } from './database.ts'
import { waitFor } from './wait-for.ts'

const MODELS = join(import.meta.dirname, '../../bpmn')
const WITHIN_MS = 20_000
/** The cycle of every review. */
export const CYCLE = 'cycle-of-reviews'
const answers: Record<string, Record<string, unknown>> = {
  'confirm-application-submitted': {},
  'confirm-application-withdrawn': {},
  'examine-application': { blockingReasons: 0, curableReasons: 0 },
  'open-work-item': {},
  'confirm-scoring-withdrawn': {},
  'close-review': {},
  'confirm-request-closed': {},
}
const OF_REQUEST = ['ask-integration', 'give-refusal-notice', 'begin-answer-term', 'expire-lead-request']
const DECIDED = { integrationAsked: false, refusalNoticed: false }

/** The model of the review on the embedded engine, its steps answered without any rows. */
export async function createReviewEngine(database: TestDatabase) {
  const engine = createEmbeddedEngine({
    ...{ url: database.url, clock: database.clock, log: pino({ enabled: false }) },
  })
  /* What the steps of a request tell, by the application that it is of. */
  const requests: Record<string, Record<string, unknown>> = {}
  /* What the jobs that confirm a withdrawal were told. */
  const withdrawn: Record<string, unknown>[] = []
  const models = await readModelFiles(MODELS)
  const forms = ['score-application.form', 'answer-request.form', 'decide-admissibility.form']
  const parts = ['application-review.bpmn', 'admissibility-route.dmn', ...forms]
  await engine.deploy(models.filter(({ name }) => parts.some((part) => name.endsWith(part))))
  const work = engine.workJobs({
    jobs: [...Object.keys(answers), ...OF_REQUEST].map((type) => ({
      ...{ type, leaseMs: 30_000 },
      fetchVariables: ['cycleId', 'applicationId'],
    })),
    workerName: 'test',
    onJob: ({ key, type, variables }) => {
      if (type === 'confirm-application-withdrawn') withdrawn.push(variables)
      return engine.completeJob(key, answers[type] ?? requests[String(variables['applicationId'])] ?? {})
    },
  })

  const say = (
    name: string,
    correlationKey: string,
    variables: Record<string, unknown> = {},
    times = 1,
  ): Promise<unknown> => {
    const messageId = `${name} ${correlationKey} ${JSON.stringify(variables)}`
    return Promise.all(
      Array.from({ length: times }, () =>
        engine.publishMessage({ name, correlationKey, messageId, variables }),
      ),
    )
  }
  const reviews = async () =>
    (
      await database.owner.raw<{ rows: { key: string }[] }>(
        `select key::text from engine.instances where process_id = 'application-review' and ended_at is null order by started_at, key`,
      )
    ).rows
  const taskOf = (key: string, elementId: string) =>
    waitFor(`${elementId} of ${key}`, WITHIN_MS, async () => {
      const open = await engine.userTasks(key, 'CREATED')
      return open.find((task) => task.elementId === elementId) ?? null
    })
  const countOf = async (key: string, elementId: string) => {
    const step = (await engine.path(key)).find((one) => one.elementId === elementId && one.kind === 'ELEMENT')
    return { completed: step?.completed ?? 0, terminated: step?.terminated ?? 0 }
  }

  return {
    ...{ engine, requests, withdrawn, say, reviews, taskOf, countOf },
    /** Waits as long as a step of the engine may take. */
    until: <T>(what: string, probe: () => Promise<T | null>) => waitFor(what, WITHIN_MS, probe),
    submit: (applicationId: string, times = 1) =>
      say('ApplicationSubmitted', applicationId, { cycleId: CYCLE, applicationId }, times),

    /** Completes a person's task; of a decision on admissibility, without asking anything of the lead. */
    async complete(key: string, elementId: string, variables: Record<string, unknown> = DECIDED) {
      const { elementInstanceKey } = await taskOf(key, elementId)
      await engine.completeUserTask({ elementInstanceKey, processInstanceKey: key, variables })
    },
    newest: async () =>
      (await waitFor('the review', WITHIN_MS, async () => (await reviews()).at(-1) ?? null)).key,
    ended: (key: string) =>
      waitFor('the end of the review', WITHIN_MS, async () =>
        (await engine.instance(key))?.state === 'COMPLETED' ? true : null,
      ),
    async stop() {
      await work.stop()
      await engine.close()
    },
  }
}
export type ReviewEngine = Awaited<ReturnType<typeof createReviewEngine>>
