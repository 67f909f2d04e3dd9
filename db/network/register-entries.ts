import type { Knex } from 'knex'
import { NETWORK_CHAIN } from '../../domain/cycle/network-chain.ts'
import { REGISTER_ENTRIES } from '../../domain/network/register-entry.ts'
import type { RegisterEntryKind } from '../../domain/network/register-entry.ts'

/** An entry in the register that may give or take a vote: whom or which bodies it is about, by which act, and whose hand made it. */
export interface RegisterEntry {
  at: Date
  kind: RegisterEntryKind
  about: string
  act: string | null
  by: string
}

const ENTRIES = `
  select e.at, e.action as kind, e.facts ->> 'act' as act, coalesce(b.display_name, e.actor) as by,
      coalesce(p.display_name, concat_ws(' – ', f.name, t.name)) as about
    from audit_entries e left join persons b on b.id = e.actor
      left join persons p on e.action <> 'link-bodies' and p.id = coalesce(e.facts ->> 'personId', e.subject_id)
      left join bodies f on e.action = 'link-bodies' and f.id = e.subject_id
      left join bodies t on e.action = 'link-bodies' and t.id = e.facts ->> 'toBodyId'
   where e.chain_id = :chain and e.action = any(:kinds) and e.at > :since and e.at <= :until
     and (f.id is not null or p.id in (select c.person_id from functions c where c.role = 'COMMITTEE_MEMBER'))
   order by e.sequence`

/** What was entered in the register between two instants of who sits or sat in the committee, and of ties between bodies (art. 5, 7). */
export const readRegisterEntries = async (
  tx: Knex,
  between: { since: Date; until: Date },
): Promise<RegisterEntry[]> => {
  const values = { ...between, chain: NETWORK_CHAIN, kinds: [...REGISTER_ENTRIES] }
  return (await tx.raw<{ rows: RegisterEntry[] }>(ENTRIES, values)).rows
}
