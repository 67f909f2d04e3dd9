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

/** What became of told bodies: the subject of each in order, and those of which something new was said. */
export interface HeardBodies {
  ids: (BodyId | 'AMBIGUOUS')[]
  changed: BodyId[]
}

type Fact = Tables['body_facts']
type StatedFact = Pick<Fact, 'fact' | 'source' | 'value' | 'said_at'>

/* A body as it stands, with what was said of it. */
interface Standing extends KnownBody {
  subjectId: BodyId
  /* Its row is another's name: its codes find nobody. */
  isName: boolean
  said: Pick<Fact, 'fact' | 'source' | 'value'>[]
}

/* What a statement comes to: the row it is kept under, and what is kept. */
interface Placed {
  id: BodyId
  isNew: boolean
  told: ToldBody
  facts: Fact[]
}

/** See `createBodyStore`. Who only repeats what stands writes nothing and waits for nobody. Who says anything new
 * holds the codes until the commit, so that two who name one new body at once make one. A row that turns out to be
 * another's name stays, with what was said under it: each told body is answered as the subject that it is. */
export async function tellOfBodies(tx: Knex, told: readonly ToldBody[]): Promise<HeardBodies> {
  const standing = await standingOf(tx, told.map(taxCodeOf))
  const repeated = placedOnly(place(told, standing))
  if (repeated?.every((one) => repeats(one, standing))) {
    const subjects = new Map(standing.map((one) => [one.id, one.subjectId]))
    return { ids: repeated.map(({ id }) => subjects.get(id) ?? id), changed: [] }
  }
  await holdCodes(tx, told.flatMap(codesOf))
  const ids: HeardBodies['ids'] = []
  for (const some of apart(told)) ids.push(...(await record(tx, some)))
  const subjects = await subjectsOf(tx, ids)
  return {
    ids: ids.map((id) => subjects.get(id) ?? id),
    changed: [...new Set(ids.flatMap((id) => (id === 'AMBIGUOUS' ? [] : [subjects.get(id) ?? id])))],
  }
}

const taxCodeOf = ({ facts }: ToldBody): string => facts.taxCode
const codesOf = ({ facts }: ToldBody): string[] => [facts.taxCode, facts.vatNumber ?? facts.taxCode]

/* One order for everybody, so that two who name the same bodies never wait for each other in a ring. */
async function holdCodes(tx: Knex, codes: readonly string[]): Promise<void> {
  await tx.raw(
    `select pg_advisory_xact_lock(hashtextextended('body:' || code, 0))
       from (select distinct code from unnest(?::text[]) as code order by code) codes`,
    [[...codes]],
  )
}

/* In their order, in sets of which no two share a code: one that does is placed by what the other left. */
function apart(told: readonly ToldBody[]): ToldBody[][] {
  const sets: ToldBody[][] = []
  let taken = new Set<string>()
  for (const one of told) {
    const codes = codesOf(one)
    if (sets.length === 0 || codes.some((code) => taken.has(code))) {
      sets.push([])
      taken = new Set()
    }
    sets.at(-1)?.push(one)
    for (const code of codes) taken.add(code)
  }
  return sets
}

/** See `createBodyStore`. */
export async function matchCode(tx: Knex, code: string): Promise<BodyMatch> {
  return matchBody(code, subjectsIn(await standingOf(tx, [code])))
}

const subjectsIn = (standing: readonly Standing[]): Standing[] => standing.filter((one) => !one.isName)

/* Every row that has one of the codes, as either. */
async function standingOf(tx: Knex, codes: readonly string[]): Promise<Standing[]> {
  const { rows } = await tx.raw<{ rows: Standing[] }>(
    `select b.id, b.tax_code as "taxCode", b.vat_number as "vatNumber", s.subject_id as "subjectId",
            exists (select 1 from body_names n where n.body_id = b.id) as "isName",
            array(select jsonb_build_object('fact', f.fact, 'source', f.source, 'value', f.value)
                    from body_facts f where f.body_id = b.id) as said
       from bodies b join body_subjects s on s.body_id = b.id
      where b.tax_code = any(:codes) or b.vat_number = any(:codes) order by b.id`,
    { codes: [...codes] },
  )
  return rows
}

function place(told: readonly ToldBody[], standing: readonly Standing[]): (Placed | 'AMBIGUOUS')[] {
  const known = subjectsIn(standing)
  return told.map((one) => {
    const match = matchBody(one.facts.taxCode, known)
    if (match === 'AMBIGUOUS') return match
    const isNew = match === 'NEW'
    const id = isNew ? (one.id ?? newId<BodyId>()) : match.id
    return { id, isNew, told: one, facts: factsOf(id, isNew ? one : asWritten(one, match.writtenAs)) }
  })
}

/* Null where the codes of one name several. */
function placedOnly(placed: readonly (Placed | 'AMBIGUOUS')[]): Placed[] | null {
  const only = placed.filter((one) => one !== 'AMBIGUOUS')
  return only.length === placed.length ? only : null
}

