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
}

const rowsOf = (statuses: string) =>
  `select id, code, title from applications where call_id = :callId and status in (${statuses})`

/** A page of a call's admitted applications by code, as far as the viewer may see them; also those that are
 * still to be decided, where they are asked for. */
export const readAdmitted = (
  tx: Knex,
  { callId, text, undecidedToo = false, ...page }: AdmittedAsked,
): Promise<Page<AdmittedApplication>> =>
  readPage(
    tx,
    {
      about: ['admitted', callId],
      rows: rowsOf(undecidedToo ? `'ADMITTED','SUBMITTED'` : `'ADMITTED'`),
      values: { callId },
      filters: { text: [contains('code', 'title'), text] },
      order: { code: 'text', id: 'text' },
    },
    page,
  )
