import { z } from 'zod'
import { meeting } from '../../domain/process/meeting.ts'
import type { SignatureCapacity } from '../../db/meeting/signature-store.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { plainText } from '../../domain/shared/text.ts'
import type { UseCaseContext } from '../../procedures/context.ts'
import { hasRole } from '../../procedures/context.ts'
import { barredFrom } from '../../procedures/evaluation/may-act.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'
import { convened } from '../../documents/meeting/convocation.ts'
import type { ConvenedMeeting } from '../../documents/meeting/convocation.ts'
import { minutesTitle } from '../../documents/meeting/minutes-document.ts'
import { defineTask } from '../task.ts'
import { meetingOf } from './convene-meeting.ts'
import { recordingElement } from './recording-element.ts'

/** Chair and secretary sign the minutes, two people; only then an act cites them (art. 7, 8). As secretary signs the process owner
 * who recorded the meeting, whom the minutes name, and another where that one may not any more. As chair signs who sat for the
 * chair's seat; where nobody of it was there, or may not decide or has left since, who sits for it now or a process owner, for whom
 * the network lead presides (art. 8). Throws DOCUMENT_CHANGED for other minutes than these. */
export const signMinutes = defineTask({
  element: 'Task_SignMinutes',
  process: meeting,
  title: 'Firma il verbale',
  form: 'sign-minutes',
  role: 'PROCESS_OWNER',
  chairToo: true,
  subject: 'meetingId',
  gives: ['minutesSigned'],
  async decides(context, { meetingId }) {
    return ofMeeting(await meetingOf(context, meetingId))
  },
  async assign(context, { meetingId }) {
    const { stage, subjectId } = await meetingOf(context, meetingId)
    return { evaluatedCallId: stage === 'EVALUATION' ? subjectId : null }
  },
  input: z.strictObject({
    capacity: z.enum(['CHAIR', 'SECRETARY'], 'Scegli come firmi.'),
    confirmed: z.literal(true, 'Conferma che hai letto il verbale e lo firmi.'),
    minutesSha256: plainText({ max: 64 }),
  }),

  async load(context, item) {
    const { stores } = context
    const held = convened(await meetingOf(context, item.subjectId))
    const annex = await stores.documents.latest('minutes-annex', held.id)
    const signatures = await stores.meetings.signatures(held.id)
    const first = signatures.at(0)?.capacity
    const by = (await stores.network.persons(signatures.map((one) => one.personId))).values().next().value
    return {
      title: minutesTitle(held),
      minutesSha256: (await stores.documents.latest('minutes', held.id))?.sha256 ?? '',
      annex: annex === null ? '' : `Impronta dell’allegato riservato: ${annex.sha256}`,
      signed: by === undefined ? '' : `Manca una firma: la prima è di ${by.displayName}.`,
      capacity: first === 'CHAIR' ? 'SECRETARY' : first === 'SECRETARY' ? 'CHAIR' : null,
      confirmed: false,
    }
  },

  async complete(context, item, { capacity, minutesSha256 }) {
    const { stores, actor, now } = context
    const held = convened(await meetingOf(context, item.subjectId))
    const minutes = await stores.documents.latest('minutes', held.id)
    if (minutes === null) throw new Error(`meeting ${held.id} has no minutes`)
    if (minutes.sha256 !== minutesSha256) throw new BusinessError('DOCUMENT_CHANGED')
    await refuseCapacity(context, held, capacity)
    const { personId } = actor
    const signature = { meetingId: held.id, capacity, personId, sha256: minutes.sha256, at: now }
    if (!(await stores.meetings.sign(signature)))
      refuseInput('capacity', 'TWICE', 'Firmano due persone, una volta ciascuna: questa firma c’è già.')
    return { minutesSigned: (await stores.meetings.signatures(held.id)).length === 2 }
  },
})

const ofMeeting = ({ stage, subjectId }: { stage: string; subjectId: string }) =>
  stage === 'EVALUATION' ? { matter: 'EVALUATION' as const, subjectId } : null

async function refuseCapacity(
  context: UseCaseContext,
  held: ConvenedMeeting,
  capacity: SignatureCapacity,
): Promise<void> {
  const { stores, actor } = context
  const owner = hasRole(actor, 'PROCESS_OWNER')
  if (capacity === 'SECRETARY' && !owner) throw new BusinessError('NOT_ALLOWED')
  const sat = await whoChaired(context, held)
  if (capacity === 'SECRETARY') return refuseOtherSecretary(context, held, sat)
  if (sat.length > 0 && !sat.includes(actor.personId)) throw new BusinessError('NOT_WHO_CHAIRED')
  if (!owner && !(await stores.network.presides(actor.seatId))) throw new BusinessError('NOT_ALLOWED')
}

/* Who recorded it signs, but for who may not any more, and for who presided too: two people sign. */
async function refuseOtherSecretary(
  context: UseCaseContext,
  held: ConvenedMeeting,
  sat: readonly string[],
): Promise<void> {
  const { stores, actor, now } = context
  const kept = await stores.workItems.lastCompletion(recordingElement(held), held.id)
  if (kept?.role !== 'PROCESS_OWNER' || kept.personId === actor.personId || sat.includes(kept.personId))
    return
  const functions = await stores.network.functionsOf(kept.personId, localDateOf(now))
  if (functions.every(({ role }) => role !== 'PROCESS_OWNER')) return
  const barred = await barredFrom(context, ofMeeting(held), [kept.personId])
  if (!barred.has(kept.personId)) throw new BusinessError('NOT_WHO_RECORDED', { person: kept.displayName })
}

/* Of those who sat for the chair's seat, at the opening or from some item on, who still does and may decide. */
async function whoChaired(context: UseCaseContext, held: ConvenedMeeting): Promise<string[]> {
  const { stores, now } = context
  const seats = await stores.network.seats(localDateOf(held.startsAt))
  const chair = seats.find((seat) => seat.chair)
  const roles = new Set<string>(
    [
      ...(await stores.meetings.attendances(held.id)).map(({ seatId, role }) => ({ seatId, as: role })),
      ...(await stores.meetings.movements(held.id)).map(({ seatId, presence }) => ({ seatId, as: presence })),
    ].flatMap(({ seatId, as }) => (seatId === chair?.id ? [as] : [])),
  )
  const today = (await stores.network.seats(localDateOf(now))).find(({ id }) => id === chair?.id)
  const sits = new Set(today?.holders.map(({ personId }) => personId))
  const sat = (chair?.holders ?? []).filter((one) => roles.has(one.role) && sits.has(one.personId))
  const people = sat.map(({ personId }) => personId)
  const barred = await barredFrom(context, ofMeeting(held), people)
  return people.filter((one) => !barred.has(one))
}
