import type { Decision } from '../../db/meeting/deliberation-store.ts'
import type { AgendaItem } from '../../db/meeting/meeting-store.ts'
import type { WorkingGroup } from '../../db/meeting/working-group-store.ts'
import type { AgendaItemKind } from '../../domain/meeting/lifecycle.ts'
import type { StepContext } from '../../procedures/context.ts'
import { constitutedLetter, dissolvedLetter } from './group-letters.ts'

type Letter = (group: WorkingGroup, to: string) => { subject: string; text: string }
interface Effect {
  move: 'constitute' | 'reject' | 'dissolve'
  letter: Letter | null
}

function effectOf(kind: AgendaItemKind, passed: boolean): Effect | null {
  if (kind === 'GROUP_CONSTITUTION')
    return passed ? { move: 'constitute', letter: constitutedLetter } : { move: 'reject', letter: null }
  return kind === 'GROUP_DISSOLUTION' && passed ? { move: 'dissolve', letter: dissolvedLetter } : null
}

/** Gives effect to what the committee decided on working groups: each stands as it was voted, and those who take part are told, once
 * (art. 5). */
export async function settleGroups(
  { stores }: StepContext,
  {
    cycleId,
    agenda,
    decisions,
  }: { cycleId: string; agenda: readonly AgendaItem[]; decisions: readonly Decision[] },
): Promise<void> {
  const passed = new Map(decisions.map((one) => [one.agendaItemId, one.passed]))
  for (const { id, kind, workingGroupId } of agenda) {
    const decided = passed.get(id)
    const effect = decided === undefined ? null : effectOf(kind, decided)
    if (workingGroupId === null || effect === null) continue
    if (!(await stores.workingGroups.settle(workingGroupId, effect.move))) continue
    const group = await stores.workingGroups.find(workingGroupId)
    const { letter } = effect
    if (group === null || letter === null) continue
    const people = await stores.workingGroups.addressed([workingGroupId])
    await stores.outbox.mails(
      cycleId,
      people.map(({ name, email }) => ({ to: [email], ...letter(group, name), attachments: [] })),
    )
  }
}
