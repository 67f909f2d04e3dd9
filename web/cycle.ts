import type { SubmissionPage } from '../db/approval/approval-read-model.ts'
import type { CyclePage } from '../db/cycle/cycle-read-model.ts'
import { marginView } from './cycle-margin.ts'
import { conveningView } from './convene-network.ts'
import { usualMeetingsView } from './usual-meetings.ts'
import { undecidableView } from './undecidable.ts'
import { nowView } from './cycle-now.ts'
import { dueView } from './due.ts'
import type { PageRoute, ReadingContext } from './page.ts'
import { holds, param, together } from './page.ts'
import { NOTHING, readList, shownList } from './paging.ts'
import { actFilters } from '../api/act.ts'
import { projectFilters } from '../api/alliance.ts'
import { submissionFilters } from '../api/approval.ts'
import { cycleFilters, documentFilters } from '../api/cycle.ts'
import { meetingFilters } from '../api/meeting.ts'
import { stoppedView } from './stopped-steps.ts'
import { outcomeKindSchema } from '../domain/approval/lifecycle.ts'
import { cycleActs, exampleView, openCycleAct } from './cycle-acts.ts'
import { atOnce } from '../domain/shared/at-once.ts'
import { DOCUMENT_STAGES } from '../domain/cycle/stages.ts'
import { OFFICES } from '../domain/shared/roles.ts'
import type { Role } from '../domain/shared/roles.ts'
import type { Actor } from '../procedures/context.ts'
import { wordOf } from '../words/codes.ts'

const PROJECT_READERS = [...OFFICES, 'COMMITTEE_MEMBER', 'ALLIANCE_LEAD'] as const

const cycles = shownList('cycles', cycleFilters, {
  status: ['Stato', 'cycle'],
  text: ['Codice o titolo'],
})
const acts = shownList('acts', actFilters, {
  status: ['Stato', 'act'],
  text: ['Titolo, numero o organo'],
})
const meetings = shownList('meetings', meetingFilters, {
  stage: ['Su che cosa', 'meetingStage'],
  status: ['Stato', 'meeting'],
})
const projects = shownList('projects', projectFilters, {
  status: ['Stato', 'project'],
  text: ['Codice, titolo o capofila'],
})
const submissions = shownList('submissions', submissionFilters, {
  kind: ['Che cosa', 'submissionKind'],
  status: ['Stato', 'submission'],
})
const documents = shownList('documents', documentFilters, { text: ['Titolo o file'] })

/** Cycles, and one cycle with its stages, diagrams, terms, money and documents, each as far as the viewer's rights go. */
export const cyclePages: readonly PageRoute[] = [
  {
    path: '/cycles',
    who: 'SIGNED_IN',
    asks: [...cycles.names, 'example'],
    read: async ({ parts, actor, now, path, query }) => ({
      title: 'Cicli',
      template: 'cycles',
      view: {
        list: await readList({ path, query }, cycles, (asked) => parts.reads.cycles.list(actor, asked)),
        watches: holds(actor, ...OFFICES),
        opens: holds(actor, 'PROCESS_OWNER'),
        demo: parts.exampleCycle !== null,
        example: exampleView(query['example'] === undefined ? null : (parts.exampleCycle?.(now) ?? null)),
      },
    }),
    acts: [openCycleAct],
  },
  {
    path: '/cycles/:id',
    who: 'SIGNED_IN',
    asks: ['closing', ...[projects, acts, meetings, submissions, documents].flatMap(({ names }) => names)],
    async read(context) {
      const id = param(context, 'id')
      const watches = holds(context.actor, ...OFFICES)
      const reading = together(context, (asked) => cycleView(asked, id, watches))
      const { shown, stopped } = await atOnce({
        shown: reading,
        stopped: watches
          ? stoppedView(
              context,
              id,
              reading.then((read) => read?.retries ?? []),
            )
          : null,
      })
      if (shown === null) return null
      return {
        title: `Ciclo ${shown.code}`,
        template: 'cycle',
        view: {
          ...shown,
          watches,
          stopped,
          opensProjects: hasOneOf(context.actor, [...OFFICES, 'ALLIANCE_LEAD']),
          makesWorkbook: holds(context.actor, 'PROCESS_OWNER', 'FINANCE'),
        },
        modules: watches ? ['diagram', 'stopped-steps'] : [],
        libraries: watches ? (['bpmn-js'] as const) : [],
      }
    },
    acts: cycleActs,
  },
  {
    path: '/cycles/:id/stopped',
    who: OFFICES,
    read: async (context) => ({
      title: '',
      template: 'stopped-steps',
      view: await stoppedView(context, param(context, 'id')),
      bare: true,
    }),
  },
]

