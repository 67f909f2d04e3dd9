import { callRules } from '../domain/call/configuration.ts'
import type { CallRules } from '../domain/call/configuration.ts'
import { readsPreparation } from '../domain/shared/roles.ts'
import { toldReshaping } from '../tasks/evaluation/reshaping-view.ts'
import { titleOf } from '../words/codes.ts'
import type { Application } from './application-desk.ts'
import { filesView, namedPartners } from './application-step-views.ts'
import { peopleOf, toldView } from './application-told.ts'
import { evidenceOf } from './dossier-evidence.ts'
import { allianceFigures, costFigures } from './dossier-figures.ts'
import type { ReadingContext } from './page.ts'

/* The panels of a dossier, in order, each with the parts of the application that it tells. */
const PANELS = [
  { id: 'project', title: 'Testi', parts: ['project', 'actions', 'notice'] },
  { id: 'alliance', title: 'Alleanza', parts: ['lead', 'partners', 'signatory', 'contacts'] },
  { id: 'costs', title: 'Costi', parts: ['budget', 'cofinancing'] },
  { id: 'results', title: 'Risultati', parts: ['indicators', 'declarations'] },
] as const

/** An application whole, to read beside the work on it: what was presented, its partners with their confirmations, its files, what was
 * found and decided about it. Null where it is none of the viewer's to see (art. 5). */
export async function dossierOf({ parts, actor }: ReadingContext, applicationId: string) {
  const application = await parts.reads.applications.find(actor, applicationId)
  const call = application && (await parts.reads.calls.find(actor, application.callId))
  if (application === null || call === null || application.receiptNumber === null) return null
  const rules = callRules(call.configuration)
  const told = toldView(application, rules, peopleOf(application))
  return {
    ...{ code: application.code, title: application.title, callId: call.id, rules },
    check: checkView(application, rules),
    sheet: readsPreparation(actor.role) ? sheetView(application, rules) : null,
    panels: PANELS.map(({ id, title, parts: ids }) => ({
      ...{ id, title },
      told: ids.flatMap((one) => told.filter((part) => part.id === one)),
      figures: figuresOf(id, application, rules),
      partners: id === 'alliance' ? partnersView(application) : [],
      reshaped: id === 'costs' ? toldReshaping(application, rules) : null,
    })),
    files: attachmentsView(application, rules),
    letters: lettersView(application),
  }
}

/* The reasons found, each with what bears it out, and the decision once it is taken. */
const checkView = (application: Application, rules: CallRules) => ({
  shown: application.reasons.length > 0 || application.decision !== null,
  reasons: application.reasons.map((one) => ({
    ...{ message: one.message, severity: titleOf('severity', one.severity) },
    evidence: evidenceOf(one, application, rules),
  })),
  decision: application.decision && {
    outcome: titleOf('application', application.decision.outcome),
    ...{ at: application.decision.decidedAt, reasons: application.decision.reasons },
  },
})

/* The sheet that prepares an admitted application for the committee: its figures in one place, each leading to where it stands in the
   dossier, and the officer's note; no word of what the points should be (art. 6). */
const sheetView = ({ content, decision, ...about }: Application, rules: CallRules) =>
  decision?.outcome === 'ADMITTED'
    ? {
        ...{ id: about.id, arrivedAt: about.arrivedAt, totalCostCents: about.totalCostCents },
        figures: [...allianceFigures(content, rules), ...costFigures(content, rules)],
        unconfirmed: about.partners.filter(({ confirmed }) => !confirmed).length,
        note: decision.committeeNote,
      }
    : null

const FIGURES: Readonly<Record<string, typeof allianceFigures>> = {
  alliance: allianceFigures,
  costs: costFigures,
}
const figuresOf = (panel: string, { content }: Application, rules: CallRules) =>
  FIGURES[panel]?.(content, rules) ?? []

const partnersView = (application: Application) =>
  namedPartners(application, false).map(({ code, name, role, standing, letter }) => ({
    ...{ code, name, role: role && titleOf('partner', role), standing: titleOf('standing', standing) },
    hasLetter: letter !== null,
  }))

interface Brought {
  fileName: string
  mediaType: string
  sha256: string
  signature: string
}

/* A PDF opens in the page; any other file is downloaded, under the same rights. */
const fileView = (label: string, href: string, file: Brought | null) => ({
  ...{ label, href, file },
  opens: file?.mediaType === 'application/pdf' ? `${href}?disposition=inline` : null,
})

const attachmentsView = (application: Application, rules: CallRules) =>
  filesView(application, application.content, rules).map(({ kind, label, href, uploaded }) => ({
    ...fileView(label, href, uploaded),
    id: `file-${kind}`,
  }))

const lettersView = (application: Application) =>
  namedPartners(application, false).flatMap(({ code, name, href, letter }) =>
    letter === null ? [] : { ...fileView(`Lettera di ${name}`, href, letter), id: `letter-${code}` },
  )
