import { demoAlliances } from '../../app/demo/alliances.ts'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import type { LeadRequest } from '../../db/evaluation/lead-request-store.ts'
import { recordRequestReceived } from '../../use-cases/evaluation/record-request-received.ts'
import { beginAnswerTerm } from '../../workers/evaluation/begin-answer-term.ts'
import { expireLeadRequest } from '../../workers/evaluation/expire-lead-request.ts'
import { createCallScenario } from './call-scenario.ts'
import type { TestDatabase } from './database.ts'
import { told } from './evaluation-scenario.ts'

/** What an officer sends to ask that an application be completed. */
export const ASK = {
  outcome: 'ASK_INTEGRATION',
  items: '- Il piano dei costi firmato\n\nLa lettera del partner',
}

/** The demo call closed with its applications under examination, and the means to ask their leads, answer and decide; applications are
 * named by their place. */
export async function createLeadRequestScenario(database: TestDatabase) {
  const scenario = await createCallScenario(database)
  const { steps, cycleId } = scenario
  const officer = await steps.actor(demoPersonId('CASE_OFFICER_1'))
  const callId = (await scenario.openCall()).id
  const applicationIds = await scenario.closeCallWithAll(callId)

  const of = (index: number) => ({ cycleId, applicationId: applicationIds[index] ?? '' })
  const leadOf = (index: number) => scenario.leadOf(demoAlliances[index]?.lead ?? '')
  const openDecision = (index: number) =>
    steps.open('Task_DecideAdmissibility', { ...of(index), admissibilityRoute: 'PROPOSE_CLARIFICATION' })

  return {
    ...scenario,
    ...{ officer, callId, applicationIds, of, leadOf, openDecision },

    decide: async (index: number, input: object) =>
      steps.complete(officer, await openDecision(index), { reasons: 'Come da istruttoria.', ...input }),

    requestsOf: (index: number): Promise<LeadRequest[]> =>
      database.stores.leadRequests.of(applicationIds[index] ?? ''),

    /** The process and the relay: what the officer asked leaves and is delivered; gives the lead's task. */
    async deliver(index: number, worker: unknown): Promise<{ task: string; leadRequestId: string }> {
      const leadRequestId = String(told(await steps.job(worker, of(index)))['leadRequestId'])
      await database.run(officer, recordRequestReceived, { leadRequestId })
      told(await steps.job(beginAnswerTerm, { cycleId, leadRequestId }))
      return { task: await steps.open('Task_AnswerRequest', { ...of(index), leadRequestId }), leadRequestId }
    },

    answer: async (index: number, task: string, text = 'Eccoli.') =>
      steps.complete(await leadOf(index), task, { answer: text }),

    expire: async (leadRequestId: string) =>
      told(await steps.jobAgain(expireLeadRequest, { cycleId, leadRequestId })),

    afterDays: (days: number) =>
      database.setNow(new Date(database.clock.now().getTime() + days * 86_400_000)),

    suspendedDays: async (): Promise<number> => {
      const row = await database.knex('calls').where({ id: callId }).first('suspended_days')
      return Number(row?.suspended_days)
    },

    /** The mails that begin the term of a request. */
    mailsOf: (leadRequestId: string) =>
      database.knex('outbox').whereRaw(`payload ->> 'beginsTermOf' = ?`, [leadRequestId]),
  }
}
export type LeadRequestScenario = Awaited<ReturnType<typeof createLeadRequestScenario>>
