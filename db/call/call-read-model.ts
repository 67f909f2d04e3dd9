import type { Knex } from 'knex'
import { publicCallStatusSchema } from '../../domain/call/lifecycle.ts'
import type { CallConfiguration } from '../../domain/call/configuration.ts'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

const PUBLIC = publicCallStatusSchema.options

interface PublicCall {
  id: string
  cycleCode: string
  number: number
  title: string
  status: (typeof PUBLIC)[number]
  opensAt: Date
  closesAt: Date
}

/** A published call as anybody reads it: every rule with its source (L. 241/1990 art. 12; D.Lgs. 33/2013 art. 26). */
export interface PublicCallDetail extends PublicCall {
  /** The body that leads the network and who is responsible for the procedure (L. 241/1990 art. 5, 8). */
  office: { name: string; pec: string; responsible: string }
  /** The adopted notice as a paper, in the version in force; null until there is one. */
  noticeId: string | null
  configurationSha256: string
  configuration: CallConfiguration
  /** By what the applications whose declarations are checked were drawn; null before the closing (DPR 445/2000 art. 71). */
  sampleSeed: string | null
}

interface CallsAsked extends PageAsked {
  status?: PublicCall['status'] | undefined
  text?: string | undefined
}

const COLUMNS = `c.id, y.code as "cycleCode", c.number, c.title, c.status, c.opens_at as "opensAt", c.closes_at as "closesAt"`
const PUBLISHED =
  'from calls c join cycles y on y.id = c.cycle_id where c.status = any(cast(:statuses as text[]))'

/* The papers of a call's versions: the notice, and each correction in force. */
const NOTICES = `
  select a.document_id, c.id as call_id, 1 as version from act_proposals a join calls c on c.id = a.subject_id
   where a.kind = 'CALL_NOTICE' and a.status = 'EFFECTIVE'
  union all select a.document_id, k.call_id, k.version from act_proposals a join call_corrections k on k.id = a.subject_id
   where a.kind = 'CALL_NOTICE' and a.status = 'EFFECTIVE' and k.status = 'PUBLISHED'`

/** Published calls: open to anybody, signed in or not. */
export function createCallReadModel(asViewer: AsViewer) {
  return {
    /** A page of them, last opened first. */
    published: (viewer: Viewer, { status, text, ...page }: CallsAsked = {}): Promise<Page<PublicCall>> =>
      asViewer(viewer, (tx) =>
        readPage(
          tx,
          {
            about: ['calls'],
            rows: `select ${COLUMNS} ${PUBLISHED}`,
            values: { statuses: PUBLIC },
            filters: {
              status: ['c.status = :status', status],
              text: [contains('y.code', 'c.title'), text],
            },
            order: { '"opensAt"': 'instant', id: 'text' },
            direction: 'desc',
          },
          page,
        ),
      ),

    find: (viewer: Viewer, callId: string): Promise<PublicCallDetail | null> =>
      asViewer(viewer, (tx) => readDetail(tx, ':id', callId)),

    /** That of an application. */
    ofApplication: (viewer: Viewer, applicationId: string): Promise<PublicCallDetail | null> =>
      asViewer(viewer, (tx) =>
        readDetail(tx, '(select a.call_id from applications a where a.id = :id)', applicationId),
      ),

    /** Whether `find` finds it. */
    isPublished: (viewer: Viewer, callId: string): Promise<boolean> =>
      asViewer(viewer, async (tx) => {
        const call = await tx('calls')
          .where({ id: callId })
          .whereIn('status', PUBLIC)
          .first<{ id: string } | undefined>('id')
        return call !== undefined
      }),

    /** The paper of one of its versions; null where that was never in force. */
    notice: (viewer: Viewer, callId: string, version: number): Promise<string | null> =>
      asViewer(viewer, async (tx) => {
        const { rows } = await tx.raw<{ rows: { documentId: string }[] }>(
          `select n.document_id as "documentId" from (${NOTICES}) n where n.call_id = :callId and n.version = :version`,
          { callId, version },
        )
        return rows[0]?.documentId ?? null
      }),
  }
}

async function readDetail(tx: Knex, call: string, id: string): Promise<PublicCallDetail | null> {
  const { rows } = await tx.raw<{ rows: PublicCallDetail[] }>(
    `select ${COLUMNS}, c.configuration_sha256 as "configurationSha256", c.configuration, c.sample_seed as "sampleSeed",
                  jsonb_build_object('name', b.name, 'pec', b.email, 'responsible', p.display_name) as office,
                  (select n.document_id from (${NOTICES}) n where n.call_id = c.id order by n.version desc limit 1) as "noticeId"
           from calls c join cycles y on y.id = c.cycle_id join persons p on p.id = y.process_owner_id
             join committee_seats s on s.chair join bodies b on b.id = s.body_id
           where c.status = any(cast(:statuses as text[])) and c.id = ${call}`,
    { statuses: PUBLIC, id },
  )
  return rows[0] ?? null
}
