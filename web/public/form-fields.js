/* What a form's schema says about the places of its data: `scores[2].points` → field and words. */

function inputs(components, prefix = '') {
  return components.flatMap((component) => {
    const own = component.key ?? component.path
    const place = [prefix, own].filter(Boolean).join('.')
    const field = own ? [{ place, id: component.id, label: component.label }] : []
    return [...field, ...inputs(component.components ?? [], place)]
  })
}

const isFilled = ({ key, readonly, disabled }) => key !== undefined && !readonly && !disabled
const rowKeys = (list) => list.components.filter(({ type }) => type === 'expression').map(({ key }) => key)

/* The fields that people fill, without what the form only shows; hidden keys of rows stay, to know each row again. */
export function filledOnly(components, data) {
  const lists = components
    .filter(({ path }) => Array.isArray(data[path]))
    .map(({ path, components }) => [path, data[path].map((row) => filledOnly(components, row))])
  const fields = components
    .filter((component) => isFilled(component) && component.key in data)
    .map(({ key }) => [key, data[key]])
  return Object.fromEntries([...fields, ...lists])
}

/* A draft put over what the form shows now: rows that people cannot add or remove are those of now. */
export function withDraft(components, shown, draft) {
  const rows = components
    .filter(({ path, allowAddRemove }) => path in draft && !allowAddRemove)
    .map((list) => [list.path, filledRows(list, shown[list.path] ?? [], draft[list.path])])
  return { ...shown, ...draft, ...Object.fromEntries(rows) }
}

function filledRows(list, now, kept) {
  const keys = rowKeys(list)
  const same = (row, index) =>
    keys.length > 0 ? kept.find((one) => keys.every((key) => one[key] === row[key])) : kept[index]
  return now.map((row, index) => ({ ...row, ...same(row, index) }))
}

export function createPlaces(schema) {
  const known = new Map(inputs(schema.components).map((field) => [field.place, field]))
  const parse = (path) => ({
    place: path.replaceAll(/\[\d+\]/g, ''),
    rows: [...path.matchAll(/\[(\d+)\]/g)].map(([, row]) => Number(row)),
  })
  const nearest = (place) =>
    known.get(place) ?? (place.includes('.') ? nearest(place.slice(0, place.lastIndexOf('.'))) : undefined)
  return {
    name(path) {
      const { place, rows } = parse(path)
      const parts = place
        .split('.')
        .map((_, index, all) => known.get(all.slice(0, index + 1).join('.'))?.label)
        .filter(Boolean)
      if (parts.length === 0) return path
      return rows.length === 0
        ? parts.join(', ')
        : [`${parts[0]}, riga ${rows[0] + 1}`, ...parts.slice(1)].join(', ')
    },
    /* The element of the page for a path, if the form shows it. */
    element(path, container) {
      const { place, rows } = parse(path)
      const field = nearest(place)
      return field
        ? container.querySelector(`[id$="-${field.id}${rows.map((row) => `_${row}`).join('')}"]`)
        : null
    },
  }
}
