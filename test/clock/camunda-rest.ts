import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { signIn } from '../../local/camunda.ts'

const PAUSE_MS = 200

/** Repeats a question until its answer is not null. Throws after the time (ms), with the last error. */
export async function waitFor<T>(what: string, timeoutMs: number, ask: () => Promise<T | null>): Promise<T> {
  const deadline = performance.now() + timeoutMs
  let last: unknown = null
  while (performance.now() < deadline) {
    const answer = await ask().catch((error: unknown) => {
      last = error
      return null
    })
    if (answer !== null) return answer
    await pause(PAUSE_MS)
  }
  throw new Error(`${what}: not within ${timeoutMs / 1000} s`, { cause: last })
}

const keyed = z.object({ key: z.number() })
const itemsSchema = z.object({ items: z.array(z.looseObject({ state: z.string().optional() })) })

/** The few calls of Camunda's REST API that these tests make. */
export class CamundaRest {
  readonly #url: string

  constructor(url: string) {
    this.#url = url
  }

  /** Deploys one model. */
  async deploy(file: string): Promise<void> {
    const form = new FormData()
    form.append('resources', new Blob([await readFile(file)]), basename(file))
    await this.#post('/v2/deployments', form)
  }

  /** Starts an instance of a process; gives its key. */
  async start(processId: string, variables: object): Promise<string> {
    const answer = await this.#post('/v2/process-instances', { processDefinitionId: processId, variables })
    return z.object({ processInstanceKey: z.coerce.string() }).parse(answer).processInstanceKey
  }

  /** Takes one job of a type, waiting up to ten seconds; null when none came. */
  async takeJob(type: string): Promise<string | null> {
    const order = { type, timeout: 60_000, maxJobsToActivate: 1, requestTimeout: 10_000 }
    const answer = z.object({ jobs: z.array(keyed) }).parse(await this.#post('/v2/jobs/activation', order))
    return answer.jobs[0] === undefined ? null : String(answer.jobs[0].key)
  }

  /** Completes a job; when this returns, what follows it (here the next timer) is in place. */
  async completeJob(key: string, variables: object): Promise<void> {
    await this.#post(`/v2/jobs/${key}/completion`, { variables })
  }

  /** How many open user tasks of an instance the search finds. */
  async countOpenTasks(processInstanceKey: string): Promise<number> {
    const filter = { processInstanceKey: Number(processInstanceKey) }
    const answer = itemsSchema.parse(await this.#post('/v2/user-tasks/search', { filter }))
    return answer.items.filter((task) => task.state === 'CREATED').length
  }

  async #post(path: string, body: object): Promise<unknown> {
    const isForm = body instanceof FormData
    const answer = await fetch(`${this.#url}${path}`, {
      method: 'POST',
      headers: { cookie: await signIn(this.#url), ...(isForm ? {} : { 'content-type': 'application/json' }) },
      body: isForm ? body : JSON.stringify(body),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`)
    return text === '' ? null : (JSON.parse(text) as unknown)
  }
}
