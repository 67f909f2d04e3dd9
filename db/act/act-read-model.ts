import type { ActStatus } from '../../domain/act/lifecycle.ts'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'
import { ACT_KINDS } from '../../domain/act/act.ts'
import type { ActKind } from '../../domain/act/act.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'

/* A proposal with the act adopted on it, if any; `signature` UNVERIFIED is shown as "firma non verificata". */
interface ActEntry {
  id: string
  kind: ActKind
  label: string
  subjectId: string
  title: string
  status: ActStatus
  proposedAt: Date
  documentId: string | null
  signedDocumentId: string | null
  number: string | null
  organ: string | null
  adoptedOn: LocalDate | null
  signature: 'NONE' | 'UNVERIFIED' | null
  protocolNumber: string | null
  publishedOn: LocalDate | null
  publicationNumber: string | null
  effectiveAt: Date | null
}

type EntryRow = Omit<ActEntry, 'label'>

interface ActsAsked extends PageAsked {
  kind?: ActKind | undefined
  status?: ActStatus | undefined
  text?: string | undefined
}

/* Documents are read behind the wall: where it hides one, its id is null here too. */
const ENTRIES = `
select p.id, p.kind, p.subject_id as "subjectId", p.title, p.status, p.proposed_at as "proposedAt", d.id as "documentId",
       s.id as "signedDocumentId", a.number, a.organ, a.adopted_on as "adoptedOn", a.signature, a.protocol_number as "protocolNumber",
       a.published_on as "publishedOn", a.publication_number as "publicationNumber", a.effective_at as "effectiveAt"
  from act_proposals p
  left join acts a on a.proposal_id = p.id
  left join documents d on d.id = p.document_id
  left join documents s on s.subject_id = p.id and s.kind = 'signed-act'`

const labelled = (row: EntryRow): ActEntry => ({ ...row, label: ACT_KINDS[row.kind].label })

/** Proposals and acts of a cycle (art. 8). */
export function createActReadModel(asViewer: AsViewer) {
  return {
    /** A page of a cycle's, oldest first. */
    ofCycle: (
      viewer: Viewer,
      cycleId: string,
      { kind, status, text, ...page }: ActsAsked = {},
    ): Promise<Page<ActEntry>> =>
      asViewer(viewer, async (tx) => {
        const { items, next } = await readPage<EntryRow>(
          tx,
          {
            about: ['acts', cycleId],
            rows: `${ENTRIES} where p.cycle_id = :cycleId`,
            values: { cycleId },
            filters: {
              kind: ['p.kind = :kind', kind],
              status: ['p.status = :status', status],
              text: [contains('p.title', 'a.number', 'a.organ'), text],
            },
            order: { '"proposedAt"': 'instant', id: 'text' },
          },
          page,
        )
        return { items: items.map(labelled), next }
      }),

    find: (viewer: Viewer, id: string): Promise<ActEntry | null> =>
      asViewer(viewer, async (tx) => {
        const { rows } = await tx.raw<{ rows: EntryRow[] }>(`${ENTRIES} where p.id = ?`, [id])
        return rows[0] ? labelled(rows[0]) : null
      }),
  }
}
