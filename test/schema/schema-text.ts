import type { Catalogue, Piece, Relation } from './catalogue.ts'

const HEAD = `-- The schema as the migrations and the rooms of SQL leave it, as PostgreSQL tells it: to be read, and to see what a change changes.
-- It is not run. Written by \`npm run db:schema\`; a test compares it with the migrated database.
-- "this" is the table or view above it; "owner" is whoever migrates.`

const nameOf = ({ schema, name }: Relation): string => (schema === 'public' ? name : `${schema}.${name}`)

function relationText(catalogue: Catalogue, relation: Relation): string {
  const here = (one: { schema: string; table: string }): boolean =>
    one.schema === relation.schema && one.table === relation.name
  const statements = (pieces: readonly Piece[]): string[] =>
    pieces.filter(here).map(({ statement }) => `${statement};`)
  const columns = catalogue.columns.filter(here).map(({ name, declaration }) => `${name} ${declaration}`)
  const constraints = catalogue.constraints
    .filter(here)
    .map(({ name, statement }) => `constraint ${name} ${statement}`)
  const options = relation.options === null ? '' : ` with (${relation.options})`
  const whole =
    relation.query === null
      ? `create table ${nameOf(relation)} (\n  ${[...columns, ...constraints].join(',\n  ')}\n)${options};`
      : `create view ${nameOf(relation)}${options} as\n${relation.query}`
  const around = [
    catalogue.indexes,
    catalogue.comments,
    catalogue.triggers,
    catalogue.policies,
    catalogue.rights,
  ]
  return [whole, ...around.flatMap(statements)].join('\n')
}

/** The whole schema as text: tables and views by their name, each with all that stands at it, then functions. */
export function schemaText(catalogue: Catalogue): string {
  const relations = catalogue.relations.map((relation) => relationText(catalogue, relation))
  const functions = catalogue.functions.map(({ statement }) => statement)
  return `${[HEAD, ...catalogue.others.map(({ statement }) => `${statement};`), ...relations, ...functions].join('\n\n')}\n`
}
