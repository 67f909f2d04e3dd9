import type { Knex } from 'knex'
import { OFFICES } from '../../domain/shared/roles.ts'
import type { Role } from '../../domain/shared/roles.ts'
import type { DOCUMENT_STAGES } from '../../domain/cycle/stages.ts'
import { contains, readPage } from '../platform/page.ts'
import { ACT_STAGE } from '../act/act-stage.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

interface DocumentEntry {
  id: string
  cycleId: string
  kind: string
  subjectId: string
  title: string
  fileName: string
  mediaType: string
  sha256: string
  sizeBytes: number
  signature: 'NONE' | 'UNVERIFIED'
  createdAt: Date
  /** The stage that it is of, or the network's meetings. */
  stage: (typeof DOCUMENT_STAGES)[number]
  /** The call whose sheets it holds, as they are or as their points and reasons; null where it holds none. */
  sheetsOf: string | null
}

interface DocumentsAsked extends PageAsked {
  kind?: string | undefined
  text?: string | undefined
}

const ACCOUNTS = `('payment-order','expenditure-workbook','liquidation-act')`

/* Accounts and orders, on their own or inside what was signed or sent: the liquidation, and the workbook of the final return. */
const MONEY_PAPERS = `(
  d.kind in ${ACCOUNTS}
  or d.kind = 'signed-act' and exists (select 1 from act_proposals p where p.id = d.subject_id and p.kind = 'LIQUIDATION')
  or d.kind = 'regional-package' and exists (select 1 from submissions s where s.id = d.subject_id and s.kind = 'FINAL_RETURN')
)`

const IS_PUBLIC = `p.status = 'EFFECTIVE' and p.kind in ('GUIDANCE_ADOPTION','CALL_NOTICE','RANKING_APPROVAL','PLAN_APPROVAL','FINAL_RETURN')`

const READ_ALL: readonly (Role | null)[] = OFFICES
const READ_MOST: readonly (Role | null)[] = [...READ_ALL, 'COMMITTEE_MEMBER']
const OFFICE = `coalesce(acting_role(), '') in (${OFFICES.map((role) => `'${role}'`).join()})`
const COMMITTEE = `acting_role() = 'COMMITTEE_MEMBER' and not ${MONEY_PAPERS}`
const PUBLIC = `exists (select 1 from act_proposals p where p.document_id = d.id and ${IS_PUBLIC})`
const OWN = `acting_role() = 'ALLIANCE_LEAD' and a.lead_body_id = acting_body()`

/* Who reads a document by role, beside the wall: the office all of them, the committee all but accounts and orders, a
 * lead and a network member the documents of public acts in force, a lead also those of its own application. */
const ROLE_RIGHTS = `(
  ${OFFICE} or ${COMMITTEE} or ${PUBLIC} or exists (select 1 from applications a where a.id = d.application_id and ${OWN})
)`

/** The same rights in parts that share no document, each from where its documents are found at once: by their time, in an index without
 * accounts and orders for the committee, or by their key where somebody reads few. Those that show nothing in the role are not there: a
 * part that is asked in vain costs as much as a row. */
export function readParts(role: Role | null): string[] {
  if (READ_ALL.includes(role)) return [`from documents d where ${OFFICE}`]
  return [
    ...(role === 'COMMITTEE_MEMBER'
      ? [`from documents d where d.kind not in ${ACCOUNTS} and ${COMMITTEE} and not ${PUBLIC}`]
      : []),
    `from (select distinct p.document_id as id from act_proposals p where ${IS_PUBLIC}) few join documents d on d.id = few.id where true`,
    ...(role === 'ALLIANCE_LEAD'
      ? [`from applications a join documents d on d.application_id = a.id where ${OWN} and not ${PUBLIC}`]
      : []),
  ]
}

/* Where all others find the few that they read, before their rights are asked: rights are tried on every row that the wall lets
   through, keys are not. */
const FEW = `
select array(select p.document_id from act_proposals p where p.cycle_id = :cycleId and ${IS_PUBLIC}) as "publicIds",
       array(select a.id from applications a where ${OWN}) as "ownIds"`

interface Few {
  publicIds: string[]
  ownIds: string[]
}

async function fewOf(tx: Knex, cycleId: string): Promise<Few> {
  const { rows } = await tx.raw<{ rows: [Few] }>(FEW, { cycleId })
  return rows[0]
}

/* By its kind, or by what it is about: a meeting, an act, a submission. */
const STAGE = `coalesce(case
  when d.kind = 'guidance-document' then 'GUIDANCE'
  when d.kind in ('call-notice','submission-receipt') then 'CALL'
  when d.kind in ('ranking','ranking-seal','pec-receipt') then 'EVALUATION'
  when d.kind = 'plan' then 'PLAN'
  when d.kind in ('final-report','results-table') then 'FINAL_RETURN'
  when d.kind in ('convocation','minutes','minutes-annex','provisional-ranking') then (select m.stage from known_meetings m where m.id = d.subject_id)
  when d.kind in ('submission-letter','regional-package','regional-outcome-letter') then (select s.kind from submissions s where s.id = d.subject_id)
  when d.kind = 'signed-act' then (select ${ACT_STAGE}
    from act_proposals p where p.id = d.subject_id) end, 'PROJECTS')`

const COLUMNS = `d.id, d.cycle_id as "cycleId", d.kind, d.subject_id as "subjectId", d.title, d.file_name as "fileName",
  d.media_type as "mediaType", d.sha256, f.size_bytes as "sizeBytes", d.signature, d.created_at as "createdAt", ${STAGE} as stage,
  case when d.kind in ('ranking-seal','provisional-ranking','minutes') then d.evaluated_call_id end as "sheetsOf"
  from documents d join stored_files f on f.sha256 = d.sha256`

/** The documents of some things that a viewer reads, oldest first; on the viewer's own connection. */
export async function readableDocuments(
  tx: Knex,
  condition: string,
  values: { viewer: string; [name: string]: string | readonly string[] },
): Promise<DocumentEntry[]> {
  const result = await tx.raw<{ rows: DocumentEntry[] }>(
    `select ${COLUMNS} where ${condition} and ${ROLE_RIGHTS} order by d.created_at, d.id`,
    values,
  )
  return result.rows
}

/** Stored documents, as far as role and wall let the viewer see them. */
export function createDocumentReadModel(asViewer: AsViewer) {
  return {
    /** A page of a cycle's, oldest first. */
    ofCycle: (
      viewer: Viewer,
      cycleId: string,
      { kind, text, ...page }: DocumentsAsked = {},
    ): Promise<Page<DocumentEntry>> =>
      asViewer(viewer, async (tx) => {
        const few = READ_MOST.includes(viewer.role) ? null : await fewOf(tx, cycleId)
        const among = few ? 'and (d.id = any(:publicIds) or d.application_id = any(:ownIds))' : ''
        return readPage(
          tx,
          {
            about: ['documents', cycleId],
            rows: `select ${COLUMNS} where d.cycle_id = :cycleId ${among} and ${ROLE_RIGHTS}`,
            values: { cycleId, ...few },
            filters: { kind: ['d.kind = :kind', kind], text: [contains('d.title', 'd.file_name'), text] },
            order: { '"createdAt"': 'instant', id: 'text' },
          },
          page,
        )
      }),

    async find(viewer: Viewer, id: string): Promise<DocumentEntry | null> {
      const [found] = await asViewer(viewer, (tx) =>
        readableDocuments(tx, 'd.id = :id', { id, viewer: viewer.personId }),
      )
      return found ?? null
    },
  }
}
