import { barringArticle, excludedBy } from '../../domain/evaluation/may-act.ts'
import { limitedTo } from '../../domain/network/substitution.ts'
import type { Decision } from '../../domain/evaluation/may-act.ts'
import type { Actor, StepContext } from '../context.ts'

/** Whom of these people a tie bars from a decision, each by its article (art. 5; L. 241/1990 art. 6-bis; DPR 62/2013 art. 6,
 * 7). The tie asked is the person's, in whatever function and in whosever place one acts. */
export async function barredFrom(
  { stores }: Pick<StepContext, 'stores'>,
  decision: Decision | null,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (decision === null || personIds.length === 0) return new Map()
  const ties = await stores.evaluation.tiesTo(decision.subjectId, personIds)
  return new Map(
    [...ties].flatMap(([personId, kinds]) => {
      const article = barringArticle(decision.matter, kinds)
      return article === null ? [] : [[personId, article]]
    }),
  )
}

type Acting = Pick<StepContext, 'stores'> & { actor: Actor }

/** Throws CONFLICT_EXCLUDED with its article where a tie bars the actor from a decision, and as `requireWithin` does. */
export async function requireMayAct(context: Acting, decision: Decision | null): Promise<void> {
  await requireWithin(context, decision)
  const { personId } = context.actor
  const article = (await barredFrom(context, decision, [personId])).get(personId)
  if (article !== undefined) throw excludedBy(article)
}

/** Throws SUBSTITUTION_LIMITED where the actor stands in for one application alone, and what is decided is of another, of more
 * than that one, or of none. */
export async function requireWithin({ stores, actor }: Acting, decision: Decision | null): Promise<void> {
  const only = actor.standsFor?.only ?? null
  if (only === null) return
  const isWithin =
    decision !== null && (await stores.evaluation.touchesOnly(decision.subjectId, only.applicationId))
  if (!isWithin) throw limitedTo(only)
}
