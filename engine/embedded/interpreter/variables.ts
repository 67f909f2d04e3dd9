import { query } from '../database.ts'
import { assertFits } from './limits.ts'
import type { Expression } from '../feel/feel.ts'
import type { Mapping } from '../models/model.ts'
import type { ElementRow, Variables } from './rows.ts'
import type { Turn } from './turn.ts'

/* Without a prototype: `__proto__` is a name like any other. */
const noVariables = (): Variables => Object.create(null) as Variables

/** Keys of the scopes that an element sees, its process instance first, itself last; nothing is seen across a call. */
function visibleScopes(row: ElementRow): string[] {
  const chain = [...row.ancestors, row.key]
  return chain.slice(chain.indexOf(row.instanceKey))
}

/* After this the turn knows each of the names in each of the scopes, or that it is not there. */
async function know(turn: Turn, scopes: readonly string[], names: readonly string[]): Promise<void> {
  const missing = scopes.filter(
    (scope) => !turn.isNew(scope) && names.some((name) => !scopeValues(turn, scope).has(name)),
  )
  if (missing.length === 0) return
  const rows = await query<{ scope: string; name: string; value: unknown }>(turn.client, 'variables', [
    `select v.scope_key as scope, v.name, v.value from engine.variables v
      where v.scope_key = any($1::bigint[]) and v.name = any($2::text[])`,
    missing,
    names,
  ])
  for (const scope of missing)
    for (const name of names) {
      const values = scopeValues(turn, scope)
      if (!values.has(name)) values.set(name, { value: undefined, changed: false })
    }
  for (const { scope, name, value } of rows) {
    const known = scopeValues(turn, scope).get(name)
    if (known && !known.changed) known.value = value
  }
}

function scopeValues(turn: Turn, scope: string) {
  const known = turn.variables.get(scope)
  if (known) return known
  const values = new Map<string, { value: unknown; changed: boolean }>()
  turn.variables.set(scope, values)
  return values
}

/** What an element sees under these names, from the nearest scope that has each; a name that nobody has is left out. */
export async function readVariables(
  turn: Turn,
  row: ElementRow,
  names: readonly string[],
): Promise<Variables> {
  if (names.length === 0) return {}
  const scopes = visibleScopes(row)
  await know(turn, scopes, names)
  const seen = noVariables()
  for (const scope of scopes)
    for (const name of names) {
      const value = turn.variables.get(scope)?.get(name)?.value
      if (value !== undefined) seen[name] = value
    }
  return seen
}

/** Everything that an element sees; with `localOnly` what stands on the element itself. */
export async function readAll(
  turn: Turn,
  row: ElementRow,
  { localOnly }: { localOnly: boolean },
): Promise<Variables> {
  const scopes = localOnly ? [row.key] : visibleScopes(row)
  const stored = scopes.filter((scope) => !turn.isNew(scope))
  const names = stored.length === 0 ? [] : await storedNames(turn, stored)
  const fresh = scopes.flatMap((scope) => [...(turn.variables.get(scope)?.keys() ?? [])])
  const all = [...new Set([...names, ...fresh])]
  await know(turn, scopes, all)
  const seen = noVariables()
  for (const scope of scopes)
    for (const name of all) {
      const value = turn.variables.get(scope)?.get(name)?.value
      if (value !== undefined) seen[name] = value
    }
  return seen
}

async function storedNames(turn: Turn, scopes: readonly string[]): Promise<string[]> {
  const rows = await query<{ name: string }>(turn.client, 'variable-names', [
    'select distinct v.name from engine.variables v where v.scope_key = any($1::bigint[])',
    scopes,
  ])
  return rows.map(({ name }) => name)
}

/** The value of an expression at an element. Throws FeelFault. */
export async function evaluate(turn: Turn, row: ElementRow, expression: Expression): Promise<unknown> {
  return expression.evaluate(await readVariables(turn, row, expression.names))
}

/** Sets variables on the scope itself. Throws StepFault where one is too large. */
export function setLocal(turn: Turn, scopeKey: string, variables: Variables): void {
  for (const [name, value] of Object.entries(variables)) {
    assertFits(name, value)
    scopeValues(turn, scopeKey).set(name, { value: value ?? null, changed: true })
  }
}

/** Sets each variable on the nearest scope that has its name, from this element outwards, else on the process instance. */
export async function merge(turn: Turn, row: ElementRow, variables: Variables): Promise<void> {
  const names = Object.keys(variables)
  if (names.length === 0) return
  const scopes = visibleScopes(row)
  await know(turn, scopes, names)
  for (const name of names) {
    const home = scopes.findLast((scope) => turn.variables.get(scope)?.get(name)?.value !== undefined)
    setLocal(turn, home ?? row.instanceKey, { [name]: variables[name] })
  }
}

/** The results of mappings, in their order: a later one sees what an earlier one gave. Throws FeelFault. */
export async function applyMappings(
  turn: Turn,
  row: ElementRow,
  mappings: readonly Mapping[],
): Promise<Variables> {
  const names = [...new Set(mappings.flatMap(({ source }) => source.names))]
  const seen = await readVariables(turn, row, names)
  const results = noVariables()
  for (const { source, target } of mappings)
    assign(results, target.split('.'), source.evaluate({ ...seen, ...results }) ?? null)
  return results
}

function assign(into: Variables, [name, ...inner]: string[], value: unknown): void {
  if (name === undefined) return
  if (inner.length === 0) {
    into[name] = value
    return
  }
  const before = into[name]
  const context: Variables =
    typeof before === 'object' && before !== null && !Array.isArray(before)
      ? Object.assign(noVariables(), before)
      : noVariables()
  into[name] = context
  assign(context, inner, value)
}
