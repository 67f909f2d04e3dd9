import { ACT_KINDS } from '../../domain/act/act.ts'
import type { Decision } from '../../domain/evaluation/may-act.ts'
import type { StepContext } from '../context.ts'

/** What is decided of applications with an act: the ranking's is of their evaluation, a plan's or a project's of what becomes
 * of them; null where the act decides of none (art. 8). */
export async function ofAct(
  { stores }: StepContext,
  { actProposalId }: { actProposalId: string },
): Promise<Decision | null> {
  const { kind, subjectId } = await stores.acts.get(actProposalId)
  const { decides } = ACT_KINDS[kind]
  return decides === null ? null : { matter: decides, subjectId }
}
