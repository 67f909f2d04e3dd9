import { atOnce } from '../../domain/shared/at-once.ts'
import { createOfficerStore } from '../cycle/officer-store.ts'
import type { AssignedOfficer } from '../cycle/officer-store.ts'
import type { Knex } from 'knex'
import { createNetworkStore } from '../network/network-store.ts'
import { createAdmissibilityStore } from '../evaluation/admissibility-store.ts'
import type { AdmissibilityDecision, AdmissibilityReason } from '../evaluation/admissibility-store.ts'
import { createApplicationStore } from './application-store.ts'
import { createReshapingStore } from '../evaluation/reshaping-store.ts'
import type { Reshaping } from '../evaluation/reshaping-store.ts'
import type { ApplicationStatus } from '../../domain/call/lifecycle.ts'
import type { ApplicationRecord } from './application-store.ts'
import type { AlliancePartner } from './partner-reads.ts'
import { createConfirmationStore } from './confirmation-store.ts'
import type { KeptConfirmation, PartnerInvitation } from './confirmation-store.ts'
import type { PartnerRole } from '../../domain/call/application.ts'
import { readsPreparation } from '../../domain/shared/roles.ts'
import { decidedStanding } from '../../domain/call/partner-decisions.ts'
import { isConfirmed, partHash, standingOf } from '../../domain/call/confirmation.ts'
import type { PartnerStanding } from '../../domain/call/confirmation.ts'
import { historyOf } from './application-history.ts'
import type { HistoryEvent } from './application-history.ts'
import { createAttachmentStore } from './attachment-store.ts'
import type { Attachment, ReplacedAttachment } from './attachment-store.ts'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import { ledBy } from '../platform/viewer.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

/* A line of the list of a call's applications; amounts in cents. */
interface ApplicationLine {
  id: string
  /** Null of a draft. */
  code: string | null
  title: string
  leadName: string
  status: ApplicationStatus
  totalCostCents: number
  requestedCents: number
  arrivedAt: Date | null
}

interface ApplicationsAsked extends PageAsked {
  status?: ApplicationStatus | undefined
  text?: string | undefined
}

/* An application with all that belongs to it; the decision on admissibility is null until it is taken. */
interface ApplicationDetail extends ApplicationRecord {
  /** The name of who signs it for the lead; null while it is a draft. */
  signatory: string | null
  alliance: AlliancePartner[]
  attachments: Attachment[]
  replaced: ReplacedAttachment[]
  /** Each as the application names it, with what is there of its confirmation (art. 9). */
  partners: NamedPartner[]
  reasons: AdmissibilityReason[]
  decision: AdmissibilityDecision | null
  /** Who wrote its content last, and then who submitted it. */
  writtenBy: string | null
  /** What happened to it, in order, as far as the viewer may know it. */
  history: HistoryEvent[]
  /** What its lead makes of it to do it with a cut grant; null where it asked for nothing. */
  reshaping: Reshaping | null
  /** Its officer; null where nobody is assigned, or the viewer may not know (art. 5). */
  officer: AssignedOfficer | null
}

/* Of a draft, with what is written of it so far. */
interface NamedPartner {
  code: string
  name: string | null
  role: PartnerRole | null
  contribution: string | null
  standing: PartnerStanding
  confirmed: boolean
  /** When and how it was last asked to confirm the part that is written now; null where it was not. */
  invitation: { invitedAt: Date; people: number } | null
  /** The letter that its lead uploaded; null where there is none. */
  letter: {
    fileName: string
    mediaType: string
    sha256: string
    signature: 'NONE' | 'UNVERIFIED'
    uploadedAt: Date
  } | null
}

/* The lead reads the decision, not what the committee is told. */
async function decisionFor(
  { role }: Viewer,
  taken: Promise<AdmissibilityDecision | null>,
): Promise<AdmissibilityDecision | null> {
  const decision = await taken
  return decision && (readsPreparation(role) ? decision : { ...decision, committeeNote: null })
}

