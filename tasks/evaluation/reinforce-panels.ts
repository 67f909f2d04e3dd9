import { z } from 'zod'
import { evaluation } from '../../domain/process/evaluation.ts'
import type { Stores } from '../../db/stores.ts'
import type { PersonRecord } from '../../db/network/person-store.ts'
import { possibleEvaluators } from '../../domain/evaluation/possible-evaluators.ts'
import { EVALUATOR_ROLES, refusalOfExpert } from '../../domain/evaluation/expert.ts'
import type { PersonOnApplication } from '../../domain/evaluation/possible-evaluators.ts'
import { excludedBy } from '../../domain/evaluation/may-act.ts'
import { BusinessError, notFound } from '../../domain/shared/errors.ts'
import { asId } from '../../domain/shared/ids.ts'
import type { ApplicationId, PersonId } from '../../domain/shared/ids.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import { checkDay } from '../../procedures/act/check-day.ts'
import { plainText } from '../../domain/shared/text.ts'
import { defineTask } from '../task.ts'
import type { UseCaseContext } from '../../procedures/context.ts'
import { findExclusions } from '../../procedures/evaluation/find-exclusions.ts'

const appointment = z.strictObject({
  applicationId: z.string().max(40),
  personId: z.string().max(40),
  reason: plainText({ max: 2000, multiline: true }),
})

/** Where exclusions left fewer evaluators than the call asks, the process owner calls in experts, each for an application
 * with a reason, and by an act that is cited (art. 5). Each is then asked to declare: until then the appointment opens nothing. Refuses the owner
 * who is excluded (CONFLICT_EXCLUDED), and whoever is tied, whose seat evaluates already, who appoints, who
 * decided on admissibility, or who has read the sheets of others (EXPERT_NOT_POSSIBLE). */
export const reinforcePanels = defineTask({
  element: 'Task_ReinforcePanels',
  process: evaluation,
  title: 'Integra la commissione',
  form: 'reinforce-panels',
  role: 'PROCESS_OWNER',
  chairToo: true,
  subject: 'callId',
  decides: { inside: 'asks for each application, so that somebody else gets the own ones' },
  input: z.strictObject({
    act: plainText({ max: 200 }),
    actNumber: plainText({ max: 50 }),
    actOn: localDateSchema,
    appointments: z.array(appointment).min(1, 'Indica almeno un esperto.').max(200),
  }),

  async load({ stores, now }, item) {
    const { rules } = await stores.calls.get(item.subjectId)
    const panels = possibleEvaluators(await stores.evaluation.panelFacts(item.subjectId, localDateOf(now)))
    const submitted = await stores.applications.submittedOf(item.subjectId)
    const applications = new Map(submitted.map((one) => [one.id, one]))
    const short = panels.filter((panel) => panel.evaluators.length < rules.evaluation.panelMinimum)
    const named = short.map((panel) => {
      const application = applications.get(panel.applicationId)
      return {
        id: panel.applicationId,
        label: `${application?.code ?? ''} ${application?.title ?? ''}`.trim(),
        panel,
      }
    })
    return {
      minimum: rules.evaluation.panelMinimum,
      panels: named.map(({ label, panel }) => ({ progetto: label, valutatori: panel.evaluators.length })),
      applicationOptions: named.map(({ id, label }) => ({ value: id, label })),
      personOptions: (await candidates(stores, now)).map((one) => ({
        value: one.id,
        label: one.displayName,
      })),
    }
  },

  async complete(context, item, { act: title, actNumber: number, actOn: on, appointments }) {
    const { closesAt } = await context.stores.calls.get(item.subjectId)
    const earliest = { day: localDateOf(closesAt), what: 'della chiusura dell’avviso' }
    checkDay(on, { path: 'actOn', earliest, today: localDateOf(context.now) })
    const asked = appointments.map((one) => ({
      ...one,
      applicationId: asId<ApplicationId>(one.applicationId),
      personId: asId<PersonId>(one.personId),
    }))
    await refuseUnfit(context, item.subjectId, asked)
    for (const { applicationId, personId, reason } of asked) {
      const { actor, now: appointedAt } = context
      const appointedBy = asId<PersonId>(actor.personId)
      await context.stores.evaluation.appointExpert({
        applicationId,
        personId,
        reason,
        act: { title, number, on },
        appointedBy,
        appointedAt,
      })
    }
    return {}
  },
})

async function candidates(stores: Stores, now: Date): Promise<PersonRecord[]> {
  const people = new Map<string, PersonRecord>()
  for (const role of EVALUATOR_ROLES) {
    for (const person of await stores.network.personsWithRole(role, localDateOf(now)))
      people.set(person.id, person)
  }
  return [...people.values()]
}

async function refuseUnfit(
  { stores, now, actor }: UseCaseContext,
  callId: string,
  asked: readonly PersonOnApplication[],
) {
  const known = new Set<string>((await candidates(stores, now)).map((one) => one.id))
  const facts = await stores.evaluation.panelFacts(callId, localDateOf(now))
  const found = await findExclusions(stores, callId, { now, also: asked.map((one) => one.personId) })
  const officers = await stores.admissibility.officersOf(callId)
  const appointer = asId<PersonId>(actor.personId)
  const kept = [...facts.kept, ...found.exclusions]
  const closed = await stores.evaluation.closedAmong(
    actor,
    asked.map((one) => one.applicationId),
  )
  for (const [index, one] of asked.entries()) {
    const { applicationId, personId } = one
    if (personId !== actor.personId && !known.has(personId)) throw notFound('PERSON', personId)
    if (!facts.applicationIds.includes(applicationId)) {
      throw notFound('PROJECT', applicationId)
    }
    if (closed.has(applicationId)) throw excludedBy()
    const appointments = [...facts.appointments, ...asked.slice(0, index)]
    const refusal = refusalOfExpert(one, { ...facts, kept, appointments, appointer, officers }, found.ties)
    if (refusal !== null) throw new BusinessError('EXPERT_NOT_POSSIBLE', { refusal })
  }
}
