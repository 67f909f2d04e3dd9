import type { StandsFor } from '../domain/network/functions.ts'
import type { Receipt } from '../api/route.ts'
import type { PageContext, PageView } from './page.ts'
import { holds } from './page.ts'
import { assetsAt, libraryFiles } from './assets.ts'
import { formsOf, placeOf, toldOf } from './forms/form-state.ts'
import type { FormState, Refusal } from './forms/form-state.ts'
import type { Render } from './render.ts'
import { titleOf } from '../words/codes.ts'

interface Link {
  href: string
  text: string
  here: boolean
  /** How many things wait there; 0 shows nothing. */
  count: number
}

/** What a page tells of the form that was sent before it: done, or refused. */
interface Told {
  receipt: Receipt | null
  refusal: Refusal | null
}

/** The whole page: frame, menu of the person's role, clock of the demo, and the template in the middle, under what became of
 * the form that was sent. */
export function renderPage(
  render: Render,
  { context, told }: { context: PageContext; told: Told },
  page: PageView,
): string {
  const { session, actor } = context
  const forms = formsOf(context.path, {
    ...{ sent: told.refusal?.sent ?? null, session, functionId: actor.functionId },
  })
  const content = render(page.template, page.view, forms)
  if (page.bare) return content
  const { parts, now } = context
  const signedIn = actor.personId !== ''
  const clock = parts.clockMoves && signedIn ? { now } : null
  return render(
    'layout',
    {
      ...loadedBy(page),
      title: page.title,
      content,
      receipt: told.receipt,
      refusal: refusalView(told.refusal, forms, page),
      path: context.path,
      functionId: actor.functionId,
      person: signedIn ? personOf(context) : null,
      links: linksOf(context),
      demo: parts.demoPeople !== null,
      clock,
    },
    forms,
  )
}

/* Each problem leads to its field; the page has been written by now, so its fields are known. */
function refusalView(refusal: Refusal | null, forms: FormState, { keeps }: PageView) {
  if (refusal?.message == null) return null
  const problems = refusal.sent.problems.map(({ path, code, message }) => {
    const place = placeOf(forms, path)
    const text = place?.holdsLines ? toldOf(refusal.sent, { path, code, message }) : message
    return { path, id: place?.id ?? null, where: place?.label ?? refusal.where(path), text }
  })
  /* What somebody else has done meanwhile may have taken the form away: nothing typed goes with it. */
  const left = forms.isBack || keeps === refusal.sent.act ? [] : refusal.texts
  return { message: refusal.message, problems, focus: forms.focus, left }
}

function loadedBy({ libraries = [], modules = [] }: PageView) {
  const used = libraries.map((name) => libraryFiles[name])
  return {
    assets: assetsAt,
    styles: used.flatMap((library) => library.styles),
    scripts: used.flatMap((library) => library.scripts),
    modules: ['frame', ...modules],
  }
}

/** The functions among which the person chooses in which one to act, as they are told. */
export function functionsOf({ actor, functions }: Pick<PageContext, 'actor' | 'functions'>) {
  return functions.map(({ functionId, role, bodyName, standsFor }) => ({
    functionId,
    name: [titleOf('role', role), bodyName, inPlaceOf(standsFor)].filter((one) => one !== null).join(' · '),
    chosen: functionId === actor.functionId,
  }))
}

const inPlaceOf = (standsFor: StandsFor | null): string | null =>
  standsFor &&
  [
    `in sostituzione di ${standsFor.displayName}`,
    standsFor.only && `solo ${standsFor.only.code ?? 'una domanda'}`,
  ]
    .filter((one) => one !== null)
    .join(' · ')

function personOf(context: PageContext) {
  const { actor } = context
  const named = functionsOf(context)
  return {
    id: actor.personId,
    name: actor.displayName,
    role: named.find(({ chosen }) => chosen)?.name ?? '',
    functions: named.length > 1 ? named : [],
  }
}

function linksOf({ actor, parts, path, undecided }: PageContext): Link[] {
  const link = (href: string, text: string, count = 0): Link => ({
    href,
    text,
    count,
    here: isUnder(path, href),
  })
  if (actor.personId === '') return [link('/calls', 'Avvisi')]
  const owner = holds(actor, 'PROCESS_OWNER')
  return [
    { ...link('/', 'Oggi'), here: path === '/' },
    link('/inbox', 'Attività'),
    link('/cycles', 'Cicli'),
    link('/calls', 'Avvisi'),
    link('/network', 'Rete e Comitato'),
    ...(holds(actor, 'NETWORK_MEMBER', 'ALLIANCE_LEAD') ? [link('/partnerships', 'Partecipazioni')] : []),
    ...(holds(actor, 'COMMITTEE_MEMBER') ? [link('/exclusions', 'Le mie esclusioni')] : []),
    ...(owner ? [link('/deliveries', 'Invii non riusciti', undecided)] : []),
    ...(parts.mails === null ? [] : [link('/mail', 'Posta')]),
  ]
}

const isUnder = (path: string, href: string): boolean => path === href || path.startsWith(`${href}/`)
