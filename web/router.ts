import express from 'express'
import type { Request, Response, Router } from 'express'
import { found, notFound } from '../domain/shared/errors.ts'
import { carryOutAct, shownAgain } from './acts.ts'
import { accessibilityPages } from './accessibility.ts'
import { alliancePages } from './alliance.ts'
import { assetRouter } from './assets.ts'
import { applicationStepPages } from './application-step-pages.ts'
import { applicationSubmitPage } from './application-submit-page.ts'
import { calendarPages } from './calendar.ts'
import { callPages } from './call.ts'
import { callComparisonPage } from './call-comparison.ts'
import { callCorrectionPages } from './call-correction-desk.ts'
import { callPartPages } from './call-part.ts'
import { callTrialPage } from './call-trial.ts'
import { controlRoomPages } from './control-room.ts'
import { figurePages } from './figures.ts'
import { clockPages } from './clock.ts'
import { sendPage } from './send-page.ts'
import { conveneCommitteePage } from './convene-committee.ts'
import { communicationPages } from './communications.ts'
import { cyclePages } from './cycle.ts'
import { deliveryPages } from './deliveries.ts'
import { answerWithPage } from './error-pages.ts'
import { incidentPages } from './incidents.ts'
import { invitationPages } from './invitations.ts'
import { scoringPages } from './scoring.ts'
import { evaluationPages } from './evaluation.ts'
import { leadRequestsPage } from './lead-requests.ts'
import { rankingCorrectionPage } from './ranking-correction.ts'
import { lateConflictPages } from './late-conflict.ts'
import { guidancePages } from './guidance.ts'
import { meetingPage } from './meeting.ts'
import { mailPages } from './mail.ts'
import { networkPeoplePages } from './network-people.ts'
import { networkPages } from './network.ts'
import { workingGroupPages } from './working-groups.ts'
import { homePages } from './home.ts'
import { holdForm, leftForm } from './held-form.ts'
import type { Refusal } from './forms/form-state.ts'
import { contextOf, requireOpen } from './opening.ts'
import type { PageContext, PageFile, PageRoute, PageView, WebParts } from './page.ts'
import { nobody } from './page.ts'
import { partnershipPages } from './partnerships.ts'
import { rankingPage } from './ranking.ts'
import { instancePage } from './instance.ts'
import { processPages } from './processes.ts'
import { createRenderer } from './render.ts'
import { receiveForm } from './received-form.ts'
import type { Render } from './render.ts'
import { sessionPages } from './session.ts'
import { renderPage } from './shell.ts'
import { workItemPages } from './work-items.ts'

export const pages: readonly PageRoute[] = [
  ...homePages,
  ...sessionPages,
  ...calendarPages,
  ...workItemPages,
  ...cyclePages,
  ...processPages,
  instancePage,
  ...controlRoomPages,
  ...figurePages,
  ...incidentPages,
  ...guidancePages,
  ...callPages,
  ...callPartPages,
  ...callCorrectionPages,
  callComparisonPage,
  ...applicationStepPages,
  applicationSubmitPage,
  callTrialPage,
  ...partnershipPages,
  ...evaluationPages,
  rankingPage,
  ...scoringPages,
  rankingCorrectionPage,
  ...lateConflictPages,
  leadRequestsPage,
  ...communicationPages,
  meetingPage,
  conveneCommitteePage,
  ...workingGroupPages,
  ...alliancePages,
  ...networkPages,
  ...networkPeoplePages,
  ...invitationPages,
  ...mailPages,
  ...deliveryPages,
  ...accessibilityPages,
  ...clockPages,
]

/** All pages, their forms and their assets, and the answer to what is none of them. */
export function webRouter(parts: WebParts): Router {
  const render = createRenderer()
  const router = express.Router()
  router.use(assetRouter(), parts.door)
  for (const page of pages) {
    router.get(page.path, (request, response) => open({ parts, render, page }, request, response))
    if (page.acts)
      router.post(page.path, (request, response) => act({ parts, render, page }, request, response))
  }
  router.use((request, response) => {
    if (request.path.startsWith('/api/'))
      response.status(404).json({ code: 'NOT_FOUND', message: 'Indirizzo sconosciuto.' })
    else throw notFound('PAGE', '')
  })
  router.use(answerWithPage(parts, render))
  return router
}

interface Opening {
  parts: WebParts
  render: Render
  page: PageRoute
}

interface Read {
  context: PageContext
  refusal: Refusal | null
  shown: PageView | PageFile | { redirect: string }
}

async function open({ parts, render, page }: Opening, request: Request, response: Response): Promise<void> {
  const read = await parts.reading(request, async (framed): Promise<Read | null> => {
    const context = contextOf(parts, framed, request)
    if (isKeptOut(page, context)) return null
    requireOpen(page, context)
    const refusal = page.acts ? await leftForm(parts.held, context, request) : null
    return { context, refusal, shown: await readPage(page, context, refusal) }
  })
  if (read === null) leadToSignIn(response, request.originalUrl)
  else show({ parts, render }, read, { request, response })
}

const readPage = async (page: PageRoute, context: PageContext, refusal: Refusal | null) =>
  found('PAGE', '', await page.read({ ...context, sent: refusal?.sent ?? null }))

const isKeptOut = ({ who }: PageRoute, { actor }: PageContext): boolean =>
  who !== 'ANYONE' && actor === nobody

const leadToSignIn = (response: Response, next: string): void =>
  response.redirect(303, `/sign-in?next=${encodeURIComponent(next)}`)

async function act(opening: Opening, request: Request, response: Response): Promise<void> {
  const { parts, page } = opening
  const arrivedAt = parts.clock.now()
  const before = contextOf(parts, await parts.signedIn(request), request)
  if (isKeptOut(page, before)) {
    await holdForm(parts.held, { page, ...before }, { request, response })
    leadToSignIn(response, request.path)
    return
  }
  const received = await receiveForm(opening, before, { request, response })
  if (received === null) return
  const { context, act, form, resumed } = received
  const acting = { parts, act, context, form, request, response, arrivedAt }
  const outcome = resumed === 'SHOW' ? shownAgain(acting, RESUMED) : await carryOutAct(acting)
  await parts.held.drop(request, context.path)
  if ('sent' in outcome) {
    const shown = await readPage(page, context, outcome)
    show(opening, { context, refusal: outcome, shown }, { request, response })
    return
  }
  if (outcome.receipt !== null) parts.sessionOf(request, response).leaveReceipt(outcome.receipt)
  response.redirect(303, outcome.to)
}

const RESUMED = 'Ora operi nella funzione in cui avevi scritto. Nulla è ancora inviato: controlla, e invia.'

function show(
  { parts, render }: Pick<Opening, 'parts' | 'render'>,
  { context, refusal, shown }: Read,
  { request, response }: { request: Request; response: Response },
): void {
  response.setHeader('Cache-Control', 'no-store')
  if ('redirect' in shown) leadOn(response, shown.redirect, refusal)
  else if ('file' in shown) sendFile(response, shown)
  else {
    const receipt = shown.bare ? null : parts.sessionOf(request, response).takeReceipt()
    const html = renderPage(render, { context, told: { receipt, refusal } }, shown)
    sendPage(request, response.status(refusal?.status ?? 200), html)
  }
}

/* Such a page has no place to tell a refusal in. */
function leadOn(response: Response, to: string, refusal: Refusal | null): void {
  if (refusal?.error) throw refusal.error
  response.redirect(303, to)
}

function sendFile(response: Response, { file }: PageFile): void {
  response.attachment(file.fileName)
  response.type(file.mediaType).send(file.content)
}
