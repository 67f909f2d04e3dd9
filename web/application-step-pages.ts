import { partsHash } from '../domain/call/application.ts'
import { overPage } from './application-over.ts'
import { applicationConflict } from './application-conflict.ts'
import { attachAct } from './application-acts.ts'
import { deskView, openDesk, withLead } from './application-desk.ts'
import type { Desk } from './application-desk.ts'
import { applicationPlace } from './application-place.ts'
import { applicationSteps, partsOf, stepAddress } from './application-steps.ts'
import type { Step } from './application-steps.ts'
import { stepViews } from './application-step-views.ts'
import { readStep } from './application-typed.ts'
import { fieldOf, lastOf } from './forms/fields.ts'
import type { SentBack } from './forms/form-state.ts'
import type { ActContext, PageAct, PageContext, PageRoute, PageView } from './page.ts'
import { param, receipt } from './page.ts'
import { inviteAct, lettersAct } from './partnerships.ts'

/* Saving a step: its parts, if they still are what was read; the others stay as they are. */
const saveAct = (step: Step): PageAct => ({
  name: 'save',
  operation: 'PUT /api/applications/{applicationId}/parts',
  params: (context) => ({ applicationId: param(context, 'id') }),
  fields: (context) => bodyOf(context, step),
  where: applicationPlace,
  done: (context) => ({ to: nextOf(context), receipt: receipt('Passo salvato.') }),
})

async function bodyOf(context: ActContext, step: Step) {
  const { parts, actor, typed } = context
  const read = readStep(step, typed)
  const saved = await parts.reads.applications.find(actor, param(context, 'id'))
  const { body, problems } = saved === null ? read : withLead(saved.content, read)
  return { body: { ...body, readSha256: lastOf(typed, 'readSha256') }, problems }
}

function nextOf(context: ActContext): string {
  const id = param(context, 'id')
  const then = fieldOf(context.typed, 'then')
  const next = applicationSteps.find(({ step }) => step === then)
  if (next !== undefined) return stepAddress(id, next.step)
  return then === 'overview' ? `/applications/${id}` : context.path
}

const WITH_FILES: readonly Step[] = ['notice', 'attachments']

/** The steps in which a lead writes an application, each at an address of its own: left, returned to, saved by itself (art. 9, 10). */
export const applicationStepPages: readonly PageRoute[] = applicationSteps.map(({ step, title }) => ({
  path: `/applications/:id/${step}`,
  who: ['ALLIANCE_LEAD'] as const,
  async read(context) {
    const desk = await openDesk(context, step)
    if (desk === null) return null
    if (desk === 'NOT_WRITTEN') return overStep(context, step)
    return {
      title: `${title} · ${desk.content.title ?? 'Domanda senza titolo'}`,
      template: `application-${step}`,
      view: {
        ...deskView(desk, step, context),
        ...{ step, stepTitle: title },
        ...conflictView(desk, step, context),
        ...(await stepViews[step](desk, context)),
      },
      modules: ['application'],
    }
  },
  acts: [
    saveAct(step),
    ...(WITH_FILES.includes(step) ? [attachAct] : []),
    ...(step === 'partners' ? [inviteAct, lettersAct] : []),
  ],
}))

/* What was typed is shown, so that nothing is lost. */
function overStep({ sent, params }: PageContext, step: Step): PageView | { redirect: string } {
  const id = params['id'] ?? ''
  if (sent === null) return { redirect: `/applications/${id}` }
  const { differences } = applicationConflict({ content: {} }, readStep(step, sent.typed).body)
  const typed = differences.map(({ where, sent: value }) => ({ where, value }))
  return overPage(id, { title: 'Questo passo non si scrive più', typed, keeps: 'save' })
}

/* By what the form says that nothing newer goes under it; one that came back keeps its own. */
function conflictView({ application }: Desk, step: Step, { sent }: PageContext) {
  const now = partsHash(application.content, partsOf(step))
  const kept = sent?.act === 'save' ? lastOf(sent.typed, 'readSha256') : undefined
  return {
    readSha256: typeof kept === 'string' ? kept : now,
    conflict: conflictOf(sent, step, now),
  }
}

function conflictOf(sent: SentBack | null, step: Step, readSha256: string) {
  if (sent?.current == null) return null
  const { body } = readStep(step, sent.typed)
  return { ...applicationConflict(sent.current, body), readSha256 }
}
