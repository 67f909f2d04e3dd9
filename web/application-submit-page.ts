import { submissionHash, writtenTo } from '../domain/call/signed-form.ts'
import { submitAct } from './application-acts.ts'
import { deskView, openDesk } from './application-desk.ts'
import type { Desk } from './application-desk.ts'
import { toldView } from './application-told.ts'
import { overPage } from './application-over.ts'
import type { PageContext, PageRoute } from './page.ts'
import { param } from './page.ts'

const OVER = 'La domanda non si presenta più'

/** All that a lead is about to present, with what is missing and what follows from it: from here alone it presents (art. 10). */
export const applicationSubmitPage: PageRoute = {
  path: '/applications/:id/submit',
  who: ['ALLIANCE_LEAD'],
  async read(context) {
    const desk = await openDesk(context, null)
    if (desk === null) return null
    if (desk === 'NOT_WRITTEN')
      return context.sent === null
        ? { redirect: `/applications/${param(context, 'id')}` }
        : overPage(param(context, 'id'), { title: OVER, typed: [], keeps: submitAct.name })
    const { application, call, content, rules, signatories } = desk
    const people = new Map(signatories.map(({ value, label }) => [value, label]))
    return {
      title: `Rivedi e presenta · ${content.title ?? 'Domanda senza titolo'}`,
      template: 'application-submit',
      view: {
        ...deskView(desk, null, context),
        submitting: true,
        told: toldView({ content, attachments: application.attachments }, rules, people),
        ...{ signatories, signatory: chosen(desk, context) },
        reviewedSha256: submissionHash(writtenTo(call, application.content, application.attachments)),
      },
    }
  },
  acts: [submitAct],
}

/* Who is named in the application, else who presents it, where that one may sign. */
function chosen({ content, signatories }: Desk, { actor }: PageContext): string | null {
  const named = content.signatory?.personId ?? actor.personId
  return signatories.find(({ value }) => value === named)?.value ?? null
}
