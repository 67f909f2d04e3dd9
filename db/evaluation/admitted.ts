import type { Knex } from 'knex'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'

const ADMITTED = `select id, code, title from applications where call_id = :callId and status = 'ADMITTED'`

/** A page of a call's admitted applications, by code, as far as the viewer may see them. */
export const readAdmitted = (
  tx: Knex,
  { callId, text, ...page }: PageAsked & { callId: string; text?: string | undefined },
): Promise<Page<{ id: string; code: string; title: string }>> =>
  readPage(
    tx,
    {
      about: ['admitted', callId],
      rows: ADMITTED,
      values: { callId },
      filters: { text: [contains('code', 'title'), text] },
      order: { code: 'text', id: 'text' },
    },
    page,
  )
