import { interventionFilters } from '../api/interventions.ts'
import type { ShownIntervention } from '../db/cycle/intervention-read-model.ts'
import { isCancellable, TERMS } from '../domain/process/interventions.ts'
import { atOnce } from '../domain/shared/at-once.ts'
import { titleOf, wordOf } from '../words/codes.ts'
import { formatInstant } from '../words/formats.ts'
import { interventionKinds, interventionRules, takenBack } from '../words/interventions.ts'
import { processTitle } from '../words/processes.ts'
import { choice, integer, text } from './forms/fields.ts'
import type { ActContext, PageAct, PageContext, ReadingContext } from './page.ts'
import { holds, param, receipt } from './page.ts'
import { readList, shownList } from './paging.ts'

/** The list of the Sala di controllo. */
export const interventionList = shownList('interventions', interventionFilters, {
  state: ['Stato', 'interventionState'],
})

/** Interventions of all cycles, and how many wait for the viewer as the second person. */
export async function interventionsView(context: ReadingContext) {
  const { parts, actor } = context
  const { list, awaiting } = await atOnce({
    list: readList(context, interventionList, (asked) => parts.reads.interventions.list(actor, asked)),
    awaiting: holds(actor, 'PROCESS_OWNER') ? parts.reads.interventions.awaiting(actor) : 0,
  })
  return { ...list, awaiting, items: list.items.map(shownView) }
}

const shownView = (one: ShownIntervention) => ({
  ...one,
  process: processTitle(one.processId),
  what: whatText(one),
  isOpen: one.state === 'PROPOSED',
})

function whatText({ kind, variable, value, version, versionBefore }: ShownIntervention): string {
  if (kind === 'SET_VARIABLE')
    return `${titleOf('intervention', kind)}: ${wordOf('term', variable ?? 'callClosesAt')}, ${formatInstant(value ?? '')}`
  if (kind === 'MIGRATE')
    return `${titleOf('intervention', kind)}: dalla ${versionBefore} alla ${version ?? ''}`
  return titleOf('intervention', kind)
}

interface Instance {
  key: string
  processId: string
  isActive: boolean
}

/** What may be done to an instance by two people, what may not and why, and what was proposed. */
export async function instanceInterventions(context: PageContext, { key, processId, isActive }: Instance) {
  const { parts, actor } = context
  const [list, running, versions] = await Promise.all([
    parts.reads.interventions.ofInstance(actor, key),
    parts.engine.versionOf(key),
    parts.engine.versions(),
  ])
  const items = list.map(shownView)
  const others = versions.filter((one) => one.processId === processId && one.version !== running)
  const isBusy = items.some(({ state }) => state === 'PROPOSED' || state === 'CONFIRMED')
  return {
    ...{ items, running, isBusy, kinds: interventionKinds, decides: holds(actor, 'PROCESS_OWNER') },
    proposes: holds(actor, 'PROCESS_OWNER') && isActive && !isBusy,
    terms: TERMS.filter((one) => one.processId === processId).map(({ variable }) => ({
      value: variable,
      label: titleOf('term', variable),
    })),
    takenBack: isCancellable(processId) ? takenBack[processId] : null,
    versions: others.map(({ version }) => ({ value: String(version), label: `Versione ${version}` })),
    why: { term: interventionRules.VARIABLE_READ, end: interventionRules.DECIDES },
  }
}

const PROPOSE = 'POST /api/cycles/{id}/processes/{key}/interventions'
const ofInstance = (context: ActContext) => ({ id: param(context, 'id'), key: param(context, 'key') })
const ofIntervention = ({ query }: ActContext) => ({ id: query['of'] ?? '' })
const back =
  (told: string) =>
  ({ path }: ActContext) => ({ to: `${path}#interventions`, receipt: receipt(told) })
const PROPOSED = back('Intervento proposto: si fa quando un’altra persona lo conferma.')

/** What two people do on the page of an instance. */
export const interventionActs: readonly PageAct[] = [
  ...[
    { name: 'set-term', fields: { kind: choice, variable: choice, reason: text } },
    { name: 'end-instance', fields: { kind: choice, reason: text } },
    { name: 'change-version', fields: { kind: choice, version: integer, reason: text } },
  ].map((act): PageAct => ({ ...act, operation: PROPOSE, params: ofInstance, done: PROPOSED })),
  {
    ...{ name: 'confirm', operation: 'POST /api/interventions/{id}/confirm', params: ofIntervention },
    fields: { reason: text },
    done: back('Intervento confermato: il motore lo riceve adesso.'),
  },
  {
    ...{ name: 'refuse', operation: 'POST /api/interventions/{id}/refuse', params: ofIntervention },
    fields: { reason: text },
    done: back('Intervento respinto: nulla è cambiato.'),
  },
  {
    ...{ name: 'withdraw', operation: 'POST /api/interventions/{id}/withdraw', params: ofIntervention },
    done: back('Intervento ritirato: nulla è cambiato.'),
  },
]
