import type { Knex } from 'knex'

/* What PostgreSQL tells of the migrated database, in an order that is always the same. Tables of extensions and of knex are
   none of ours. */

export interface Relation {
  schema: string
  name: string
  /** Of a view; null for a table. */
  query: string | null
  /** Of storage, or of a view's barrier. */
  options: string | null
}

export interface Column {
  schema: string
  table: string
  name: string
  type: string
  notNull: boolean
  hasDefault: boolean
  /** As SQL writes the column, without its name. */
  declaration: string
}

/** What stands at a table or view, as one statement. */
export interface Piece {
  schema: string
  table: string
  statement: string
}

export interface Constraint extends Piece {
  name: string
}

const OURS = `n.nspname in ('public','engine') and c.relname not like 'knex_%'
  and not exists (select 1 from pg_depend e where e.objid = c.oid and e.deptype = 'e')`
const OF_TABLE = `join pg_class c on c.oid = o.relation join pg_namespace n on n.oid = c.relnamespace where ${OURS}`

const RELATIONS = `
select n.nspname as schema, c.relname as name, case c.relkind when 'v' then pg_get_viewdef(c.oid, true) end as query,
       array_to_string(c.reloptions, ', ') as options
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('r','v') and ${OURS} order by 1, 2`

const COLUMNS = `
select n.nspname as schema, c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
       a.attnotnull as "notNull", a.attidentity <> '' or a.attgenerated <> '' or d.adbin is not null as "hasDefault",
       concat_ws(' ', format_type(a.atttypid, a.atttypmod),
         case when a.attcollation <> t.typcollation then 'collate ' || l.collname end,
         case when a.attnotnull then 'not null' end,
         case when a.attidentity = 'a' then 'generated always as identity'
              when a.attgenerated = 's' then 'generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
              when d.adbin is not null then 'default ' || pg_get_expr(d.adbin, d.adrelid) end) as declaration
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  join pg_type t on t.oid = a.atttypid left join pg_collation l on l.oid = a.attcollation
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
 where c.relkind in ('r','v') and ${OURS} and a.attnum > 0 and not a.attisdropped order by 1, 2, a.attnum`

const CONSTRAINTS = `
select n.nspname as schema, c.relname as table, o.conname as name, pg_get_constraintdef(o.oid) as statement
  from (select x.*, x.conrelid as relation from pg_constraint x where x.contype in ('p','u','f','c','x')) o ${OF_TABLE}
 order by 1, 2, position(o.contype in 'pucxf'), 3`

/* Indexes that no constraint makes. */
const INDEXES = `
select n.nspname as schema, c.relname as table, pg_get_indexdef(o.indexrelid) as statement
  from (select x.*, x.indrelid as relation from pg_index x
         where not exists (select 1 from pg_constraint k where k.conindid = x.indexrelid and k.contype in ('p','u','x'))) o ${OF_TABLE}
 order by 1, 2, 3`

const TRIGGERS = `
select n.nspname as schema, c.relname as table, pg_get_triggerdef(o.oid, true) as statement
  from (select x.*, x.tgrelid as relation from pg_trigger x where not x.tgisinternal) o ${OF_TABLE} order by 1, 2, o.tgname`

/* The owner's name is of the server that tells. */
const POLICIES = `
select n.nspname as schema, c.relname as table,
       'create policy ' || o.polname || ' for ' ||
       case o.polcmd when 'r' then 'select' when '*' then 'all' end || ' to ' ||
       (select string_agg(case when m = c.relowner then 'owner' else pg_get_userbyid(m) end, ', ' order by pg_get_userbyid(m)) from unnest(o.polroles) m)
       || E'\n  using (' || pg_get_expr(o.polqual, o.polrelid) || ')' || coalesce(' with check (' || pg_get_expr(o.polwithcheck, o.polrelid) || ')', '') as statement
  from (select x.*, x.polrelid as relation from pg_policy x) o ${OF_TABLE}
union all
select n.nspname, c.relname, 'alter table this ' || case when c.relforcerowsecurity then 'force' else 'enable' end || ' row level security'
  from (select x.oid as relation, x.relrowsecurity from pg_class x) o ${OF_TABLE} and o.relrowsecurity order by 1, 2, 3`

