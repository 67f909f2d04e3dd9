import type { Knex } from 'knex'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'

const ADMITTED = `select id, code, title from applications where call_id = :callId and status = 'ADMITTED'`

/** A page of a call's admitted applications, or one of them, by code, as far as the viewer may see them. */
export const readAdmitted = (
  tx: Knex,
  { callId, id, text, ...page }: PageAsked & { callId: string; id?: string; text?: string | undefined },
): Promise<Page<{ id: string; code: string; title: string }>> =>
  readPage(
    tx,
    {
      about: ['admitted', callId],
      rows: ADMITTED,
      values: { callId },
      filters: { id: ['id = :id', id], text: [contains('code', 'title'), text] },
      order: { code: 'text', id: 'text' },
    },
    page,
  )
