import { idSql, idText, OPEN_CALL } from './shape.ts'
import type { Shape } from './shape.ts'

/* A draft of each lead, whole but for files and confirmations; its bodies are the demo's, whose codes are as codes must be. */
const drafts = ({ applications }: Shape, content: string): string => `
insert into applications (id, call_id, title, area, summary, lead_body_id, total_cost_cents, requested_cents, content, content_sha256, status,
       submitted_by, drafted_at)
select ${idSql('DRF', 'n')}, '${idText('CAA', OPEN_CALL)}', d.content ->> 'title', d.content ->> 'areaId', d.content ->> 'summary', ${idSql('BDY', 'n')},
       (d.content ->> 'totalCostCents')::bigint, (d.content ->> 'requestedGrantCents')::bigint, d.content, repeat('c', 64), 'DRAFT',
       ${idSql('PRS', 'n')}, now() - interval '2 days'
  from generate_series(1, ${applications}) n
  cross join (select '${content.replaceAll("'", "''")}'::jsonb as content) d`

/** What leads are writing for the call that is open: after all that has closed. */
export const draftSteps = (shape: Shape, content: string): Record<string, string> => ({
  'applications, drafts': drafts(shape, content),
})
