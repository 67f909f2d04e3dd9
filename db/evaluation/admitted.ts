import type { Knex } from 'knex'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'

export interface AdmittedApplication {
  id: string
  code: string
  title: string
}

interface AdmittedAsked extends PageAsked {
  callId: string
  text?: string | undefined
  undecidedToo?: boolean
  /** The body by which they are found: a lead's, which is shown no other. */
  ledBy?: string | null
}

const rowsOf = (statuses: string, ledBy: string | null) =>
  `select id, code, title from applications where call_id = :callId and status in (${statuses}) ${ledBy === null ? '' : 'and lead_body_id = :ledBy'}`

/** A page of a call's admitted applications by code, as far as the viewer may see them; also those that are
 * still to be decided, where they are asked for. */
export const readAdmitted = (
  tx: Knex,
  { callId, text, undecidedToo = false, ledBy = null, ...page }: AdmittedAsked,
): Promise<Page<AdmittedApplication>> =>
  readPage(
    tx,
    {
      about: ['admitted', callId],
      rows: rowsOf(undecidedToo ? `'ADMITTED','SUBMITTED'` : `'ADMITTED'`, ledBy),
      values: { callId, ledBy },
      filters: { text: [contains('code', 'title'), text] },
      order: { code: 'text', id: 'text' },
    },
    page,
  )
