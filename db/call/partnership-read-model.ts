import type { Knex } from 'knex'
import type { PartnerRole } from '../../domain/call/application.ts'
import { isConfirmed, partHash, standingOf } from '../../domain/call/confirmation.ts'
import type { Confirmation, PartnerStanding } from '../../domain/call/confirmation.ts'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

interface NamedIn {
  applicationId: string
  callId: string
  callTitle: string
  closesAt: Date
  leadName: string
  title: string
  partnerCode: string
  role: PartnerRole
  contribution: string
}

/* Where the own body is named as a partner; `partSha256` names the part that is shown, `confirmed` whether it counts so far. */
interface Partnership extends NamedIn {
  partSha256: string
  standing: PartnerStanding
  confirmed: boolean
}

interface PartnershipsAsked extends PageAsked {
  text?: string | undefined
}

const OWN = `
select application_id as "applicationId", call_id as "callId", call_title as "callTitle", closes_at as "closesAt", lead_name as "leadName",
       title, partner_code as "partnerCode", role, contribution
  from own_partnerships() o where true`

/** Where the body for which a person acts is named as a partner, in drafts too, while it can still confirm its part (art. 9). */
export function createPartnershipReadModel(asViewer: AsViewer) {
  return {
    /** A page of them, by project. */
    own: (viewer: Viewer, { text, ...page }: PartnershipsAsked = {}): Promise<Page<Partnership>> =>
      asViewer(viewer, async (tx) => {
        const { items, next } = await readPage<NamedIn>(
          tx,
          {
            about: ['partnerships'],
            rows: OWN,
            values: {},
            filters: { text: [contains('title', 'lead_name', 'call_title'), text] },
            order: { title: 'text', '"applicationId"': 'text' },
          },
          page,
        )
        return { items: await withStanding(tx, items), next }
      }),
  }
}

async function withStanding(tx: Knex, items: readonly NamedIn[]): Promise<Partnership[]> {
  const { rows } = await tx.raw<{ rows: (Confirmation & { applicationId: string })[] }>(
    `select application_id as "applicationId", partner_code as "partnerCode", means, part_sha256 as "partSha256", signature
       from own_confirmations() where application_id = any(?)`,
    [items.map((one) => one.applicationId)],
  )
  const given = Map.groupBy(rows, (row) => row.applicationId)
  return items.map((one) => {
    const part = { bodyTaxCode: one.partnerCode, role: one.role, contribution: one.contribution }
    const standing = standingOf(part, given.get(one.applicationId) ?? [])
    return { ...one, partSha256: partHash(one), standing, confirmed: isConfirmed(standing) }
  })
}
