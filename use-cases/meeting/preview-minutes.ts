import { consultantsTo, convened } from '../../documents/meeting/convocation.ts'
import { decisionsOn, makeMinutes } from '../../documents/meeting/make-minutes.ts'
import type { Gathered } from '../../documents/meeting/make-minutes.ts'
import type { LongUseCase } from '../../documents/outside.ts'
import { presentAtOpening, seenOut } from '../../domain/meeting/attendance.ts'
import { heldSoFar } from '../../domain/meeting/sitting.ts'
import type { TypedSoFar } from '../../domain/cycle/task-draft.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import type { StepContext } from '../../procedures/context.ts'
import { meetingOf } from '../../tasks/meeting/convene-meeting.ts'
import { endSoFar, sittingFacts } from '../../tasks/meeting/sitting-facts.ts'
import type { SittingDraft } from './load-sitting.ts'
import { rowsIn, toldSoFar } from '../../tasks/meeting/told-so-far.ts'

/** The minutes that a sitting would have as it is written so far, and their reserved annex, by the maker that draws them up once it is
 * recorded; marked as a draft on each page, and kept nowhere. Asked for whoever was let read what is typed (art. 5, 7). */
export const previewMinutes: LongUseCase<SittingDraft, { minutes: Buffer; annex: Buffer | null }> = {
  async prepare(outside, written) {
    const { minutes, annex } = await makeMinutes(outside, (context) => factsSoFar(context, written))
    return () => Promise.resolve({ minutes, annex })
  },
}

async function factsSoFar(context: StepContext, { meetingId, typed, by }: SittingDraft): Promise<Gathered> {
  const meeting = convened(await meetingOf(context, meetingId))
  const heldAt = endSoFar(meeting, typed['endTime'], context.now)
  const known = await sittingFacts(context, meeting, heldAt)
  const told = toldSoFar(typed)
  const held = new Map(heldSoFar(told, known).map((one) => [one.agendaItemId, one]))
  const agenda = known.agenda.map((item) => ({
    ...item,
    discussion: discussionOf(typed, item.id),
    deferral: held.get(item.id)?.deferral ?? null,
  }))
  const votes = new Map(
    [...held].map(([agendaItemId, one]) => [
      agendaItemId,
      one.votes.map((vote) => ({ agendaItemId, ...vote })),
    ]),
  )
  const wentOut = namesIn(typed['wentOut'])
  return {
    ...{ meeting, heldAt, agenda, votes, seats: known.seats, keptBy: by, auditHead: null, draft: true },
    attendances: presentAtOpening(told, known.seats),
    movements: told.movements,
    consultants: await consultantsSoFar(context, { typed, agenda, on: localDateOf(meeting.startsAt) }),
    exclusions: inOrder(seenOut({ ...told, wentOut }, known, known.exclusions), known.agenda),
    ...{ bodies: [], decisions: decisionsOn(agenda, votes) },
    open: agenda.flatMap(({ id }) => (held.has(id) ? [] : [id])),
  }
}

const namesIn = (chosen: unknown): string[] =>
  (Array.isArray(chosen) ? (chosen as unknown[]) : []).filter((one) => typeof one === 'string')

function discussionOf({ items }: TypedSoFar, id: string): string | null {
  const text = rowsIn(items).find(({ agendaItemId }) => agendaItemId === id)?.['discussion']
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : null
}

async function consultantsSoFar(
  context: StepContext,
  { typed, agenda, on }: { typed: TypedSoFar } & { agenda: Gathered['agenda']; on: LocalDate },
): Promise<string[]> {
  const chosen = new Set(namesIn(typed['consultants']))
  if (chosen.size === 0) return []
  const there = (await consultantsTo(context, agenda, on)).filter(({ id }) => chosen.has(id))
  return there.map(({ displayName }) => displayName).toSorted((a, b) => a.localeCompare(b))
}

/* As they are kept once the sitting is recorded: by the agenda, then by person. */
function inOrder<E extends Gathered['exclusions'][number]>(
  exclusions: readonly E[],
  agenda: Gathered['agenda'],
): E[] {
  const places = new Map(agenda.map(({ id }, place) => [id, place]))
  const key = ({ agendaItemId, personId }: E): [number, string] => [places.get(agendaItemId) ?? 0, personId]
  return exclusions.toSorted((a, b) => {
    const [[place, person], [other, second]] = [key(a), key(b)]
    return place - other || (person < second ? -1 : 1)
  })
}
