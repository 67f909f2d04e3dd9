import { closedAt } from '../../domain/call/window.ts'
import { reminderAt } from '../../domain/evaluation/sheet-reminder.ts'
import { isCancellable, TERMS } from '../../domain/process/interventions.ts'
import type {
  CancellableProcess,
  Change,
  InterventionRule,
  SeenInstance,
  TermVariable,
} from '../../domain/process/interventions.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { hashOf } from '../../domain/shared/canonical-json.ts'
import { addCalendarDays, toEngineInstant } from '../../domain/shared/terms.ts'
import type { Stores } from '../../db/stores.ts'

/** An instance as its engine tells it now. */
export interface ToldInstance {
  processInstanceKey: string
  processId: string
  isActive: boolean
  version: number | null
  places: SeenInstance['places']
  /** Of the whole instance, by name; null where the engine does not tell. */
  variables: Readonly<Record<string, unknown>> | null
  /** Of a migration: the elements ahead of it that the version has otherwise; null where the engine does not tell. */
  changedAhead: readonly string[] | null
  hasVersion: boolean
}

const refused = (rule: InterventionRule, elements = ''): BusinessError =>
  new BusinessError('INTERVENTION_NOT_SAFE', { rule, elements })

/** What an intervention would do, and on what; and, as our rows say it, the term or the id of what was taken back. Throws INTERVENTION_NOT_SAFE with the rule where it
 * would move a decision (art. 8). */
export async function safeIntervention(
  { stores }: { stores: Stores },
  change: Change,
  told: ToldInstance,
): Promise<{ value: string | null; seen: SeenInstance }> {
  if (!told.isActive) throw refused('OVER')
  if (!(await stores.instances.isKnown(told.processInstanceKey))) throw refused('NOT_KNOWN')
  if (told.version === null) throw refused('UNTOLD')
  const before = change.kind === 'SET_VARIABLE' ? told.variables?.[change.variable] : null
  const seen = { version: told.version, places: told.places, value: before ?? null }
  return { value: await valueOf(stores, change, told), seen }
}

function valueOf(stores: Stores, change: Change, told: ToldInstance): Promise<string | null> | null {
  switch (change.kind) {
    case 'SET_VARIABLE':
      return termOf(stores, change.variable, told)
    case 'CANCEL':
      return takenBackBy(stores, told)
    case 'MIGRATE':
      requireSameAhead(change.version, told)
      return null
  }
}

/** Whether an instance still is as it was seen. */
export const isUnmoved = (before: SeenInstance, now: SeenInstance): boolean => hashOf(before) === hashOf(now)

async function termOf(stores: Stores, variable: TermVariable, told: ToldInstance): Promise<string> {
  const isTerm = TERMS.some((one) => one.processId === told.processId && one.variable === variable)
  if (!isTerm) throw refused('VARIABLE_READ')
  if (told.variables === null) throw refused('UNTOLD')
  const at = await TERM_OF[variable](stores, idIn(told.variables))
  if (at === null) throw refused('TERM_MISSING')
  const value = toEngineInstant(at)
  if (told.variables[variable] === value) throw refused('TERM_THERE')
  return value
}

type IdIn = (name: string) => string
const idIn =
  (variables: Readonly<Record<string, unknown>>): IdIn =>
  (name) => {
    const id = variables[name]
    return typeof id === 'string' ? id : ''
  }

/* Each as the step reckons it that gives it to the process. */
const TERM_OF: Record<TermVariable, (stores: Stores, id: IdIn) => Promise<Date | null>> = {
  commentsDueAt: async ({ guidance }, id) =>
    (await guidance.find(id('guidanceDocumentId')))?.commentsDueAt ?? null,
  meetingStartsAt: async ({ meetings }, id) => (await meetings.find(id('meetingId')))?.startsAt ?? null,
  callOpensAt: async ({ calls }, id) => (await calls.find(id('callId')))?.opensAt ?? null,
  async callClosesAt({ calls }, id) {
    const call = await calls.find(id('callId'))
    return call && closedAt(call)
  },
  async sheetReminderAt({ calls, evaluation }, id) {
    const [call, round] = [await calls.find(id('callId')), await evaluation.lastRound(id('callId'))]
    return call && round && reminderAt(round.dueAt, call.rules.terms.sheetReminderDays)
  },
  async regionReminderAt({ submissions, plans, calls }, id) {
    const submission = await submissions.find(id('submissionId'))
    if (!submission?.sentAt) return null
    const { callId } = await plans.get(submission.subjectId)
    const { rules } = await calls.get(callId)
    return addCalendarDays(submission.sentAt, rules.terms.regionalReminderDays)
  },
}

/* What is taken back stays so: nobody decides on it any more. Gives its id. */
async function takenBackBy(stores: Stores, told: ToldInstance): Promise<string> {
  if (!isCancellable(told.processId)) throw refused('DECIDES')
  if (told.variables === null) throw refused('UNTOLD')
  const { variable, isTakenBack } = TAKEN_BACK[told.processId]
  const id = idIn(told.variables)(variable)
  if (!(await isTakenBack(stores, id))) throw refused('NOT_TAKEN_BACK')
  if (await stores.instances.hasOpenTask(told.processInstanceKey)) throw refused('TASK_OPEN')
  return id
}

interface TakenBack {
  variable: string
  isTakenBack: (stores: Stores, id: string) => Promise<boolean>
}
const TAKEN_BACK: Record<CancellableProcess, TakenBack> = {
  'application-review': {
    variable: 'applicationId',
    isTakenBack: async ({ applications }, id) => (await applications.find(id))?.status === 'WITHDRAWN',
  },
  'call-correction': {
    variable: 'callCorrectionId',
    isTakenBack: async ({ corrections }, id) => (await corrections.find(id))?.status === 'WITHDRAWN',
  },
}

function requireSameAhead(
  version: number,
  { version: running, hasVersion, changedAhead }: ToldInstance,
): void {
  if (running === version) throw refused('SAME_VERSION')
  if (!hasVersion) throw refused('NO_VERSION')
  if (changedAhead === null) throw refused('UNTOLD')
  if (changedAhead.length > 0) throw refused('CHANGED_AHEAD', `Cambiano: ${changedAhead.join(', ')}.`)
}
