import { atOnce } from '../domain/shared/at-once.ts'
import { localDateOf } from '../domain/shared/terms.ts'
import type { PublicCallDetail } from '../db/call/call-read-model.ts'
import { callRules } from '../domain/call/configuration.ts'
import type { CallRules } from '../domain/call/configuration.ts'
import type { ApplicationStatus } from '../domain/call/lifecycle.ts'
import { problemsOf, problemsView, stepsView } from './application-desk.ts'
import { confirmationsView, filesView } from './application-step-views.ts'
import { discardAct, draftAct, redraftAct, withdrawAct } from './application-acts.ts'
import { historyView, peopleOf, toldView } from './application-told.ts'
import { questionActs } from './call-acts.ts'
import { corrections, correctionsView, extensionAct, withdrawCorrectionAct } from './call-corrections.ts'
import { callStanding, takesApplications } from './call-standing.ts'
import { checkAct, checkView } from './declaration-checks.ts'
import { dueView } from './due.ts'
import type { PageContext, PageRoute, ReadingContext } from './page.ts'
import { assignApplicationAct, officerOptions } from './officers.ts'
import { holds, param, together } from './page.ts'
import { NOTHING, readList, shownList } from './paging.ts'
import { inviteAct, lettersAct } from './partnerships.ts'
import { applicationFilters } from '../api/call.ts'
import { ANSWER_LENGTH, QUESTION_LENGTH, questionFilters } from '../api/call-questions.ts'
import { callFilters } from '../api/published-call.ts'
import { allianceText } from '../words/call-rules.ts'
import { toldReshaping } from '../tasks/evaluation/reshaping-view.ts'
import { isDemonstration, toldRules } from '../words/told-rules.ts'
import { hasRole } from '../procedures/context.ts'

const calls = shownList('calls', callFilters, { status: ['Stato', 'call'], text: ['Titolo o ciclo'] })
const applications = shownList('applications', applicationFilters, {
  status: ['Stato', 'application'],
  text: ['Codice, titolo o capofila'],
})

const questions = shownList('questions', questionFilters, { text: ['Quesito o risposta'] })

/** Published calls for anybody, and applications for those who may see them. */
export const callPages: readonly PageRoute[] = [
  {
    path: '/calls',
    who: 'ANYONE',
    asks: calls.names,
    async read(context) {
      const { parts, actor, now } = context
      const list = await readList(context, calls, (asked) => parts.reads.calls.published(actor, asked))
      const standing = list.items.map((call) => ({ ...call, standing: callStanding(call, now) }))
      return { title: 'Avvisi', template: 'calls', view: { list, calls: standing } }
    },
  },
  {
    path: '/calls/:id',
    who: 'ANYONE',
    asks: [...applications.names, ...questions.names, ...corrections.names],
    async read(context) {
      const shown = await together(context, callView)
      return shown && { title: shown.title, template: 'call', view: shown }
    },
    acts: [draftAct, ...questionActs, extensionAct, withdrawCorrectionAct, checkAct],
  },
  {
    path: '/applications/:id',
    who: 'SIGNED_IN',
    read: readApplication,
    acts: [withdrawAct, discardAct, redraftAct, inviteAct, lettersAct, assignApplicationAct],
  },
]

async function callView(context: ReadingContext) {
  const { parts, actor, now } = context
  const call = await parts.reads.calls.find(actor, param(context, 'id'))
  if (call === null) return null
  const leads = holds(actor, 'ALLIANCE_LEAD')
  const { asked, corrected, sample, ...shown } = await atOnce({
    sample: parts.reads.samples.ofCall(actor, call.id),
    corrected: correctionsView(context, call),
    asked: questionsView(context, call),
    ranking: parts.reads.rankings.ranking(actor, call.id, { limit: 1 }),
    forecast: parts.reads.forecasts.forecast(actor, call.id, localDateOf(now)),
    applications: applicationsView(context, call.id),
  })
  const told = toldRules(call.configuration, call.office)
  const standing = callStanding(call, now)
  return {
    ...{ ...call, ...shown, ...asked, ...corrected },
    showsVersions: corrected.corrects || corrected.corrections.items.length > 0,
    standing,
    explained: standing.phase === 'BEFORE' || standing.phase === 'OPEN',
    alliance: allianceText(callRules(call.configuration).partnership),
    ...{ sample, ...checkView, samples: holds(actor, 'PROCESS_OWNER', 'CASE_OFFICER') },
    outcomeAt: shown.ranking?.publishedAt ?? null,
    stranger: actor.personId === '',
    told,
    demonstration: isDemonstration(told),
    ...whileEvaluated(actor, call),
    leads,
    takesApplications: leads && takesApplications(call, now),
  }
}

/* From the closing on who evaluates has a desk, and anybody tells a conflict (art. 5, 6). */
const whileEvaluated = (actor: PageContext['actor'], { status }: PublicCallDetail) => ({
  evaluates: status === 'CLOSED' && holds(actor, 'COMMITTEE_MEMBER'),
  tells: status === 'CLOSED' && actor.personId !== '',
})

