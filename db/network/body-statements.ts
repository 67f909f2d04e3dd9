import type { Knex } from 'knex'
import { insertRows } from '../platform/insert-rows.ts'
import { bodyFacts, knownOf } from '../../domain/network/body-facts.ts'
import type { BodyFacts, BodyStatement } from '../../domain/network/body-facts.ts'
import { matchBody } from '../../domain/network/body-match.ts'
import type { BodyMatch, KnownBody } from '../../domain/network/body-match.ts'
import { newId } from '../../domain/shared/ids.ts'
import type { BodyId } from '../../domain/shared/ids.ts'
import type { Tables } from '../tables.ts'

/** What somebody says of a body: who (a person where it is one), in which capacity, when, and with which codes. */
export interface ToldBody extends BodyStatement {
  facts: BodyStatement['facts'] & Pick<BodyFacts, 'name' | 'taxCode' | 'kind'>
  saidBy: string | null
  /** The id that a new body gets; one of its own unless given. */
  id?: BodyId
}

type StatedFact = Pick<Tables['body_facts'], 'fact' | 'source' | 'value' | 'said_at'>

/** See `createBodyStore`. Holds the codes until the commit, so that two who name one new body at once make one. A row that
 * turns out to be another's name stays, with what was said under it: each told body is answered as the subject that it is. */
export async function tellOfBodies(tx: Knex, told: readonly ToldBody[]): Promise<(BodyId | 'AMBIGUOUS')[]> {
  await holdCodes(
    tx,
    told.flatMap(({ facts }) => [facts.taxCode, facts.vatNumber ?? facts.taxCode]),
  )
  const ids: (BodyId | 'AMBIGUOUS')[] = []
  for (const one of told) ids.push(await tellOfBody(tx, one))
  const subjects = new Map<string, BodyId>(
    (
      await tx('body_subjects')
        .whereRaw('body_id = any(?)', [ids])
        .select<{ bodyId: string; subjectId: BodyId }[]>({ bodyId: 'body_id', subjectId: 'subject_id' })
    ).map((row) => [row.bodyId, row.subjectId]),
  )
  return ids.map((id) => subjects.get(id) ?? id)
}

async function tellOfBody(tx: Knex, told: ToldBody): Promise<BodyId | 'AMBIGUOUS'> {
  const match = await matchCode(tx, told.facts.taxCode)
  if (match === 'AMBIGUOUS') return match
  const id = match === 'NEW' ? (told.id ?? newId<BodyId>()) : match.id
  if (match === 'NEW') await tx('bodies').insert({ id, ...columnsOf(told.facts) })
  await keepStatement(tx, id, match === 'NEW' ? told : asWritten(told, match.writtenAs))
  const said = await tx('body_facts').where('body_id', id).select('fact', 'source', 'value', 'said_at')
  await tx('bodies')
    .where({ id })
    .update(columnsOf(knownOf(said.map(toStatement))))
  return id
}

/* Only the register means a tax code by what it writes in its place, whatever others said of the body. */
function asWritten(
  told: ToldBody,
  writtenAs: 'TAX_CODE' | 'VAT_NUMBER',
): BodyStatement & { saidBy: string | null } {
  if (writtenAs === 'TAX_CODE' || told.source === 'REGISTER') return told
  return { ...told, facts: { ...told.facts, taxCode: null, vatNumber: told.facts.taxCode } }
}

/* One order for everybody, so that two who name the same bodies never wait for each other in a ring. */
async function holdCodes(tx: Knex, codes: readonly string[]): Promise<void> {
  await tx.raw(
    `select pg_advisory_xact_lock(hashtextextended('body:' || code, 0))
       from (select distinct code from unnest(?::text[]) as code order by code) codes`,
    [[...codes]],
  )
}

/** See `createBodyStore`. */
export async function matchCode(tx: Knex, code: string): Promise<BodyMatch> {
  const { rows } = await tx.raw<{ rows: KnownBody[] }>(
    `select b.id, b.tax_code as "taxCode", b.vat_number as "vatNumber" from bodies b
      where :code in (b.tax_code, b.vat_number) and not exists (select 1 from body_names n where n.body_id = b.id)
      order by b.id`,
    { code },
  )
  return matchBody(code, rows)
}

/* Of one source the newest word stays; what it does not say leaves what it said before. */
async function keepStatement(
  tx: Knex,
  id: BodyId,
  { source, saidAt, saidBy, facts }: BodyStatement & { saidBy: string | null },
): Promise<void> {
  const rows = bodyFacts.flatMap((fact) => {
    const value = facts[fact] ?? null
    return value === null ? [] : [{ body_id: id, fact, source, value, said_at: saidAt, said_by: saidBy }]
  })
  await insertRows(tx, {
    table: 'body_facts',
    rows,
    conflict: `on conflict (body_id, fact, source)
               do update set value = excluded.value, said_at = excluded.said_at, said_by = excluded.said_by
                where excluded.said_at >= body_facts.said_at`,
  })
}

const toStatement = ({ fact, source, value, said_at: saidAt }: StatedFact): BodyStatement => ({
  source,
  saidAt,
  facts: { [fact]: value },
})

const columnsOf = ({ name, taxCode, vatNumber, kind, size, email }: BodyStatement['facts']) => ({
  name: name ?? undefined,
  tax_code: taxCode ?? undefined,
  vat_number: vatNumber ?? null,
  kind: kind ?? undefined,
  size: size ?? null,
  email: email ?? null,
})
