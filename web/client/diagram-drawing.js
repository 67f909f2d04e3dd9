/** @import Overlays from 'diagram-js/lib/features/overlays/Overlays.js' */
/** @import { Canvas, Drawn, ElementRegistry, Marked, Passed, Place } from './types.ts' */

const READABLE = 0.7
const viewer = new BpmnJS({ container: '#diagram-canvas' })
/** @type {Canvas} */
const canvas = viewer.get('canvas')
/** @type {ElementRegistry} */
const registry = viewer.get('elementRegistry')
/** @type {Overlays} */
const overlays = viewer.get('overlays')

/** @type {{ processId: string | null, marks: string | null, scroll: boolean }} */
const drawn = { processId: null, marks: null, scroll: false }

export const fit = () => canvas.zoom('fit-viewport', 'auto')
/** @param {number} factor */
export const zoomBy = (factor) => canvas.zoom(canvas.zoom() * factor)

/** At the next marks the drawing moves to where the tokens are. */
export function scrollAtNextMarks() {
  drawn.scroll = true
}

/** @param {string} processId */
export async function draw(processId) {
  if (drawn.processId === processId) return
  const xml = await (await fetch(`/models/${processId}.bpmn`)).text()
  await viewer.importXML(xml)
  drawn.processId = processId
  drawn.marks = null
  fit()
  /* A long process stays readable: it opens on its beginning, or where its tokens are. */
  if (canvas.zoom() < READABLE) {
    canvas.zoom(READABLE)
    drawn.scroll = true
  }
}

/**
 * Marks where the tokens are and the way they took; gives what it marked, or null where that stands already.
 * @param {readonly Place[]} places
 * @param {readonly Passed[]} path
 * @returns {Marked | null}
 */
export function mark(places, path) {
  const marks = JSON.stringify([places, path])
  if (drawn.marks === marks) return null
  drawn.marks = marks
  overlays.remove({ type: 'token' })
  for (const { id } of registry.getAll())
    for (const marker of ['token-here', 'path-done']) canvas.removeMarker(id, marker)
  const here = drawnOf(places)
  const passed = drawnOf(path)
  scrollTo(here.find(({ place }) => isHere(place))?.element)
  for (const { element } of passed) canvas.addMarker(element.id, 'path-done')
  for (const { place, element } of here) markPlace(place, element)
  return { here, passed }
}

/** @param {Place} place */
const isHere = ({ active, incidents }) => active > 0 || incidents > 0

/**
 * @template {{ elementId: string }} P
 * @param {readonly P[]} places
 */
function drawnOf(places) {
  return places.flatMap((place) => {
    const element = registry.get(place.elementId)
    return element?.parent === undefined ? [] : [{ place, element }]
  })
}

/** @param {Drawn | undefined} first */
function scrollTo(first) {
  if (!drawn.scroll) return
  drawn.scroll = false
  const start = registry.find(
    ({ type, parent }) => type === 'bpmn:StartEvent' && parent !== undefined && parent.parent === undefined,
  )
  const element = first ?? start ?? registry.getAll()[0]
  if (element !== undefined) canvas.scrollToElement(element.id, { top: 60, bottom: 60, left: 80, right: 80 })
}

/**
 * @param {Place} place
 * @param {Drawn} element
 */
function markPlace(place, { id }) {
  const { active, incidents, time, late } = place
  if (isHere(place)) canvas.addMarker(id, 'token-here')
  if (active > 0)
    overlays.add(id, 'token', {
      position: { top: -14, left: -14 },
      html: badge(String(active), 'token', `${active} punti attivi`),
    })
  if (incidents > 0)
    overlays.add(id, 'token', {
      position: { top: -14, right: 14 },
      html: badge(`! ${incidents}`, 'token token-failed', `${incidents} errori`),
    })
  if (time)
    overlays.add(id, 'token', {
      position: { bottom: 8, left: 8 },
      html: badge(
        time,
        late ? 'stay stay-late' : 'stay',
        late ? 'Oltre il termine' : 'Tempo in questo passo',
      ),
    })
}

/**
 * @param {string} text
 * @param {string} className
 * @param {string} title
 */
function badge(text, className, title) {
  const element = document.createElement('span')
  element.className = className
  element.textContent = text
  element.title = title
  return element
}
