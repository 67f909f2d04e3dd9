import { z } from 'zod'
import { incidentFilters, stoppedEverywhere } from '../api/incidents.ts'
import type { StoppedStep } from '../db/cycle/incident-read-model.ts'
import { nullWhenSilent } from '../api/stopped-steps.ts'
import { OFFICES } from '../domain/shared/roles.ts'
import { capitalised } from '../words/formats.ts'
import { harmedBy, incidentAges, incidentKinds } from '../words/incidents.ts'
import type { IncidentKind } from '../words/incidents.ts'
import { processTitle } from '../words/processes.ts'
import { elementName } from './element-names.ts'
import { several, text as typedText } from './forms/fields.ts'
import type { Done, PageAct, PageContext, PageRoute } from './page.ts'
import { holds, receipt } from './page.ts'
import { readList, shownList } from './paging.ts'

const PATH = '/control-room/incidents'
const titleOfKind = (kind: string): string => capitalised(incidentKinds[kind as IncidentKind].title)
const stopped = shownList('incidents', incidentFilters, {
  process: ['Processo', processTitle],
  kind: ['Perché è fermo', titleOfKind],
  age: ['Fermo', (age) => incidentAges[age as keyof typeof incidentAges]],
  text: ['Ciclo, progetto, atto o riunione'],
})
const resumed = shownList('resumed', {}, {})
/* Ticks all that the page shows, without scripts. */
const CHOSEN = 'chosen'

const answerSchema = z.object({ retried: z.array(z.string()) })

const retryAct: PageAct = {
  name: 'retry',
  operation: 'POST /api/incidents/retry',
  params: () => ({}),
  fields: { incidentKeys: several, reason: typedText },
  done: (context, answer): Done => {
    const { length } = answerSchema.parse(answer).retried
    return {
      to: `${PATH}${questionOf(filtersOf(context))}#incidents`,
      receipt: receipt(length === 0 ? NONE : length === 1 ? ONE : `Ripresa chiesta per ${length} passi.`),
    }
  },
}
const NONE = 'Nessuno dei passi scelti è ancora fermo: la ripresa era già chiesta.'
const ONE = 'Ripresa chiesta per un passo.'

/** What stands still in all cycles, found by process, kind, age, cycle and project, with what did not happen, who is harmed and what
 * a retry does; the process owner lets one or many go on, with a reason. The wall closes the same as on the diagrams (art. 5). */
export const incidentPages: readonly PageRoute[] = [
  {
    path: PATH,
    who: OFFICES,
    asks: [...stopped.names, ...resumed.names, CHOSEN],
    read: async (context) => ({
      title: 'Passi fermi per errore',
      template: 'incidents',
      view: await incidentsView(context),
    }),
    acts: [retryAct],
  },
]

async function incidentsView(context: PageContext) {
  const { parts, actor, now } = context
  const list = await readList(context, stopped, (asked) =>
    stoppedEverywhere({ ...parts, actor }, asked, now),
  ).catch(nullWhenSilent)
  const retries = await readList(context, resumed, (asked) => parts.reads.incidents.retries(actor, asked))
  const mayRetry = holds(actor, 'PROCESS_OWNER')
  const steps =
    list?.items.map((step) => ({ ...step, ...toldOf(step), choosable: mayRetry && step.retry === null })) ??
    []
  const asked = filtersOf(context)
  return {
    silent: list === null,
    list: list && { ...list, items: steps },
    choosable: steps.some((step) => step.choosable),
    allChosen: context.query[CHOSEN] !== undefined,
    chooseAll: `${PATH}${questionOf([...asked, [CHOSEN, 'all']])}#incidents`,
    chooseNone: `${PATH}${questionOf(asked)}#incidents`,
    asked: new URLSearchParams(asked).toString(),
    retries: { ...retries, items: retries.items.map((one) => ({ ...one, ...namesOf(one) })) },
  }
}

const namesOf = ({ processId, elementId }: { processId: string; elementId: string }) => ({
  process: processTitle(processId),
  element: elementName(processId, elementId),
})

function toldOf(step: StoppedStep) {
  const { title, undone, retry } = incidentKinds[step.kind as IncidentKind]
  const { process, element } = namesOf(step)
  const name = `${process}: ${element}${step.about === null ? '' : `, ${step.about}`}`
  return { name, reason: capitalised(title), undone, harmed: harmedBy(step.processId), byRetry: retry }
}

/* What the address asks of the list, without what a form adds to it. */
const filtersOf = ({ query }: Pick<PageContext, 'query'>): [string, string][] =>
  Object.entries(query).filter(([name, value]) => stopped.names.includes(name) && value !== '')

const questionOf = (asked: [string, string][]): string =>
  asked.length === 0 ? '' : `?${new URLSearchParams(asked).toString()}`
