import { upload } from './api.js'
import { allWithin, dataOf, on, within } from './page.js'
/** @import { Answer } from './types.ts' */

/** @type {Record<string, string>} */
const signatures = { NONE: 'senza firma', UNVERIFIED: 'firma non verificata' }

/** Each file goes up as soon as it is chosen, while the rest of the page is filled in; its receipt stands under it. */
export function watchUploads() {
  for (const place of allWithin(document, '.file-slot[data-kind]', HTMLElement))
    for (const input of allWithin(place, 'input[type=file]', HTMLInputElement))
      on(input, 'change', () => store(place, input))
}

let goingUp = 0

/**
 * A task is not completed while one of its files goes up: it would be without it.
 * @param {1 | -1} more
 */
function hold(more) {
  goingUp += more
  for (const button of allWithin(document, '#complete', HTMLButtonElement)) button.disabled = goingUp > 0
}

/**
 * @param {HTMLElement} place
 * @param {HTMLInputElement} input
 */
async function store(place, input) {
  const file = input.files?.[0]
  const home = place.closest('[data-upload]')
  if (file === undefined || !(home instanceof HTMLElement)) return
  const state = within(place, '.uploaded', HTMLElement)
  const before = [...state.childNodes]
  state.textContent = `${file.name} si sta caricando…`
  input.disabled = true
  hold(1)
  /** @type {Answer<{ sha256: string, signature: string }>} */
  const answer = await upload(`${dataOf(home, 'upload')}${encodeURIComponent(dataOf(place, 'kind'))}`, file)
  hold(-1)
  input.disabled = false
  input.value = ''
  if (answer.ok) state.replaceChildren(...receiptOf(file.name, answer.body))
  else state.replaceChildren(faultOf(answer.body.message ?? ''), ...before)
}

/** @param {string} message */
function faultOf(message) {
  const fault = document.createElement('strong')
  fault.className = 'fault'
  fault.textContent = `${message} `
  return fault
}

/**
 * @param {string} fileName
 * @param {{ sha256: string, signature: string }} stored
 */
function receiptOf(fileName, { sha256, signature }) {
  const name = document.createElement('strong')
  name.textContent = fileName
  const hash = document.createElement('code')
  hash.className = 'hash'
  hash.textContent = `sha-256 ${sha256}`
  return [name, ` · ${signatures[signature] ?? signature}`, document.createElement('br'), hash]
}
