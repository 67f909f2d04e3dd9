import { forgetLeft, leftHere, saveOnServer } from './draft.js'
import { byId } from './page.js'
/** @import { Shown } from './types.ts' */

/** @type {unknown} */
const read = JSON.parse(byId('task-shown', HTMLElement).textContent)
const shown = /** @type {Shown} */ (read)

/* The task has ended, or is somebody else's now: what was typed before and not saved comes to the page too. */
async function saveLeft() {
  const left = leftHere(shown)
  if (left === null || !(await saveOnServer(shown.item, left)).ok) return
  forgetLeft(shown)
  location.reload()
}

void saveLeft()