const RIGHTS = `
select n.nspname as schema, c.relname as table,
       'grant ' || lower(string_agg(o.privilege_type, ', ' order by o.privilege_type)) || ' to ' || pg_get_userbyid(o.grantee) as statement
  from (select x.oid as relation, r.* from pg_class x, aclexplode(x.relacl) r where r.grantee <> x.relowner and x.relkind in ('r','v')) o ${OF_TABLE}
 group by 1, 2, o.grantee order by 1, 2, 3`

const COMMENTS = `
select n.nspname as schema, c.relname as table, 'comment on ' || o.what || ' is ' || quote_literal(o.description) as statement
  from (select d.objoid as relation, d.description,
               case when d.objsubid = 0 then 'this' else 'column ' || a.attname end as what
          from pg_description d left join pg_attribute a on a.attrelid = d.objoid and a.attnum = d.objsubid
         where d.classoid = 'pg_class'::regclass and not exists (select 1 from pg_index i where i.indexrelid = d.objoid)
        union all
        select i.indrelid, d.description, 'index ' || d.objoid::regclass from pg_description d join pg_index i on i.indexrelid = d.objoid
         where d.classoid = 'pg_class'::regclass
        union all
        select k.conrelid, d.description, 'constraint ' || k.conname from pg_description d join pg_constraint k on k.oid = d.objoid
         where d.classoid = 'pg_constraint'::regclass
        union all
        select g.tgrelid, d.description, 'trigger ' || g.tgname from pg_description d join pg_trigger g on g.oid = d.objoid
         where d.classoid = 'pg_trigger'::regclass) o ${OF_TABLE} order by 1, 2, 3`

const FUNCTIONS = `
select p.proname as name, rtrim(pg_get_functiondef(p.oid), E'\n') || ';' || coalesce(E'\ncomment on function ' || p.proname || ' is '
         || quote_literal(obj_description(p.oid, 'pg_proc')) || ';', '')
       || coalesce(E'\n' || (select string_agg('grant execute to ' || case when r.grantee = 0 then 'public' else pg_get_userbyid(r.grantee) end || ';', ' ' order by r.grantee::regrole::text)
            from aclexplode(p.proacl) r where r.grantee <> p.proowner), '') as statement
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
 where n.nspname in ('public','engine') and not exists (select 1 from pg_depend e where e.objid = p.oid and e.deptype = 'e')
 order by 1, 2`

/* What tables rest on. */
const OTHERS = `
select 'create extension ' || x.extname as statement from pg_extension x where x.extname <> 'plpgsql'
union all
select 'create collation ' || l.collname || ' (locale = ' || quote_literal(l.colllocale) || ')' from pg_collation l where l.collnamespace = 'public'::regnamespace
union all
select 'create sequence ' || s.oid::regclass from pg_class s join pg_namespace n on n.oid = s.relnamespace
 where s.relkind = 'S' and n.nspname in ('public','engine') and s.relname not like 'knex_%'
   and not exists (select 1 from pg_depend d where d.objid = s.oid and d.deptype = 'i')
 order by 1`

async function listed<T>(knex: Knex, sql: string): Promise<T[]> {
  return (await knex.raw<{ rows: T[] }>(sql)).rows
}

/** Everything that the migrations and rooms have made, as PostgreSQL itself tells it. */
export async function readCatalogue(knex: Knex) {
  return {
    others: await listed<{ statement: string }>(knex, OTHERS),
    relations: await listed<Relation>(knex, RELATIONS),
    columns: await listed<Column>(knex, COLUMNS),
    constraints: await listed<Constraint>(knex, CONSTRAINTS),
    indexes: await listed<Piece>(knex, INDEXES),
    triggers: await listed<Piece>(knex, TRIGGERS),
    policies: await listed<Piece>(knex, POLICIES),
    rights: await listed<Piece>(knex, RIGHTS),
    comments: await listed<Piece>(knex, COMMENTS),
    functions: await listed<{ name: string; statement: string }>(knex, FUNCTIONS),
  }
}
export type Catalogue = Awaited<ReturnType<typeof readCatalogue>>
