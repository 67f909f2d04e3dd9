import { REASON_LENGTH } from '../api/call-corrections.ts'
import { CALL_PARTS, draftOf } from '../domain/call/call-draft.ts'
import type { CallPart } from '../domain/call/call-draft.ts'
import type { CallConfiguration } from '../domain/call/configuration.ts'
import { changedPlaces, correctionEffect, extendingPlaces } from '../domain/call/correction.ts'
import { callWindow } from '../domain/call/window.ts'
import { loadCorrectionDraft } from '../use-cases/call/load-correction-draft.ts'
import type { LoadedCorrectionDraft } from '../use-cases/call/load-correction-draft.ts'
import { allCallItems, callFields } from '../words/call-fields.ts'
import { isCallPlace } from '../words/call-problems.ts'
import { comparedRules } from '../words/compared-rules.ts'
import { toldRules } from '../words/told-rules.ts'
import type { CallEditor } from './call-editor.ts'
import { linkedFaults, partPage } from './call-part.ts'
import { savedWords } from './draft-view.ts'
import { fieldOf, text, versionIn } from './forms/fields.ts'
import type { PageAct, PageContext, PageRoute } from './page.ts'
import { param, receipt } from './page.ts'

const TITLE = 'Rettifica dell’avviso'
const callPage = (context: PageContext): string => `/calls/${param(context, 'id')}`
const deskPage = (context: PageContext): string => `${callPage(context)}/correction`
const ofCall = (context: PageContext) => ({ callId: param(context, 'id') })

const load = (context: PageContext): Promise<LoadedCorrectionDraft> =>
  context.parts.look(context.actor, loadCorrectionDraft, ofCall(context))

/* A correction of a published call, part by part: what the call was opened with is shown, not asked (L. 241/1990 art. 12). */
const correctionEditor: CallEditor = {
  title: TITLE,
  crumbs: (context) => [
    { href: '/calls', text: 'Avvisi' },
    { href: callPage(context), text: 'L’avviso' },
    { href: deskPage(context), text: TITLE },
  ],
  desk: deskPage,
  partPage: (context, part) => `${deskPage(context)}/${part}`,
  load,
  leadsTo: async (context, loaded) =>
    Promise.resolve(isOver(context, loaded as LoadedCorrectionDraft) ? callPage(context) : null),
  saves: 'PUT /api/calls/{callId}/correction-draft/{part}',
  params: (context) => ({ ...ofCall(context), part: param(context, 'part') }),
  fixed: (place) => correctionEffect(place) === 'FIXED',
}

/* Once the call has closed nothing of it is corrected. */
const isOver = ({ now }: PageContext, { call }: LoadedCorrectionDraft): boolean =>
  call.status !== 'PUBLISHED' || now >= call.closesAt

const proposeAct: PageAct = {
  name: 'propose-correction',
  operation: 'POST /api/calls/{callId}/corrections',
  params: ofCall,
  fields({ typed }) {
    const reason = text(fieldOf(typed, 'reason'))
    return Promise.resolve({
      body: {
        reason: 'value' in reason ? reason.value : '',
        draftVersion: Number(versionIn(typed)),
        replaces: fieldOf(typed, 'replaces'),
      },
      problems: [],
    })
  },
  where: (path) => (isCallPlace(path) ? '' : path),
  done: (context) => ({
    to: `${callPage(context)}#corrections-title`,
    receipt: receipt('Rettifica proposta: vale da quando il suo atto è adottato e pubblicato.'),
  }),
}

const discardAct: PageAct = {
  name: 'discard-correction',
  operation: 'DELETE /api/calls/{callId}/correction-draft',
  params: ofCall,
  done: (context) => ({
    to: `${callPage(context)}#corrections-title`,
    receipt: receipt('Bozza scartata: l’avviso resta com’è.'),
  }),
}

/** A correction of a published call, written on the pages of its parts and compared with what is published, before it is proposed. */
export const callCorrectionPages: readonly PageRoute[] = [
  {
    path: '/calls/:id/correction',
    who: ['PROCESS_OWNER'],
    async read(context) {
      const loaded = await load(context)
      if (context.sent === null && isOver(context, loaded)) return { redirect: callPage(context) }
      return { title: TITLE, template: 'call-correction', view: await deskView(context, loaded) }
    },
    acts: [proposeAct, discardAct],
  },
  partPage(correctionEditor, '/calls/:id/correction/:part'),
]

async function deskView(context: PageContext, loaded: LoadedCorrectionDraft) {
  const { parts, actor } = context
  const { call, configuration, version } = loaded
  const pending = (await parts.reads.corrections.ofCall(actor, call.id)).items.find(
    ({ status }) => status === 'PROPOSED',
  )
  return {
    ...{ id: call.id, title: call.title, version, replaces: call.configurationSha256 },
    ...{ longest: REASON_LENGTH, closesAt: call.closesAt, pending: pending !== undefined },
    parts: CALL_PARTS.map((part) => partLine(part, context, loaded)),
    ...linkedFaults(loaded.faults, (part) => correctionEditor.partPage(context, part)),
    change: configuration === null ? null : await changeView(context, loaded, configuration),
    applicants: await applicantsOf(context, call.id),
  }
}

function partLine(
  part: CallPart,
  context: PageContext,
  { parts, faults, draft, call }: LoadedCorrectionDraft,
) {
  const { items, title } = callFields[part]
  const saved = parts.find((one) => one.part === part)
  const isChanged = changedPlaces(draftOf(items, call.configuration), draftOf(items, draft)).length > 0
  return {
    ...{ href: correctionEditor.partPage(context, part), title, isChanged },
    saved:
      saved === undefined || !isChanged
        ? null
        : `${savedWords(saved.savedAt, context.now)} da ${saved.savedBy}`,
    faults: faults.filter((one) => one.part === part).length,
  }
}

/* What would change, as the notice tells it, and what that brings about. */
async function changeView(
  { parts, actor }: PageContext,
  { call }: LoadedCorrectionDraft,
  configuration: CallConfiguration,
) {
  const shown = await parts.reads.calls.find(actor, call.id)
  const office = shown?.office ?? { name: '', pec: '', responsible: '' }
  const closesAt = callWindow(configuration.window.value)?.closesAt ?? call.closesAt
  return {
    parts: comparedRules(toldRules(call.configuration, office), toldRules(configuration, office)),
    touched: touchedLabels(extendingPlaces(call.configuration, configuration)),
    extended: closesAt > call.closesAt ? closesAt : null,
  }
}

/* The values in which these places stand, as people call them. */
const touchedLabels = (places: readonly string[]): string[] =>
  allCallItems
    .filter(({ path }) => places.some((place) => `${place}.`.replace('[]', '.').startsWith(`${path}.`)))
    .map(({ label }) => label)

/* Whose leads are told. */
async function applicantsOf({ parts, actor }: PageContext, callId: string) {
  const written = await parts.reads.forecasts.written(actor, callId)
  return { ...written, any: written.submitted + written.drafts > 0 }
}