/* Anybody reads what is answered; a body asks while the call is open, the office answers. */
async function questionsView(context: ReadingContext, call: PublicCallDetail) {
  const { parts, actor, now } = context
  const list = await readList(context, questions, (asked) =>
    parts.reads.questions.ofCall(actor, call.id, asked),
  )
  return {
    questions: { ...list, items: list.items.map(questionView) },
    asks: holds(actor, 'ALLIANCE_LEAD', 'NETWORK_MEMBER') && takesApplications(call, now),
    answers: holds(actor, 'PROCESS_OWNER', 'CASE_OFFICER'),
    longest: { question: QUESTION_LENGTH, answer: ANSWER_LENGTH },
  }
}

/* The answer that counts, and what it said before. */
function questionView<
  Q extends {
    answer: string | null
    answeredAt: Date | null
    amendments: { text: string; amendedAt: string }[]
  },
>(question: Q) {
  const versions = [
    { text: question.answer, at: question.answeredAt },
    ...question.amendments.map(({ text, amendedAt }) => ({ text, at: new Date(amendedAt) })),
  ]
  return { ...question, said: versions.at(-1), earlier: versions.slice(0, -1) }
}

/* Who is not signed in sees none of them. */
async function applicationsView(context: ReadingContext, callId: string) {
  const { parts, actor } = context
  if (actor.personId === '') return NOTHING
  return readList(context, applications, (asked) => parts.reads.applications.ofCall(actor, callId, asked))
}

async function applicationView(context: ReadingContext) {
  const { parts, actor } = context
  const id = param(context, 'id')
  const { application, call } = await atOnce({
    application: parts.reads.applications.find(actor, id),
    call: parts.reads.calls.ofApplication(actor, id),
  })
  return application && call && { application, call }
}

async function readApplication(context: PageContext) {
  const { now } = context
  const found = await together(context, applicationView)
  if (found === null) return null
  const { application, call } = found
  if (application.status === 'DISCARDED')
    return discardedPage(application, call, takesApplications(call, context.now))
  const lets = whatItLets(context, application, call)
  const rules = callRules(call.configuration)
  const shownTitle = application.title === '' ? 'Domanda senza titolo' : application.title
  return {
    title: [application.code, shownTitle].filter((one) => one !== null).join(' · '),
    template: 'application',
    view: {
      ...application,
      shownTitle,
      callTitle: call.title,
      closes: dueView(call.closesAt, now),
      ...lets,
      officers: await officerOptions(context, { applicationId: application.id, projectId: null }),
      told: application.receiptNumber === null ? [] : toldView(application, rules, peopleOf(application)),
      history: historyView(application, takesApplications(call, now)),
      reshaped: toldReshaping(application, rules),
      area: areaOf(application, rules),
      ...confirmationsView(application, lets.confirms),
      files: filesView(application, application.content, rules),
      ...(lets.drafts ? writtenView(application, rules) : NOTHING_WRITTEN),
    },
    modules: lets.confirms ? ['application'] : [],
  }
}

const areaOf = ({ areaId }: Application, { areas }: CallRules): string =>
  areas.find(({ id }) => id === areaId)?.label ?? areaId

/* To its lead alone: everybody else finds nothing there. */
const discardedPage = (
  { writtenBy, draftedAt, callId }: Pick<Application, 'writtenBy' | 'draftedAt' | 'callId'>,
  call: PublicCallDetail,
  open: boolean,
) => ({
  title: 'Bozza eliminata',
  template: 'application-discarded',
  view: { writtenBy, draftedAt, callId, callTitle: call.title, open },
})

/* What the page lets its viewer do: the lead writes and presents a draft, takes a presented one back and begins anew from it, while
   the call is open (art. 10); a draft it may discard also later. */
function whatItLets(
  { actor, now }: PageContext,
  { leadBodyId, status }: { leadBodyId: string; status: ApplicationStatus },
  call: PublicCallDetail,
) {
  const own = hasRole(actor, 'ALLIANCE_LEAD', leadBodyId)
  const open = own && takesApplications(call, now)
  const drafts = open && status === 'DRAFT'
  const withdraws = open && status === 'SUBMITTED'
  const may = { discards: own && status === 'DRAFT', redrafts: open && status === 'WITHDRAWN' }
  return { own, drafts, withdraws, confirms: drafts || withdraws, ...may }
}

type Application = NonNullable<Awaited<ReturnType<PageContext['parts']['reads']['applications']['find']>>>

const NOTHING_WRITTEN = { steps: [], toMend: [], toComplete: [] }

/* The way through a draft, and what is missing in it. */
function writtenView(application: Application, rules: CallRules) {
  const told = problemsOf(application, application.content, rules)
  return { steps: stepsView(application.id, told, null), ...problemsView(told) }
}
