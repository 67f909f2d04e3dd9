import { OF_ALL, ROLE } from './who-asks.ts'

/** The view of the mails that steps of an instance left, where the condition lets the instance be known. */
export const instanceMails = (known: string): string => `
create view instance_mails with (security_barrier) as
  select o.id, o.process_instance_key, o.payload ->> 'subject' as subject, jsonb_array_length(o.payload -> 'to') as recipients, o.state, o.created_at
    from outbox o where o.kind = 'MAIL' and ${ROLE} = 'PROCESS_OWNER' and ${OF_ALL}
     and exists (select 1 from process_instances where process_instances.process_instance_key = o.process_instance_key and ${known});
comment on view instance_mails is 'Mails that steps of an instance left, for the process owner as far as the wall lets the instance be known: what they are about, to how many, and whether they left; no text, and nobody named (art. 5)';`
