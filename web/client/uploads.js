import { allWithin, dataOf, on, within } from './page.js'
import { showProblems } from './problems.js'
/** @import { Answer } from './types.ts' */
/** @typedef {(kind: string, file: File) => Promise<Answer<{ sha256: string, signature: string }>>} Send */

/** @type {Record<string, string>} */
const signatures = { NONE: 'senza firma', UNVERIFIED: 'firma non verificata' }

/**
 * Each file goes up as soon as it is chosen; its receipt stands under it.
 * @param {Send} send
 */
export function watchUploads(send) {
  for (const place of allWithin(document, '.file-slot[data-kind]', HTMLElement))
    for (const input of allWithin(place, 'input[type=file]', HTMLInputElement))
      on(input, 'change', () => store(place, input, send))
}

/**
 * @param {HTMLElement} place
 * @param {HTMLInputElement} input
 * @param {Send} send
 */
async function store(place, input, send) {
  const file = input.files?.[0]
  if (file === undefined) return
  const state = within(place, '.uploaded', HTMLElement)
  const before = [...state.childNodes]
  state.textContent = `${file.name} si sta caricando…`
  input.disabled = true
  const answer = await send(dataOf(place, 'kind'), file)
  input.disabled = false
  input.value = ''
  if (!answer.ok) {
    state.replaceChildren(...before)
    showProblems(answer)
    return
  }
  showProblems(null)
  state.replaceChildren(...receiptOf(file.name, answer.body))
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
