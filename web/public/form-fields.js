/* What a form's schema says about the places of its data: `scores[2].points` → field and words. */

function inputs(components, prefix = '') {
  return components.flatMap((component) => {
    const own = component.key ?? component.path
    const place = [prefix, own].filter(Boolean).join('.')
    const field = own ? [{ place, id: component.id, label: component.label ?? own }] : []
    return [...field, ...inputs(component.components ?? [], place)]
  })
}

/* Top-level keys that people fill in: what a draft keeps. */
export const inputKeys = (schema) => [
  ...new Set(inputs(schema.components).map(({ place }) => place.split('.')[0])),
]

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
