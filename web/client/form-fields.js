/* What a form's schema says about the places of its data: `scores[2].points` → its field. */
/** @import { Component, FormSchema, FormValues } from './types.ts' */
/** @typedef {{ place: string, id: string }} Field */

/**
 * @param {readonly Component[]} components
 * @param {string} prefix
 * @returns {Field[]}
 */
function inputs(components, prefix = '') {
  return components.flatMap(({ id, key, path, components: inner = [] }) => {
    const own = key ?? path
    const place = [prefix, own].filter(Boolean).join('.')
    return [...(own ? [{ place, id }] : []), ...inputs(inner, place)]
  })
}

/**
 * The rows that a list has in the data, or null where there is no such list.
 * @param {FormValues} data
 * @param {string | undefined} path
 */
function rowsOf(data, path) {
  const rows = path === undefined ? null : data[path]
  return Array.isArray(rows) ? /** @type {FormValues[]} */ (rows) : null
}

/** @param {Component} component */
const isFilled = ({ readonly, disabled }) => !readonly && !disabled

/**
 * The fields that people fill, without what the form only shows; hidden keys of rows stay, to know each row again.
 * @param {readonly Component[]} components
 * @param {FormValues} data
 * @returns {FormValues}
 */
export function filledOnly(components, data) {
  /** @type {FormValues} */
  const filled = {}
  for (const component of components) {
    const { key, path, components: inner = [] } = component
    if (key !== undefined && isFilled(component) && key in data) filled[key] = data[key]
    const rows = rowsOf(data, path)
    if (path !== undefined && rows !== null) filled[path] = rows.map((row) => filledOnly(inner, row))
  }
  return filled
}

/**
 * What form-js sends, and the lists without a row: it sends rows alone.
 * @param {readonly Component[]} components
 * @param {FormValues} shown the form's data without what conditions hide
 * @param {FormValues} sent
 * @returns {FormValues}
 */
export function withEmptyLists(components, shown, sent) {
  const whole = { ...sent }
  for (const { path } of components)
    if (path !== undefined && rowsOf(shown, path)?.length === 0) whole[path] = []
  return whole
}

/** @typedef {{ values: FormValues, key: string, id: string }} DayField */

/**
 * The fields of days, with the values that they stand for and how the id of each one's input ends.
 * @param {readonly Component[]} components
 * @param {FormValues} values
 * @returns {DayField[]}
 */
export function dayFields(components, values, ending = '') {
  return components.flatMap(({ type, id, key, path, components: inner = [] }) => {
    if (type === 'datetime' && key !== undefined) return [{ values, key, id: `-${id}${ending}-date` }]
    return (rowsOf(values, path) ?? []).flatMap((row, index) => dayFields(inner, row, `${ending}_${index}`))
  })
}

/** @param {string} path */
const parsed = (path) => ({
  place: path.replaceAll(/\[\d+\]/g, ''),
  rows: [...path.matchAll(/\[(\d+)\]/g)].map(([, row]) => Number(row)),
})

/**
 * The element of the page for a path of the data, or for what it is part of; null where the form shows none.
 * @param {FormSchema} schema
 * @param {string} path
 * @param {HTMLElement} container
 * @returns {HTMLElement | null}
 */
export function placeIn(schema, path, container) {
  const known = new Map(inputs(schema.components).map((field) => [field.place, field.id]))
  const { place, rows } = parsed(path)
  /**
   * @param {string} name
   * @returns {string | undefined}
   */
  const nearest = (name) =>
    known.get(name) ?? (name.includes('.') ? nearest(name.slice(0, name.lastIndexOf('.'))) : undefined)
  const id = nearest(place)
  const ending = rows.map((row) => `_${row}`).join('')
  return id === undefined
    ? null
    : (container.querySelector(`[id$="-${id}${ending}"]`) ??
        container.querySelector(`[id$="-${id}${ending}-date"]`))
}
