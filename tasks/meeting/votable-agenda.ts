import type { Meeting } from '../../db/meeting/meeting-store.ts'
import type { SittingRules } from '../../domain/call/configuration.ts'
import { isNoted } from '../../domain/meeting/outcome.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import type { StepContext } from '../../procedures/context.ts'

/** How a call lets its meetings decide; null for a meeting on no call. */
export async function sittingRules(
  { stores }: StepContext,
  { stage, subjectId }: Meeting,
): Promise<SittingRules | null> {
  return stage === 'EVALUATION' ? (await stores.calls.get(subjectId)).rules.evaluation.sitting : null
}

/** An item before its meeting: how many seats could vote on it, of all, and the fewest that decide it; 0 where it is only noted. */
interface VotableItem {
  title: string
  voting: number
  of: number
  least: number
}

/** An exclusion never empties the room unseen: each item with the seats that could vote on it (art. 5, 7). */
export async function votableAgenda(
  context: StepContext,
  meeting: Meeting,
  rules: SittingRules | null,
): Promise<VotableItem[]> {
  const { stores, now } = context
  const on = localDateOf(now)
  const agenda = await stores.meetings.agenda(meeting.id)
  const { length: of } = await stores.network.seats(on)
  const voters =
    rules &&
    (await stores.meetings.seatsWithVote({
      ...{ callId: meeting.subjectId, on, deputyFor: rules.deputyFor },
      of: agenda.flatMap(({ applicationId }) => applicationId ?? []),
    }))
  return agenda.map(({ position, title, kind, applicationId }) => ({
    ...{ title: `${position}. ${title}`, of },
    voting: voters === null ? of : (voters.get(applicationId) ?? 0),
    least: isNoted(kind, rules) ? 0 : (rules?.roomMinimum ?? 1),
  }))
}

/** The same in words. */
export function votersText({ title, voting, of, least }: VotableItem): string {
  if (least === 0) return `${title} (se ne prende atto)`
  const minimum = least > 1 ? `; ne servono ${least} in aula` : ''
  return `${title} (possono votare ${voting} seggi su ${of}${minimum})`
}

/** What can be done where too few could vote. */
export function remedyText(rules: SittingRules | null): string {
  const deputies =
    rules?.deputyFor === 'ABSENCE_OR_EXCLUSION'
      ? 'il supplente siede anche al posto di un titolare escluso'
      : 'il supplente siede solo se il titolare resta assente dall’intera riunione'
  return `Rimedi: ${deputies} (art. 5); una nuova convocazione, se il punto è rinviato. Il supplente di un altro ente e l’esperto valutano, non votano.`
}
