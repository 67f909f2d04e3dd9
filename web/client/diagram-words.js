import { byId, within } from './page.js'
/** @import { Drawn, Marked, Passed, Place } from './types.ts' */

const list = byId('diagram-tokens', HTMLElement)
const way = within(document, '#diagram-panel details', HTMLDetailsElement)

/**
 * Tells in words what is marked on the drawing: for those who do not see it.
 * @param {Marked | null} marked null where it is told already
 */
export function tellMarks(marked) {
  if (marked === null) return
  list.replaceChildren(...marked.here.map(placeLine))
  const steps = marked.passed.filter(
    ({ place, element }) => place.kind === 'ELEMENT' && element.businessObject.name,
  )
  byId('diagram-path', HTMLElement).replaceChildren(...steps.map(stepLine))
  way.hidden = steps.length === 0
}

/** @param {{ place: Place, element: Drawn }} here */
function placeLine({ place: { active, incidents }, element }) {
  const item = lineOf(element, [
    active > 0 ? String(active) : '',
    incidents > 0 ? `fermi per errore: ${incidents}` : '',
  ])
  if (incidents > 0) item.className = 'failed'
  return item
}

/** @param {{ place: Passed, element: Drawn }} passed */
const stepLine = ({ place: { completed, terminated }, element }) =>
  lineOf(element, [completed > 0 ? String(completed) : '', terminated > 0 ? `interrotti: ${terminated}` : ''])

/**
 * @param {Drawn} element
 * @param {readonly string[]} counts
 */
function lineOf({ id, businessObject }, counts) {
  const item = document.createElement('li')
  item.textContent = `${businessObject.name ?? id}: ${counts.filter(Boolean).join(', ')}`
  return item
}
