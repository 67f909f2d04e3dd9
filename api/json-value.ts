/** A value as JSON holds it, without a text in between: instants as texts, and nothing that is not told. */
export function jsonValue(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return value.toJSON()
  return Array.isArray(value) ? value.map((one) => jsonValue(one) ?? null) : fieldsOf(value)
}

function fieldsOf(value: object): object {
  const fields: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(value)) {
    const told = jsonValue(field)
    /* As a name of its own it would change what the object is. */
    if (told !== undefined && name !== '__proto__') fields[name] = told
  }
  return fields
}