/* Only the register means a tax code by what it writes in its place, whatever others said of the body. */
function asWritten(
  told: ToldBody,
  writtenAs: 'TAX_CODE' | 'VAT_NUMBER',
): Omit<ToldBody, 'facts'> & BodyStatement {
  if (writtenAs === 'TAX_CODE' || told.source === 'REGISTER') return told
  return { ...told, facts: { ...told.facts, taxCode: null, vatNumber: told.facts.taxCode } }
}

const factsOf = (
  id: BodyId,
  { source, saidAt, saidBy, facts }: Omit<ToldBody, 'facts'> & BodyStatement,
): Fact[] =>
  bodyFacts.flatMap((fact) => {
    const value = facts[fact] ?? null
    return value === null ? [] : [{ body_id: id, fact, source, value, said_at: saidAt, said_by: saidBy }]
  })

/* True where all that is told was told before, of this body and by such a source. */
function repeats({ id, facts }: Placed, standing: readonly Standing[]): boolean {
  const said = standing.find((one) => one.id === id)?.said ?? []
  return facts.every((one) =>
    said.some(({ fact, source, value }) => fact === one.fact && source === one.source && value === one.value),
  )
}

/* Rows are locked in one order by everybody. */
const inOrder = (facts: readonly Fact[]): Fact[] => {
  const keyOf = (one: Fact): string => `${one.body_id} ${one.fact} ${one.source}`
  const byKey = new Map(facts.map((one) => [keyOf(one), one]))
  return [...byKey.keys()].sort().flatMap((key) => byKey.get(key) ?? [])
}

async function record(tx: Knex, told: readonly ToldBody[]): Promise<HeardBodies['ids']> {
  const placed = place(told, await standingOf(tx, told.map(taxCodeOf)))
  const kept = placed.filter((one) => one !== 'AMBIGUOUS')
  const created = kept
    .filter(({ isNew }) => isNew)
    .map(({ id, told: one }) => ({ id, ...columnsOf(one.facts) }))
  await insertRows(tx, { table: 'bodies', rows: created })
  await hold(
    tx,
    kept.map(({ id }) => id),
  )
  await keepFacts(tx, inOrder(kept.flatMap(({ facts }) => facts)))
  await knowAgain(
    tx,
    kept.map(({ id }) => id),
  )
  return placed.map((one) => (one === 'AMBIGUOUS' ? one : one.id))
}

/* Against whoever names the same bodies by other codes. */
async function hold(tx: Knex, ids: BodyId[]): Promise<void> {
  await tx.raw('select id from bodies where id = any(?) order by id for no key update', [ids])
}

/* Of one source the newest word stays; what it does not say leaves what it said before. */
async function keepFacts(tx: Knex, rows: readonly Fact[]): Promise<void> {
  await insertRows(tx, {
    table: 'body_facts',
    rows,
    conflict: `on conflict (body_id, fact, source)
               do update set value = excluded.value, said_at = excluded.said_at, said_by = excluded.said_by
                where excluded.said_at >= body_facts.said_at`,
  })
}

/* Writes in each body's row what counts of all that was said. */
async function knowAgain(tx: Knex, ids: BodyId[]): Promise<void> {
  const said = await tx('body_facts')
    .whereRaw('body_id = any(?)', [ids])
    .select<(StatedFact & { id: BodyId })[]>({ id: 'body_id' }, 'fact', 'source', 'value', 'said_at')
  const known = [...Map.groupBy(said, ({ id }) => id)].map(([id, all]) => ({
    id,
    ...columnsOf(knownOf(all.map(toStatement))),
  }))
  await tx.raw(
    `update bodies b set name = coalesce(known.name, b.name), tax_code = coalesce(known.tax_code, b.tax_code),
            kind = coalesce(known.kind, b.kind), vat_number = known.vat_number, size = known.size, email = known.email,
            address = known.address
       from jsonb_populate_recordset(null::bodies, ?::jsonb) known where b.id = known.id`,
    [JSON.stringify(known)],
  )
}

async function subjectsOf(tx: Knex, ids: string[]): Promise<Map<string, BodyId>> {
  const rows = await tx('body_subjects')
    .whereRaw('body_id = any(?)', [ids])
    .select<{ bodyId: string; subjectId: BodyId }[]>({ bodyId: 'body_id', subjectId: 'subject_id' })
  return new Map(rows.map((row) => [row.bodyId, row.subjectId]))
}

const toStatement = ({ fact, source, value, said_at: saidAt }: StatedFact): BodyStatement => ({
  source,
  saidAt,
  facts: { [fact]: value },
})

const columnsOf = ({ name, taxCode, vatNumber, kind, size, email, address }: BodyStatement['facts']) => ({
  name: name ?? undefined,
  tax_code: taxCode ?? undefined,
  vat_number: vatNumber ?? null,
  kind: kind ?? undefined,
  size: size ?? null,
  email: email ?? null,
  address: address ?? null,
})
