import type { ActProposal } from '../../db/act/act-store.ts'
import type { ActKind } from '../../domain/act/act.ts'
import type { StepContext } from '../context.ts'

type ActEffect = (context: StepContext, proposal: ActProposal) => Promise<unknown>

/* The one that it corrects is annulled by the same act, which puts the correction in force (L. 241/1990 art. 21-nonies). */
const adoptRanking: ActEffect = async ({ stores }, { subjectId }) => {
  const correction = await stores.rankingCorrections.ofSuccessor(subjectId)
  if (correction !== null) await stores.evaluation.annulRanking(correction.rankingId)
  await stores.evaluation.adoptRanking(subjectId)
  if (correction !== null) await stores.rankingCorrections.apply(correction.id)
}

/* What the process itself does right after the act needs no entry of its own here. */
const followedByTheProcess: ActEffect = () => Promise.resolve()

/** What begins with each kind of act, once it is adopted and published (art. 8); each effect is conditional on its row's status. */
export const actEffects: Record<ActKind, ActEffect> = {
  GUIDANCE_ADOPTION: ({ stores }, { subjectId }) => stores.guidance.move(subjectId, 'adopt'),
  CALL_NOTICE: followedByTheProcess,
  RANKING_APPROVAL: adoptRanking,
  PLAN_APPROVAL: ({ stores }, { subjectId }) => stores.plans.move(subjectId, 'adopt'),
  GRANT: followedByTheProcess,
  LIQUIDATION: followedByTheProcess,
  FINAL_RETURN: followedByTheProcess,
}
