import type { ActProposal } from '../../db/act/act-store.ts'
import type { ActKind } from '../../domain/act/act.ts'
import type { StepContext } from '../context.ts'

type ActEffect = (context: StepContext, proposal: ActProposal) => Promise<unknown>

/* What the process itself does right after the act needs no entry of its own here. */
const followedByTheProcess: ActEffect = () => Promise.resolve()

/** What begins with each kind of act, once it is adopted and published (art. 8); each effect is conditional on its row's status. */
export const actEffects: Record<ActKind, ActEffect> = {
  GUIDANCE_ADOPTION: ({ stores }, { subjectId }) => stores.guidance.move(subjectId, 'adopt'),
  CALL_NOTICE: followedByTheProcess,
  RANKING_APPROVAL: ({ stores }, { subjectId }) => stores.evaluation.adoptRanking(subjectId),
  PLAN_APPROVAL: ({ stores }, { subjectId }) => stores.plans.move(subjectId, 'adopt'),
  GRANT: followedByTheProcess,
  LIQUIDATION: followedByTheProcess,
  FINAL_RETURN: followedByTheProcess,
}
