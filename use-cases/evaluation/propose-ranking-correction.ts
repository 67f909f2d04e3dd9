import type { Call } from '../../db/call/call-store.ts'
import type { Ranking } from '../../db/evaluation/ranking-store.ts'
import { rankingCorrectionProblems } from '../../domain/evaluation/ranking-correction.ts'
import type {
  CorrectedDatum,
  RankingCorrectionKind,
  RankingSeal,
} from '../../domain/evaluation/ranking-input.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import type { CallId } from '../../domain/shared/ids.ts'
import { cents } from '../../domain/shared/money.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { publishedCall } from '../../procedures/call/application-access.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'
import { canonicalJson } from '../../domain/shared/canonical-json.ts'

interface Command {
  callId: string
  kind: RankingCorrectionKind
  /** Id or code. */
  application: string
  datum: CorrectedDatum['datum']
  /** The right cost, where that is the datum. */
  eligibleCostCents: number | null
  rule: string
  wrong: string
  interest: string
  heardUntil: LocalDate
  annullableUntil: LocalDate | null
}

/** Begins the annulment of an adopted ranking by the body's own motion, or the correction of a material error of it (L. 241/1990 art. 7,
 * 21-nonies): nothing changes until its act has effects. Possible while the plan that rests on the ranking is not adopted (art. 8). The
 * same again is the same correction, until it is taken back. Throws NOT_ALLOWED, NOT_FOUND, RANKING_NOT_SETTLED, RANKING_PLAN_ADOPTED,
 * RANKING_CORRECTION_PENDING, INVALID_INPUT. */
export const proposeRankingCorrection: UseCase<Command, { rankingCorrectionId: string }> = async (
  context,
  { callId, ...command },
) => {
  const { stores, actor, now, record } = context
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  await publishedCall(context, callId)
  const call = await stores.calls.get(callId, 'update')
  const ranking = found('RANKING', callId, await stores.evaluation.adoptedRanking(callId))
  const seal = await stores.evaluation.sealOf(ranking.id)
  const said = { ...textsOf(command), corrected: correctedDatum(command, seal) }
  const attempt = await stores.rankingCorrections.countWithdrawn(callId)
  const id = derivedId<string>('ranking-correction', ranking.id, canonicalJson(said), String(attempt))
  const pending = await stores.rankingCorrections.pendingOf(callId)
  if (pending?.id === id) return { rankingCorrectionId: id }
  if (pending !== null) throw new BusinessError('RANKING_CORRECTION_PENDING')
  await requireOpen(context, ranking)
  const rankedCostCents = await requireSound(context, seal, said)
  await stores.rankingCorrections.propose(
    {
      ...said,
      id,
      callId: call.id as CallId,
      rankingId: ranking.id,
      rankedCostCents,
      proposedBy: actor.personId,
    },
    now,
  )
  await tell(context, call, id)
  await record({
    ...{ cycleId: call.cycleId, action: 'propose-ranking-correction', subjectId: ranking.id },
    facts: { rankingCorrectionId: id, ...said },
  })
  return { rankingCorrectionId: id }
}

/* The process takes back what it has drawn up, not what the body has adopted. */
async function requireOpen({ stores }: UseCaseContext, ranking: Ranking): Promise<void> {
  const plan = await stores.plans.latestOn(ranking.id)
  if (plan === null) throw new BusinessError('RANKING_NOT_SETTLED')
  if ((await stores.acts.openOn('PLAN_APPROVAL', plan.id)) === null)
    throw new BusinessError('RANKING_PLAN_ADOPTED')
}

const textsOf = ({ kind, rule, wrong, interest, heardUntil, annullableUntil }: Omit<Command, 'callId'>) => ({
  ...{ kind, rule, wrong, interest },
  ...{ heardUntil, annullableUntil },
})

function correctedDatum(
  { application, datum, eligibleCostCents }: Omit<Command, 'callId'>,
  { input }: RankingSeal,
): CorrectedDatum {
  const ranked = input.applications.find(
    ({ applicationId, code }) => applicationId === application || code === application.toUpperCase(),
  )
  if (ranked === undefined)
    return refuseInput(
      'application',
      'NOT_IN_RANKING',
      `Nessuna domanda ha il codice «${application}» in questa graduatoria.`,
    )
  const { applicationId } = ranked
  if (datum === 'ADMISSIBILITY')
    return eligibleCostCents === null
      ? { datum, applicationId }
      : refuseInput(
          'eligibleCostCents',
          'NOT_ASKED',
          'Si corregge un dato alla volta: lascia vuoto il costo, o scegli che era sbagliato quello.',
        )
  if (eligibleCostCents === null)
    return refuseInput('eligibleCostCents', 'MISSING', 'Scrivi il costo giusto.')
  return { datum, applicationId, eligibleCostCents: cents(eligibleCostCents) }
}

/* Gives the cost on which the ranking had computed the grant. */
async function requireSound(
  { stores, now }: UseCaseContext,
  seal: RankingSeal,
  said: Parameters<typeof rankingCorrectionProblems>[0],
): Promise<number> {
  const { applicationId } = said.corrected
  const presented = await stores.applications.getSubmitted(applicationId)
  const problems = rankingCorrectionProblems(said, seal, {
    presentedCostCents: presented.totalCostCents,
    today: localDateOf(now),
  })
  if (problems.length > 0) throw new BusinessError('INVALID_INPUT', { problems })
  return seal.input.applications.find((one) => one.applicationId === applicationId)?.eligibleCostCents ?? 0
}

const tell = ({ stores }: UseCaseContext, { cycleId }: Call, rankingCorrectionId: string): Promise<unknown> =>
  stores.outbox.publishMessage({
    ...{ cycleId, name: 'RankingCorrectionProposed', correlationKey: rankingCorrectionId },
    variables: { cycleId, rankingCorrectionId },
  })