async function namedPartners(tx: Knex, { id, content }: ApplicationRecord): Promise<NamedPartner[]> {
  const { given, decisions, invited } = await atOnce({
    given: createConfirmationStore(tx).of(id),
    invited: createConfirmationStore(tx).invitationsOf(id),
    decisions: createAdmissibilityStore(tx).partnerDecisionsOf(id),
  })
  return content.partners.flatMap((partner) => {
    const { bodyTaxCode: code, bodyName: name, role, contribution } = partner
    if (code === null) return []
    const standing = decidedStanding(decisions.get(code)) ?? standingOf(partner, given)
    const letter = letterOf(given.find((one) => one.partnerCode === code && one.means === 'LETTER'))
    const invitation = invitationOf(invited, partner)
    const told = { standing, confirmed: isConfirmed(standing), letter, invitation }
    return [{ code, name, role, contribution, ...told }]
  })
}

function invitationOf(
  invited: readonly PartnerInvitation[],
  partner: ApplicationRecord['content']['partners'][number],
): NamedPartner['invitation'] {
  const part = partHash(partner)
  const found = invited.find((one) => one.partnerCode === partner.bodyTaxCode && one.partSha256 === part)
  return found ? { invitedAt: found.invitedAt, people: found.people } : null
}

function letterOf(given: KeptConfirmation | undefined): NamedPartner['letter'] {
  const { fileName, mediaType, sha256, signature, givenAt: uploadedAt } = given ?? {}
  if (!fileName || !mediaType || !sha256 || !signature || !uploadedAt) return null
  return { fileName, mediaType, sha256, signature, uploadedAt }
}

async function nameOf(tx: Knex, personId: string | null): Promise<string | null> {
  const person = personId === null ? null : await createNetworkStore(tx).findPerson(personId)
  return person?.displayName ?? null
}

const OF_CALL = `
select a.id, a.code, a.title, b.name as "leadName", a.status, a.total_cost_cents as "totalCostCents",
       a.requested_cents as "requestedCents", a.arrived_at as "arrivedAt", coalesce(a.code, '') as place
  from applications a join bodies b on b.id = a.lead_body_id where a.call_id = :callId and a.status <> 'DISCARDED'`

/* Found by the body, where the wall shows nothing else. */
const OF_LEAD = `${OF_CALL} and a.lead_body_id = :ledBy`

/** Applications as the viewer may see them: a lead its own, the others behind the wall of conflicts (art. 5). */
export function createApplicationReadModel(asViewer: AsViewer) {
  return {
    /** A page of a call's, drafts first, then by code; none that was discarded. */
    ofCall: (
      viewer: Viewer,
      callId: string,
      { status, text, ...page }: ApplicationsAsked = {},
    ): Promise<Page<ApplicationLine>> =>
      asViewer(viewer, (tx) =>
        readPage(
          tx,
          {
            about: ['applications', callId],
            rows: ledBy(viewer) === null ? OF_CALL : OF_LEAD,
            values: { callId, ledBy: ledBy(viewer) },
            filters: {
              status: ['a.status = :status', status],
              text: [contains('a.code', 'a.title', 'b.name'), text],
            },
            order: { place: 'text', id: 'text' },
          },
          page,
        ),
      ),

    /** The id of an application that the viewer sees, else null: for who asks nothing else of it. */
    seen: (viewer: Viewer, id: string): Promise<string | null> =>
      asViewer(viewer, async (tx) => (await tx('applications').where({ id }).pluck('id'))[0] ?? null),

    find: (viewer: Viewer, id: string): Promise<ApplicationDetail | null> =>
      asViewer(viewer, async (tx) => {
        const application = await createApplicationStore(tx).find(id)
        if (application === null) return null
        const admissibility = createAdmissibilityStore(tx)
        const parts = await atOnce({
          signatory: nameOf(tx, application.signedBy),
          writtenBy: nameOf(tx, application.submittedBy),
          history: historyOf(tx, id),
          alliance: createApplicationStore(tx).partnersOf(id),
          attachments: createAttachmentStore(tx).of(id),
          replaced: createAttachmentStore(tx).replacedOf(id),
          partners: namedPartners(tx, application),
          reasons: admissibility.reasonsOf(id),
          decision: decisionFor(viewer, admissibility.decisionOf(id)),
          reshaping: createReshapingStore(tx).ofApplication(id),
          officer: createOfficerStore(tx).officerOf({ applicationId: id, projectId: null }),
        })
        return { ...application, ...parts }
      }),
  }
}
