import type { z } from 'zod'
import type { WorkItem } from '../db/cycle/work-item-store.ts'
import type { Decision, Matter } from '../domain/evaluation/may-act.ts'
import type { ProcessContract, ValuesOf, VariableOf } from '../domain/process/contract.ts'
import type { MessageName } from '../domain/process/contracts.ts'
import { variablesOf } from '../domain/process/contract.ts'
import type { Role } from '../domain/shared/roles.ts'
import type { Actor, StepContext, UseCaseContext } from '../procedures/context.ts'

/** A file that a task asks for, uploaded to the work item before it is completed. */
export interface TaskFile {
  kind: string
  label: string
  required: boolean
  accepts: readonly ('pdf' | 'p7m' | 'xml' | 'json')[]
}

/** A work item with the variables that its task needs. */
type ItemOf<V> = Omit<WorkItem, 'variables'> & { variables: V }

/** Whose a work item is: a person's, a body's, or anybody's who holds the role; what the wall closes with it; and whether it
 * is still to be done. */
type Assignment = Pick<
  WorkItem,
  'personId' | 'bodyId' | 'applicationId' | 'ofEvaluation' | 'evaluatedCallId' | 'state'
>

/* Where nothing of an application is decided, why not; where the task asks by itself, of what. */
type NoDecision = { nothing: string } | { inside: string }

interface Declaration<
  P extends ProcessContract,
  N extends VariableOf<P>,
  G extends VariableOf<P>,
  I extends z.ZodType,
> {
  /** Id of the user task in the model. */
  element: string
  process: P
  title: string
  /** The deployed form, by its id. */
  form: string
  /** The desk on which it is worked, where a form does not do: the part of its page's template. */
  desk?: 'call-desk'
  role: Role
  /** True where whoever holds the chair's seat may do it too: a process owner may be a party (art. 5, 7). */
  chairToo?: boolean
  /** The variable that names what it is about; the item has it as `subjectId`. */
  subject: N
  /** What is decided with it, about its subject unless it says of what: whoever is tied to an application that this touches
   * neither has it nor gets it (art. 5; L. 241/1990 art. 6-bis). */
  decides:
    | Matter
    | NoDecision
    | ((context: StepContext, variables: ValuesOf<P['variables'], N>) => Promise<Decision | null>)
  /** More variables that it needs, beside the subject and the cycle. */
  needs?: readonly N[]
  /** The variables that completing it gives to the process. */
  gives?: readonly G[]
  /** The message whose wait it ends, where it is the first step after one; its correlation key is needed too. */
  receives?: Extract<keyof P['messages'], MessageName>
  input: I
  files?: readonly TaskFile[]
  /** Whose it is; left out, or as far as left out, anybody's who holds the role. */
  assign?: (context: StepContext, variables: ValuesOf<P['variables'], N>) => Promise<Partial<Assignment>>
  /** Its term; left out where it has none. */
  dueAt?: (context: StepContext, variables: ValuesOf<P['variables'], N>) => Date | Promise<Date>
  /** The form's data, read as the viewer reads: the wall of conflicts applies. */
  load: (
    context: StepContext & { actor: Actor },
    item: ItemOf<ValuesOf<P['variables'], N>>,
  ) => Promise<Record<string, unknown>>
  /** Rows of the decision; returns what the process routes on. Throws BusinessError when refused. */
  complete: (
    context: UseCaseContext,
    item: ItemOf<ValuesOf<P['variables'], N>>,
    input: z.output<I>,
  ) => Promise<ValuesOf<P['variables'], G>>
}

/** A user task of the models, whatever its process: who does it, about what, by when, what its form shows and accepts, and
 * what completing it does. */
export interface Task extends Omit<
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the list of all tasks forgets each one's variables
  Declaration<ProcessContract, any, any, z.ZodType>,
  'subject' | 'needs' | 'gives' | 'files' | 'receives'
> {
  subject: string
  receives: { name: MessageName; correlation: string } | null
  files: readonly TaskFile[]
  /** What its listener asks of the process and keeps with the item. */
  variables: z.ZodObject & z.ZodType<{ cycleId: string }>
  output: z.ZodObject
}

/** Declares a user task: the one place where it stands beside its model and its form. Inbox, listener, API, pages and
 * wall read from here. */
export function defineTask<
  const P extends ProcessContract,
  const N extends VariableOf<P>,
  I extends z.ZodType,
  const G extends VariableOf<P> = never,
>({ needs = [], gives = [], files = [], ...task }: Declaration<P, N, G, I>): Task {
  const { process, subject }: { process: ProcessContract; subject: string } = task
  const awaited = task.receives && process.messages[task.receives]
  const receives = awaited ? { name: task.receives, correlation: awaited.correlation } : null
  const key = receives === null ? [] : [receives.correlation]
  return {
    ...task,
    files,
    receives,
    variables: variablesOf(process, 'cycleId', subject, ...key, ...needs).strip(),
    output: variablesOf(task.process, ...gives),
  } as unknown as Task
}

/** What is decided with a task that has these variables; null where nothing of an application is, or the task asks by itself. */
export async function decisionOf(
  { decides, subject }: Task,
  context: StepContext,
  variables: Record<string, unknown>,
): Promise<Decision | null> {
  if (typeof decides === 'function') return decides(context, variables)
  return typeof decides === 'string' ? { matter: decides, subjectId: String(variables[subject]) } : null
}
