import type { MailPayload } from '../../db/platform/outbox.ts'
import { addDays, localDateSchema } from '../../domain/shared/local-date.ts'
import { actEffects } from '../../procedures/act/act-effects.ts'
import type { Actor } from '../../procedures/context.ts'
import { attachWorkItemFile } from '../../use-cases/cycle/attach-work-item-file.ts'
import { proposeRankingCorrection } from '../../use-cases/evaluation/propose-ranking-correction.ts'
import { drawUpPlan } from '../../workers/approval/draw-up-plan.ts'
import { drawUpCorrectedRanking } from '../../workers/evaluation/draw-up-corrected-ranking.ts'
import { drawUpRanking } from '../../workers/evaluation/draw-up-ranking.ts'
import { notifyOutcomes } from '../../workers/evaluation/notify-outcomes.ts'
import type { TestDatabase } from './database.ts'
import { createEvaluationScenario, told } from './evaluation-scenario.ts'
import { adoptedAct, proposalFor } from './ranked-call.ts'
import { confirmAll, drawProvisional } from './voted-ranking.ts'

export const WRONG = 'Una domanda è stata ammessa con tre enti, l’avviso ne chiede quattro.'

/** A ranking of seven that was voted, each behind the one before it; and the steps by which it is adopted and corrected. */
export async function createCorrectionScenario(database: TestDatabase) {
  const scenario = await createEvaluationScenario(database)
  const { steps, scope, cycleId, callId, owner } = scenario
  await scenario.exclude()
  await scenario.declareAll()
  await scenario.openRound()
  for (const sheet of await scenario.openSheets())
    await scenario.score(sheet, 90 - scenario.applicationIds.indexOf(sheet.applicationId) * 2)
  const meetingId = String((await drawProvisional(scenario))['meetingId'])
  await confirmAll(database, meetingId)
  const firstRanking = String(told(await steps.job(drawUpRanking, { ...scope, meetingId }))['rankingId'])
  const inDays = (days: number) => addDays(localDateSchema.parse(database.today()), days)

  /** The act on a ranking is adopted and published, and has its effects. */
  const inForce = async (rankingId: string, number: string): Promise<void> => {
    await adoptedAct(database, { cycleId, kind: 'RANKING_APPROVAL', subjectId: rankingId, number })
    const proposal = await proposalFor(database, 'RANKING_APPROVAL', rankingId)
    const context = { stores: database.stores, now: database.clock.now() }
    await actEffects.RANKING_APPROVAL(context as never, proposal!)
  }
  const plan = () => steps.jobAgain(drawUpPlan, scope)

  return {
    ...{ ...scenario, firstRanking, inDays, inForce, plan },

    /** The ranking is adopted and published, and its plan drawn up. */
    async publish(): Promise<void> {
      await inForce(firstRanking, '2')
      await steps.job(notifyOutcomes, scope)
      await plan()
    },

    propose: (change: object = {}, actor: Actor = owner) =>
      database.run(actor, proposeRankingCorrection, {
        ...{ callId, kind: 'ANNULMENT', application: 'A1-001', datum: 'ADMISSIBILITY' },
        ...{ eligibleCostCents: null, rule: 'Avviso, punto 4', wrong: WRONG },
        interest: 'Parità fra chi partecipa; nessuno ha ancora speso.',
        ...{ heardUntil: inDays(10), annullableUntil: inDays(100), ...change },
      }),

    /** The corrected ranking is drawn up; gives the proposal of its act. */
    draw: async (rankingCorrectionId: string): Promise<string> =>
      String(
        told(await steps.job(drawUpCorrectedRanking, { cycleId, rankingCorrectionId }))['actProposalId'],
      ),

    /** Somebody records the adoption of an act on its task. */
    async record(actProposalId: string, adoptedOn: string): Promise<unknown> {
      const id = await steps.open('Task_RecordAct', { cycleId, actProposalId })
      const file = await database.files.put(Buffer.from('%PDF-1.7 atto'))
      await database.run(owner, attachWorkItemFile, {
        ...{ id, kind: 'SIGNED_ACT' },
        file: {
          ...{ ...file, fileName: 'atto.pdf', mediaType: 'application/pdf', content: 'pdf' as const },
          ...{ enclosed: null, signs: [], signature: 'NONE' as const },
        },
      })
      const proposalSha256 = (await database.stores.acts.documentSha256(actProposalId)) ?? 'x'
      const act = { number: '9', adoptedOn, organ: 'Direttore generale', proposalSha256 }
      return steps.complete(owner, id, act)
    },

    mails: (subject: string) =>
      database
        .knex('outbox')
        .where({ kind: 'MAIL' })
        .whereRaw(`payload ->> 'subject' like ?`, [`${subject}%`])
        .orderBy('position')
        .pluck<MailPayload[]>('payload'),

    /** The states of the corrections that somebody reads. */
    seenBy: async (actor: Actor) =>
      (await database.reads.rankingCorrections.ofCall(actor, callId)).items.map(({ status }) => status),
  }
}
export type CorrectionScenario = Awaited<ReturnType<typeof createCorrectionScenario>>
