import { draw, fit, mark, scrollAtNextMarks, zoomBy } from './diagram-drawing.js'
import { byId, on } from './page.js'
/** @import { Drawing } from './types.ts' */

/* Drawn once, as it was when the page was written: the words beside it tell the same moment. */
/** @type {unknown} */
const read = JSON.parse(byId('instance-drawing', HTMLScriptElement).text)
const { processId, places, path } = /** @type {Drawing} */ (read)

byId('diagram', HTMLElement).hidden = false
on(byId('diagram-fit', HTMLButtonElement), 'click', fit)
on(byId('diagram-in', HTMLButtonElement), 'click', () => zoomBy(1.25))
on(byId('diagram-out', HTMLButtonElement), 'click', () => zoomBy(0.8))

await draw(processId)
scrollAtNextMarks()
mark(places, path)
const active = places.reduce((sum, one) => sum + one.active, 0)
byId('diagram-state', HTMLElement).textContent =
  active > 0 ? `Punti attivi: ${active}.` : 'Nessun punto attivo.'
