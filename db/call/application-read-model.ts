import type { Knex } from 'knex'
import { createNetworkStore } from '../network/network-store.ts'
import { createAdmissibilityStore } from '../evaluation/admissibility-store.ts'
import type { AdmissibilityDecision, AdmissibilityReason } from '../evaluation/admissibility-store.ts'
import { createApplicationStore } from './application-store.ts'
import type { ApplicationStatus } from '../../domain/call/lifecycle.ts'
import type { AlliancePartner, ApplicationRecord } from './application-store.ts'
import { createAttachmentStore } from './attachment-store.ts'
import type { Attachment } from './attachment-store.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

/* A line of the list of a call's applications; amounts in cents. */
interface ApplicationLine {
  id: string
  code: string
  title: string
  leadName: string
  status: ApplicationStatus
  totalCostCents: number
  requestedCents: number
  submittedAt: Date | null
}

/* An application with all that belongs to it; the decision on admissibility is null until it is taken. */
interface ApplicationDetail extends ApplicationRecord {
  /** The name of who signs it for the lead; null while it is a draft. */
  signatory: string | null
  alliance: AlliancePartner[]
  attachments: Attachment[]
  reasons: AdmissibilityReason[]
  decision: AdmissibilityDecision | null
}

async function nameOf(tx: Knex, personId: string | null): Promise<string | null> {
  const person = personId === null ? null : await createNetworkStore(tx).findPerson(personId)
  return person?.displayName ?? null
}

/** Applications as the viewer may see them: a lead its own, the others behind the wall of conflicts (art. 5). */
export function createApplicationReadModel(asViewer: AsViewer) {
  return {
    ofCall: (viewer: Viewer, callId: string): Promise<ApplicationLine[]> =>
      asViewer(viewer, (tx) =>
        tx('applications as a')
          .join('bodies as b', 'b.id', 'a.lead_body_id')
          .where('a.call_id', callId)
          .orderBy('a.code')
          .select<ApplicationLine[]>({
            id: 'a.id',
            code: 'a.code',
            title: 'a.title',
            leadName: 'b.name',
            status: 'a.status',
            totalCostCents: 'a.total_cost_cents',
            requestedCents: 'a.requested_cents',
            submittedAt: 'a.submitted_at',
          }),
      ),

    find: (viewer: Viewer, id: string): Promise<ApplicationDetail | null> =>
      asViewer(viewer, async (tx) => {
        const application = await createApplicationStore(tx).find(id)
        if (application === null) return null
        const admissibility = createAdmissibilityStore(tx)
        return {
          ...application,
          signatory: await nameOf(tx, application.signedBy),
          alliance: await createApplicationStore(tx).partnersOf(id),
          attachments: await createAttachmentStore(tx).of(id),
          reasons: await admissibility.reasonsOf(id),
          decision: await admissibility.decisionOf(id),
        }
      }),
  }
}
