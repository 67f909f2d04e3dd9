import { pino } from 'pino'
import { oncePerJob } from '../../app/once-per-job.ts'
import { newId } from '../../domain/shared/ids.ts'
import type { Variables } from '../../domain/shared/process-contract.ts'
import type { WorkItemElement } from '../../domain/shared/work-item-types.ts'
import { workItemTypes } from '../../domain/shared/work-item-types.ts'
import type { Actor } from '../../procedures/context.ts'
import { completeWorkItem } from '../../use-cases/cycle/complete-work-item.ts'
import { loadWorkItem } from '../../use-cases/cycle/load-work-item.ts'
import { openWorkItem } from '../../workers/cycle/open-work-item.ts'
import type { Worker } from '../../workers/worker.ts'
import type { TestDatabase } from './database.ts'

/** Runs steps on a test database as the engine and people would: workers through the job ledger, tasks through work items. */
export function createSteps(database: TestDatabase) {
  const parts = {
    knex: database.knex,
    engineId: 'test-engine',
    leaseMs: 60_000,
    files: database.files,
    clock: database.clock,
    publicUrl: 'http://127.0.0.1:3000',
    log: pino({ enabled: false }),
  }
  const perform = (
    worker: unknown,
    variables: Variables,
    { jobKey, elementId }: { jobKey: string; elementId?: string },
  ) => {
    const step = worker as Worker
    return oncePerJob(parts, step).run({
      key: jobKey,
      type: step.jobType,
      attempt: 1,
      elementId: elementId ?? step.jobType,
      elementInstanceKey: jobKey,
      processId: 'test',
      processInstanceKey: '1',
      variables,
    })
  }
  return {
    /** A worker's step; `jobKey` given again is a redelivery, left out is an operator's new run. Returns its outcome. */
    job: (worker: unknown, variables: Variables, jobKey: string = newId()) =>
      perform(worker, variables, { jobKey }),

    /** Lets the listener of a task open it. */
    listen: (element: WorkItemElement, variables: Variables) =>
      perform(openWorkItem, variables, { jobKey: newId(), elementId: element }),

    /** Opens a task as its listener does, without its due date; returns the work item's id. */
    async open(
      element: WorkItemElement,
      context: Variables & { cycleId: string },
      personId: string | null = null,
    ) {
      const id = newId<string>()
      const type = workItemTypes[element]
      await database.stores.workItems.open({
        id,
        engineId: parts.engineId,
        elementInstanceKey: id,
        processInstanceKey: '1',
        element,
        cycleId: context.cycleId,
        subjectId: String(context[type.subject]),
        role: type.role,
        personId,
        bodyId: null,
        applicationId: context.applicationId ?? null,
        context,
        state: 'OPEN',
        dueAt: null,
        openedAt: database.clock.now(),
      })
      return id
    },

    load: (actor: Actor, id: string) => database.look(actor, loadWorkItem, { id }),
    complete: (actor: Actor, id: string, input: unknown) =>
      database.run(actor, completeWorkItem, { id, input }),

    async actor(personId: string): Promise<Actor> {
      const actor = await database.stores.network.actorOf(personId)
      if (actor === null) throw new Error(`nobody is ${personId}`)
      return actor
    },
  }
}
