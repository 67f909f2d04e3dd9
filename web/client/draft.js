import { filledOnly, withDraft } from './form-fields.js'
import { byId, instant, on } from './page.js'
/** @import { FormSchema, FormValues } from './types.ts' */

const PREFIX = 'concilia:draft:'
const SENT = 'concilia:sent'
const AFTER_MS = 400

/**
 * What a person has written and not yet sent stays in this browser, for this person and task, until the person leaves
 * with "Esci"; only fields that are filled in, nothing of what the form shows.
 * @param {string} name
 * @param {FormSchema} schema
 */
export function createDraft(name, { components }) {
  const key = `${PREFIX}${name}`
  const stored = read(key)
  /** @param {FormValues} data */
  const filled = (data) => JSON.stringify(filledOnly(components, data))
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting
  /** @type {string | null} */
  let kept = null
  if (stored !== null) say(`Bozza ripristinata, salvata il ${instant(stored.savedAt)}.`)
  on(byId('draft-discard', HTMLButtonElement), 'click', () => {
    localStorage.removeItem(key)
    location.reload()
  })
  /** @param {FormValues} data */
  const store = (data) => {
    const now = filled(data)
    if (now === kept) return
    kept = now
    localStorage.setItem(key, `{"savedAt":${JSON.stringify(new Date())},"data":${now}}`)
    say('Bozza salvata in questo browser, fino a quando esci.')
  }
  return {
    /** @param {FormValues} shown */
    over: (shown) => (stored === null ? shown : withDraft(components, shown, stored.data)),
    /**
     * What the form began with is no draft.
     * @param {FormValues} data
     */
    begin(data) {
      kept = filled(data)
    },
    /** @param {FormValues} data */
    save(data) {
      clearTimeout(waiting)
      waiting = setTimeout(() => store(data), AFTER_MS)
    },
    /** A page with a receipt says that the form has arrived: then the draft goes. */
    forgetOnceSent() {
      clearTimeout(waiting)
      sessionStorage.setItem(SENT, key)
    },
  }
}

/** What was sent with the page before is no draft any more, once its receipt is here. */
export function forgetSent() {
  const key = sessionStorage.getItem(SENT)
  sessionStorage.removeItem(SENT)
  if (key !== null && document.getElementById('done') !== null) localStorage.removeItem(key)
}

/** On a shared computer nothing written stays behind. */
export function forgetDrafts() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key)
}

/** @param {string} key */
function read(key) {
  try {
    /** @type {unknown} */
    const stored = JSON.parse(localStorage.getItem(key) ?? 'null')
    return /** @type {{ savedAt: string, data: FormValues } | null} */ (stored)
  } catch {
    return null
  }
}

/** @param {string} words */
function say(words) {
  byId('draft-text', HTMLElement).textContent = words
  byId('draft', HTMLElement).hidden = false
}
