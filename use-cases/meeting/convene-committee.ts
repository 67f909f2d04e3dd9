import { z } from 'zod'
import type { PlannedItem } from '../../db/meeting/meeting-plans.ts'
import type { WorkingGroup } from '../../db/meeting/working-group-store.ts'
import { constitutionItem, dissolutionItem, reportItem } from '../../documents/meeting/group-items.ts'
import { COMMITTEE } from '../../domain/meeting/lifecycle.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import { plainText } from '../../domain/shared/text.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { conveneNow } from '../../procedures/meeting/convene-now.ts'
import { committeeToday } from '../../procedures/meeting/group-members.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'
import { hoursOf, whenAndWhere } from '../../tasks/meeting/convene-meeting.ts'

const ids = z.array(z.string().max(40)).max(50).default([])

/** When, where and on what the committee meets: of each item of the agenda a title, what to read of it beforehand, and whether it is voted;
 * before them the working groups to constitute, the reports to hear, the groups to dissolve, by their ids. */
export const conveneCommitteeSchema = whenAndWhere.extend({
  constitutes: ids.describe('Gruppi di lavoro proposti'),
  hears: ids.describe('Relazioni consegnate dai referenti'),
  dissolves: ids.describe('Gruppi di lavoro costituiti'),
  agenda: z
    .array(
      z.strictObject({
        title: plainText({ max: 300 }),
        explanation: plainText({ max: 5000, multiline: true, min: 0 }).optional(),
        kind: z.enum(['MOTION', 'INFORMATION'], 'Scegli se il punto si vota.'),
      }),
    )
    .max(50, 'I punti sono al più 50.'),
  notice: plainText({ max: 2000, multiline: true, min: 0 }).optional(),
})
type Told = z.output<typeof conveneCommitteeSchema>

/** Convenes the committee on an agenda of its own, with the notice of its regulation; titulars, deputies and leads of alliances are told by
 * mail (art. 5, 7). What its last such meeting put off comes first. One of them is to be held at a time, whatever the cycle. Throws
 * NOT_ALLOWED, NOT_FOUND, MOVE_NOT_POSSIBLE, COMMITTEE_CONVENED, INVALID_INPUT, NOTICE_TOO_SHORT. */
export const conveneCommittee: UseCase<Told & { cycleId: string }, { meetingId: string }> = async (
  context,
  { cycleId, notice, ...told },
) => {
  const { stores, actor, record } = context
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  const cycle = found('CYCLE', cycleId, await stores.cycles.lock(cycleId))
  if (cycle.status === 'CLOSED') throw new BusinessError('MOVE_NOT_POSSIBLE', { status: cycle.status })
  await stores.meetings.lockCommittee()
  const last = await stores.meetings.latestFor('COMMITTEE', COMMITTEE)
  if (last?.status === 'CONVENED') throw new BusinessError('COMMITTEE_CONVENED', { startsAt: last.startsAt })
  const { date, startTime, endTime, place } = told
  const hours = await hoursOf(context, { stage: 'COMMITTEE' }, { date, startTime, endTime, place })
  const items = await agendaOf(context, told)
  const meetingId = await conveneNow(context, {
    ...{ cycleId, stage: 'COMMITTEE', subjectId: COMMITTEE, hours, place, notice, items },
  })
  await record({
    ...{ cycleId, action: 'convene-committee', subjectId: meetingId },
    facts: { date, startTime, endTime, place, agenda: items.map(({ title }) => title).join('; ') },
  })
  return { meetingId }
}

/* What comes back, the working groups, then what the lead puts on it. */
async function agendaOf(context: UseCaseContext, { agenda, ...told }: Told): Promise<PlannedItem[]> {
  const items = [
    ...(await context.stores.meetings.comingBack()),
    ...(await groupItems(context, told)),
    ...agenda.map(({ title, explanation, kind }) => ({ title, explanation: explanation || null, kind })),
  ]
  if (items.length === 0)
    refuseInput('agenda', 'EMPTY', 'Serve almeno un punto all’ordine del giorno (art. 7).')
  return items
}

async function groupItems(
  context: UseCaseContext,
  { constitutes, hears, dissolves }: Omit<Told, 'agenda'>,
): Promise<PlannedItem[]> {
  const { workingGroups } = context.stores
  const proposed = chosen('constitutes', constitutes, await workingGroups.toConstitute())
  const reports = chosen('hears', hears, await workingGroups.toHear())
  const standing = chosen('dissolves', dissolves, await workingGroups.toDissolve())
  await refuseLeftReferents(context, { constitutes, proposed })
  const constituting = []
  for (const group of proposed)
    constituting.push(constitutionItem(group, await workingGroups.members(group.id)))
  return [...constituting, ...reports.map(reportItem), ...standing.map(dissolutionItem)]
}

/* Whoever has left the committee since a group was proposed is its referent no more (art. 5). */
async function refuseLeftReferents(
  context: UseCaseContext,
  { constitutes, proposed }: { constitutes: readonly string[]; proposed: readonly WorkingGroup[] },
): Promise<void> {
  const sits = await committeeToday(context)
  const left = proposed.find(({ referentId }) => !sits.has(referentId))
  if (left !== undefined)
    refuseInput(
      `constitutes[${constitutes.indexOf(left.id)}]`,
      'NOT_IN_COMMITTEE',
      `${left.referent} non è più nel Comitato: ritira la proposta di «${left.name}» e fanne una con un altro referente (art. 5).`,
    )
}

/* Those of the waiting that were chosen, in their order. */
function chosen<T extends { id: string }>(
  field: string,
  asked: readonly string[],
  waiting: readonly T[],
): T[] {
  const stray = asked.findIndex((id) => waiting.every((one) => one.id !== id))
  if (stray >= 0)
    refuseInput(
      `${field}[${stray}]`,
      'NOT_WAITING',
      'Qualcuno l’ha già messo all’ordine del giorno, o tolto: ricarica la pagina.',
    )
  return waiting.filter(({ id }) => asked.includes(id))
}
