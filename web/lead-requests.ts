import type { ToldRequest } from '../db/evaluation/lead-request-read-model.ts'
import { requestView } from '../tasks/evaluation/lead-request-view.ts'
import { reshapingStandText, silenceText } from '../words/silence.ts'
import type { PageRoute } from './page.ts'
import { holds, param, together } from './page.ts'

/** What the office asked of the lead of an application before deciding, and the answers beside it, for who may see the application
 * (L. 241/1990 art. 6, 10-bis). */
export const leadRequestsPage: PageRoute = {
  path: '/applications/:id/requests',
  who: 'SIGNED_IN',
  async read(context) {
    const found = await together(context, async ({ parts, actor }) => {
      const application = await parts.reads.applications.find(actor, param(context, 'id'))
      return (
        application && {
          application,
          requests: await parts.reads.leadRequests.ofApplication(actor, application.id),
        }
      )
    })
    if (found === null) return null
    const { id, code, title, decision, leadBodyId } = found.application
    const { actor } = context
    const isLead = holds(actor, 'ALLIANCE_LEAD') && actor.bodyId === leadBodyId
    const name = code === null ? title : `${code} · ${title}`
    return {
      title: `Richieste e risposte: ${name}`,
      template: 'lead-requests',
      view: {
        id,
        name,
        decision,
        requests: found.requests.map((one) => ({
          ...toldRequest(id, one),
          answers: isLead && one.status === 'RECEIVED',
        })),
      },
    }
  },
}

const toldRequest = (applicationId: string, request: ToldRequest) => ({
  ...requestView(request),
  ...{ id: request.id, items: request.items, reasons: request.reasons },
  silence: silenceText(request),
  reshaping: request.reshaping && reshapingStandText(request.reshaping),
  text: request.answer?.text ?? null,
  sha256: request.answer?.sha256 ?? null,
  files: request.files.map((uploaded) => ({
    uploaded,
    href: `/api/applications/${applicationId}/requests/${request.id}/files/${uploaded.kind}`,
  })),
})
