import type { StandsFor } from '../domain/network/functions.ts'
import type { DocumentStore } from '../domain/shared/ports.ts'
import type { Role } from '../domain/shared/roles.ts'
import type { Stores } from '../db/stores.ts'

/** Who acts, and in which function: the person that a conflict asks, and the one role, body and seat that give rights. */
export interface Actor {
  personId: string
  displayName: string
  functionId: string | null
  role: Role | null
  bodyId: string | null
  seatId: string | null
  /** In whose place; null in a function of one's own. */
  standsFor: StandsFor | null
}

/** Somebody without a function: whoever is not signed in, another system. */
export function withoutFunction(personId: string, displayName: string): Actor {
  return { personId, displayName, functionId: null, role: null, bodyId: null, seatId: null, standsFor: null }
}

/** What every use case, task and worker is given: stores on the open transaction, files to read, legal time. What makes
 * files is given before the transaction only (`documents/outside.ts`). */
export interface StepContext {
  stores: Stores
  files: Pick<DocumentStore, 'read' | 'open'>
  now: Date
}

/** A step that a person does: also knows who, and leaves its own row in the cycle's audit chain. */
export interface UseCaseContext extends StepContext {
  actor: Actor
  record: (entry: {
    cycleId: string
    action: string
    subjectId: string
    facts: Record<string, unknown>
  }) => Promise<void>
}

/** A verb that HTTP calls: runs in one transaction opened by `app/run-use-case.ts`, or by `app/once-per-job.ts` for a job. Throws BusinessError when refused. */
export type UseCase<C, R> = (context: UseCaseContext, command: C) => Promise<R>

/** True when the actor acts in the role (for that body, where one is named). */
export function hasRole(actor: Actor, role: Role, bodyId?: string): boolean {
  return actor.role === role && (bodyId === undefined || actor.bodyId === bodyId)
}
