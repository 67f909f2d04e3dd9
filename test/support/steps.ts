import { pino } from 'pino'
import { oncePerJob } from '../../app/once-per-job.ts'
import { hashOf } from '../../domain/shared/canonical-json.ts'
import type { FunctionRole, HeldFunction } from '../../domain/network/functions.ts'
import { localDate } from '../../domain/shared/local-date.ts'
import { asId, newId } from '../../domain/shared/ids.ts'
import type { BodyId, PersonId } from '../../domain/shared/ids.ts'
import type { Role } from '../../domain/shared/roles.ts'
import { scoreApplication } from '../../tasks/evaluation/score-application.ts'
import { taskOf } from '../../tasks/registry.ts'
import { decisionOf } from '../../tasks/task.ts'
import type { Actor } from '../../procedures/context.ts'
import { completeWorkItem } from '../../use-cases/cycle/complete-work-item.ts'
import { loadWorkItem } from '../../use-cases/cycle/load-work-item.ts'
import { openWorkItem } from '../../workers/cycle/open-work-item.ts'
import type { Worker } from '../../workers/worker.ts'
import type { TestDatabase } from './database.ts'
import { accountIdOf } from '../../db/network/person-store.ts'

type Variables = Record<string, unknown>

/** Runs steps on a test database as the engine and people would: workers through the job ledger, tasks through work items. */
export function createSteps(database: TestDatabase) {
  const parts = {
    knex: database.knex,
    engineId: 'test-engine',
    leaseMs: 60_000,
    files: database.files,
    workshop: database.workshop,
    clock: database.clock,
    publicUrl: 'http://127.0.0.1:3000',
    log: pino({ enabled: false }),
  }
  const perform = (
    worker: unknown,
    variables: Variables,
    { jobKey, elementId, instanceKey }: { jobKey: string; elementId?: string; instanceKey?: string },
  ) => {
    const step = worker as Worker
    return oncePerJob(parts, step).run({
      key: jobKey,
      type: step.jobType,
      attempt: 1,
      elementId: elementId ?? step.jobType,
      elementInstanceKey: instanceKey ?? jobKey,
      processId: 'test',
      processInstanceKey: '1',
      variables,
    })
  }
  return {
    /** A worker's step; `jobKey` given again is a redelivery, left out is an operator's new run of the same element. Returns
     * its outcome. */
    job: (worker: unknown, variables: Variables, jobKey: string = newId()) =>
      perform(worker, variables, { jobKey, instanceKey: hashOf([(worker as Worker).jobType, variables]) }),

    /** The same step where the process comes to it another time: an element instance of its own. */
    jobAgain: (worker: unknown, variables: Variables) => perform(worker, variables, { jobKey: newId() }),

    /** Lets the listener of a task open it. */
    listen: (element: string, variables: Variables) =>
      perform(openWorkItem, variables, { jobKey: newId(), elementId: element }),

    /** Opens a task as its listener does, without its due date; returns the work item's id. */
    async open(element: string, variables: Variables & { cycleId: string }, personId: string | null = null) {
      const id = newId<string>()
      const task = taskOf(element)
      const { applicationId } = variables
      const { stores, files, clock } = database
      const context = { stores, files, now: clock.now() }
      await database.stores.workItems.open({
        id,
        engineId: parts.engineId,
        elementInstanceKey: id,
        processInstanceKey: '1',
        element,
        cycleId: variables.cycleId,
        subjectId: String(variables[task.subject]),
        role: task.role,
        chairToo: task.chairToo ?? false,
        ...{ bodyId: null, applicationId: typeof applicationId === 'string' ? applicationId : null },
        ...{ ofEvaluation: task === scoreApplication, evaluatedCallId: null, state: 'OPEN' as const },
        decides: await decisionOf(task, context, variables),
        personId,
        ...(personId === null ? await task.assign?.(context, variables) : {}),
        variables,
        dueAt: null,
        openedAt: database.clock.now(),
      })
      return id
    },

    load: (actor: Actor, id: string) => database.look(actor, loadWorkItem, { id }),
    complete: (actor: Actor, id: string, input: unknown) =>
      database.run(actor, completeWorkItem, { id, input }),

    /** Gives a person one more function, from the first day on. */
    async hold(personId: string, held: Pick<HeldFunction, 'role'> & Partial<HeldFunction>): Promise<void> {
      await database.stores.network.addFunction({
        ...{ personId: asId<PersonId>(personId), bodyId: null, seatId: null, seatRole: null },
        ...{ office: null, signatory: false, act: 'Atto di prova', until: null, ...held },
        from: held.from ?? localDate('2026-01-01'),
      })
    },

    /** Ties a person to a body, by an office that lets do nothing here. */
    async holdOffice(personId: string, bodyId: BodyId): Promise<void> {
      await this.hold(personId, { role: 'OFFICE_HOLDER', bodyId, office: 'Revisore' })
    },

    /** A person who signs in by another account, in one more function. */
    async bySecondAccount(personId: string, role: FunctionRole): Promise<Actor> {
      const email = `${personId}@altrove.example`
      await database.stores.network.putAccount({ personId: asId<PersonId>(personId), email })
      await this.hold(personId, { role })
      const found = await database.stores.network.personOf(accountIdOf(email))
      const actor = await this.actor(found ?? '', role === 'OFFICE_HOLDER' ? undefined : role)
      if (actor.role !== role) throw new Error(`${personId} has no function ${role}`)
      return actor
    },

    /** Ends what `hold` gave: what was done in it stays so. */
    release: (personId: string, role: FunctionRole): Promise<number> =>
      database.knex('functions').where({ person_id: personId, role }).update({ ends_on: '2026-01-02' }),

    /** A person in the function of that role, or in the first of its own. */
    async actor(personId: string, role?: Role): Promise<Actor> {
      const today = database.today()
      const own = await database.stores.network.functionsOf(personId, today)
      const chosen = own.find((one) => one.role === role)?.functionId
      const actor = await database.stores.network.actorOf(personId, today, chosen)
      if (actor === null) throw new Error(`nobody is ${personId}`)
      return actor
    },
  }
}
