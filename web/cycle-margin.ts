import type { CyclePage } from '../db/cycle/cycle-read-model.ts'
import type { NetworkSettings } from '../domain/network/network-document.ts'
import { marginOf } from '../domain/cycle/margin.ts'
import type { ChainedTerm } from '../domain/cycle/margin.ts'
import { localDate, localDateSchema } from '../domain/shared/local-date.ts'
import type { LocalDate } from '../domain/shared/local-date.ts'
import { localDateOf } from '../domain/shared/terms.ts'
import { day } from './forms/fields.ts'
import type { ReadingContext } from './page.ts'

type TermName = 'comments' | 'ties' | 'scoring' | 'notice' | 'agreement'
interface Chain {
  from: LocalDate
  terms: ChainedTerm<TermName>[]
}

/** How much time the terms under way leave before the day that they must meet: for the guidance document the day by which it
 * is to be adopted, for a call the cycle's end. Null where nothing is under way that a configuration bounds. */
export async function marginView(context: ReadingContext, cycle: CyclePage, settings: NetworkSettings) {
  const { query } = context
  if (cycle.status === 'CLOSED') return null
  const { told, fault } = askedClosing(query['closing'])
  const { patronDay, terms } = settings
  const ofCall = await callChain(context, cycle, { told, notice: terms.committeeNoticeDays.value })
  const chain = ofCall ?? guidanceChain(context, cycle, terms)
  if (chain === null) return null
  const until = localDate(ofCall === null ? cycle.guidanceDueOn : cycle.endsOn)
  const margin = marginOf({ ...chain, until, patron: patronDay.value })
  return {
    ...margin,
    ...{ from: chain.from, until, ofCall: ofCall !== null, late: margin.days < 0 },
    left: String(margin.days).replace('-', '−'),
    one: Math.abs(margin.days) === 1,
    closing: query['closing'] ?? '',
    fault,
    extended: told !== null,
  }
}

function askedClosing(typed: string | undefined): { told: LocalDate | null; fault: string | null } {
  const read = day(typed)
  if ('fault' in read) return { told: null, fault: read.fault }
  if (read.value === undefined) return { told: null, fault: null }
  const known = localDateSchema.safeParse(read.value)
  return known.success
    ? { told: known.data, fault: null }
    : { told: null, fault: known.error.issues[0]?.message ?? '' }
}

/* From a call's closing, or from the day to which somebody thinks of extending it, to the agreements of its alliances. */
async function callChain(
  { parts, actor }: ReadingContext,
  { stages }: CyclePage,
  { told, notice }: { told: LocalDate | null; notice: number },
) {
  const { call } = stages
  if (call?.status !== 'FROZEN' && call?.status !== 'PUBLISHED') return null
  const terms = await parts.reads.cycleTerms.ofCall(actor, call.id)
  const chain: Chain = {
    from: told ?? localDateOf(call.closesAt),
    terms: [
      { name: 'ties', days: terms.declarationDays.value, ends: 'WORKING' },
      { name: 'scoring', days: terms.scoringDays.value, ends: 'WORKING' },
      { name: 'notice', days: notice, ends: 'CALENDAR' },
      { name: 'agreement', days: terms.agreementDays.value, ends: 'WORKING' },
    ],
  }
  return chain
}

type Guidance = CyclePage['stages']['guidance']

/* Before it is shared, and again once it was rejected, a version still has all its terms before it. */
const toComment = (guidance: Guidance): boolean => ['DRAFT', 'REJECTED'].includes(guidance?.status ?? 'DRAFT')
const voted = (guidance: Guidance): boolean => guidance?.status === 'VOTED'

/* What the guidance document still needs before it can be adopted. */
function guidanceChain(
  { now }: ReadingContext,
  { stages }: CyclePage,
  { guidanceCommentDays, committeeNoticeDays }: NetworkSettings['terms'],
) {
  const { guidance, call } = stages
  if (call !== null || guidance?.status === 'ADOPTED') return null
  const comments = { name: 'comments', days: guidanceCommentDays.value, ends: 'CALENDAR' } as const
  const notice = { name: 'notice', days: committeeNoticeDays.value, ends: 'CALENDAR' } as const
  const chain: Chain = {
    from: firstDay(guidance, localDateOf(now)),
    terms: [...(toComment(guidance) ? [comments] : []), ...(voted(guidance) ? [] : [notice])],
  }
  return chain
}

/* Comments that are still given come first. */
function firstDay(guidance: Guidance, today: LocalDate): LocalDate {
  if (guidance?.status !== 'SHARED') return today
  const commented = localDateOf(guidance.commentsDueAt)
  return commented > today ? commented : today
}