/* What is asked by the cycle's id is asked at once; what hangs on where it stands comes after. */
async function cycleView(context: ReadingContext, id: string, watches: boolean) {
  const { reads } = context.parts
  const { cycle, settings, usual, turns, money, records, ...shown } = await atOnce({
    cycle: reads.cycles.find(context.actor, id),
    settings: reads.network.settings(context.actor),
    usual: usualMeetingsView(context),
    turns: reads.turns.ofCycle(context.actor, id),
    retries: watches ? reads.processes.retriesOf(context.actor, id) : [],
    undecidable: undecidableView(context, id),
    terms: termsView(context, id),
    documents: documentsView(context, id),
    money: moneyView(context, id),
    records: recordsView(context, id),
  })
  if (cycle === null) return null
  const standing = await atOnce({
    call: callView(context, cycle),
    margin: marginView(context, cycle, settings),
    awaited: awaitedView(context, cycle),
  })
  return {
    ...cycle,
    ...shown,
    ...money,
    ...records,
    ...standing,
    convening: conveningView(context, cycle, settings),
    usual,
    missing: cycle.status === 'CLOSED' ? [] : usual.filter(({ passed }) => passed),
    now: nowView(cycle, turns, context.now),
  }
}

async function callView(context: ReadingContext, { stages }: CyclePage) {
  const { parts, actor } = context
  const { call } = stages
  if (call === null) return null
  const published = call.status !== 'DRAFT' && call.status !== 'FROZEN'
  const shown = await atOnce({
    applications: parts.reads.applications.ofCall(actor, call.id, { limit: 1 }),
    hasRanking: parts.reads.rankings.isShown(actor, call.id),
    panels: hasPanels(context, call),
  })
  return { ...call, ...shown, published, showsApplications: shown.applications.items.length > 0 }
}

/* The page of the panels is for process owner and chair. */
async function hasPanels({ parts, actor }: ReadingContext, { status }: { status: string }) {
  if (status !== 'CLOSED' || !holds(actor, 'PROCESS_OWNER', 'COMMITTEE_MEMBER')) return false
  return parts.reads.evaluation.mayOverview(actor)
}

async function termsView({ parts, actor, now }: ReadingContext, cycleId: string) {
  const terms = await parts.reads.cycleTerms.ofCycle(actor, cycleId)
  const all = terms.map(({ what, at, met }) => ({ what, due: dueView(at, now), met, past: met || at <= now }))
  return { past: all.filter(({ past }) => past), toCome: all.filter(({ past }) => !past) }
}

/* The documents of the shown part of the list, by stage; a stage is open where somebody looked for something. */
async function documentsView(context: ReadingContext, cycleId: string) {
  const list = await readList(context, documents, (asked) =>
    context.parts.reads.documents.ofCycle(context.actor, cycleId, asked),
  )
  const of = Map.groupBy(list.items, ({ stage }) => stage)
  const byStage = DOCUMENT_STAGES.flatMap((stage) => {
    const items = of.get(stage)
    return items === undefined ? [] : [{ stage, items, open: list.narrowed }]
  })
  return { ...list, byStage }
}

/* Who stands in for one application alone too: the wall leaves its project in the list. */
const hasOneOf = ({ role }: Actor, roles: readonly Role[]): boolean => role !== null && roles.includes(role)

async function moneyView(context: ReadingContext, cycleId: string) {
  const { parts, actor } = context
  if (!hasOneOf(actor, PROJECT_READERS)) return { projects: NOTHING, years: [] }
  return atOnce({
    projects: readList(context, projects, (asked) => parts.reads.projects.ofCycle(actor, cycleId, asked)),
    years: holds(actor, ...PROJECT_READERS) ? parts.reads.monitoring.years(actor, cycleId) : [],
  })
}

async function recordsView(context: ReadingContext, id: string) {
  const { parts, actor } = context
  const list = holds(actor, ...PROJECT_READERS)
    ? readList(context, meetings, (asked) => parts.reads.meetings.ofCycle(actor, id, asked))
    : NOTHING
  if (!holds(actor, ...OFFICES, 'COMMITTEE_MEMBER'))
    return { acts: NOTHING, meetings: await list, submissions: NOTHING }
  return atOnce({
    meetings: list,
    acts: readList(context, acts, (asked) => parts.reads.acts.ofCycle(actor, id, asked)),
    submissions: readList(context, submissions, (asked) =>
      parts.reads.approval.submissions(actor, id, asked),
    ),
  })
}

/* The plan that went to the Region, whose outcome the process owner records. */
async function awaitedView({ parts, actor }: ReadingContext, { stages: { planSubmission } }: CyclePage) {
  if (!holds(actor, 'PROCESS_OWNER') || !planSubmission?.sentAt) return null
  const sent = await parts.reads.approval.submission(actor, planSubmission.id)
  return sent && { ...sent, choices: outcomeChoices(sent) }
}

/* The first outcome of a plan can only be its validation; the Region may say anything after it (art. 8). */
const outcomeChoices = ({ outcome }: SubmissionPage) =>
  (outcome === null ? (['VALIDATED'] as const) : outcomeKindSchema.options).map((kind) => ({
    value: kind,
    label: wordOf('regionalOutcome', kind),
  }))
