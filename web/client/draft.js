/* What is typed into a task's form saves itself on the server, a moment after it was typed and when the page is left. What
   the server has not yet stays in this tab: until the session is back, the service answers, or somebody leaves with "Esci". */
import { put } from './api.js'
import { allWithin, byId, fragmentOf, hour, on } from './page.js'
/** @import { Answer, SavedDraft } from './types.ts' */
/** @typedef {{ version: number, typed: string }} Left */

const PREFIX = 'concilia:draft:'
const SENT = 'concilia:sent'
const AFTER_MS = 1500
const AGAIN_MS = 15_000
const HERE = 'Quello che scrivi resta in questa scheda e non si perde.'
const ENDED =
  'Questa attività non è più aperta. Quello che hai scritto è salvato: ricarica la pagina per leggerlo e copiarlo.'
/* What another try would not change. */
const FINAL = [403, 404, 413, 422]

const conflict = () => byId('draft-conflict', HTMLElement)

/** @param {{ person: string, item: string }} shown */
const keyOf = ({ person, item }) => `${PREFIX}${person}:${item}`

/**
 * What of a task's form is only in this tab; null where nothing is.
 * @param {{ person: string, item: string }} shown
 * @returns {Left | null}
 */
export function leftHere(shown) {
  /** @type {unknown} */
  const left = JSON.parse(sessionStorage.getItem(keyOf(shown)) ?? 'null')
  return /** @type {Left | null} */ (left)
}

/** @param {{ person: string, item: string }} shown */
export const forgetLeft = (shown) => sessionStorage.removeItem(keyOf(shown))

/**
 * What is sent now has arrived when the next page shows a receipt.
 * @param {{ person: string, item: string }} shown
 */
export const markSent = (shown) => sessionStorage.setItem(SENT, keyOf(shown))

/** What was sent with the page before is no draft any more, once its receipt is here; a page that offers to send it anew has none
 * yet. */
export function forgetSent() {
  if (document.getElementById('function-changed') !== null) return
  const key = sessionStorage.getItem(SENT)
  sessionStorage.removeItem(SENT)
  if (key !== null && document.getElementById('done') !== null) sessionStorage.removeItem(key)
}

/** On a shared computer nothing written stays behind. */
export function forgetDrafts() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key)
}

/**
 * @param {string} item
 * @param {Left} left
 * @returns {Promise<Answer<SavedDraft>>}
 */
export const saveOnServer = (item, { version, typed }) =>
  put(`/api/work-items/${item}/draft`, typed, String(version))

/** The draft of the form that a page shows: one saving at a time, always over the version that the person has seen. */
export class Draft {
  /** @type {Promise<void> | null} */
  saving = null
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting
  #stopped = !conflict().hidden
  #versions = allWithin(document, 'input[name=version]', HTMLInputElement)
  #version = Number(this.#versions[0]?.value)
  #shown
  #typed
  /** @type {string | null} */
  #kept

  /**
   * @param {{ person: string, item: string, unsaved: boolean }} shown
   * @param {() => object} gather what is typed now
   */
  constructor(shown, gather) {
    this.#shown = shown
    this.#typed = () => JSON.stringify(gather())
    this.#kept = shown.unsaved ? null : this.#typed()
    this.#listen()
    if (shown.unsaved) this.#later(0)
  }

  /** True where something was typed that the server does not have. */
  isUnsaved() {
    return !this.#stopped && this.#typed() !== this.#kept
  }

  /** Something may have been typed. */
  touched() {
    if (this.isUnsaved()) this.#later(AFTER_MS)
  }

  /** Saves now what is not saved. */
  flush() {
    this.saving ??= this.#store().finally(() => (this.saving = null))
    return this.saving
  }

  /** The form is sent: nothing of it is saved any more, and once it has arrived nothing stays here. */
  send() {
    this.#keepHere()
    this.#stop()
    markSent(this.#shown)
  }

  #listen() {
    /* The person has seen both: this one goes over the other. */
    const mine = byId('draft-mine', HTMLButtonElement)
    on(mine, 'click', (event) => {
      event.preventDefault()
      this.#version = Number(mine.value)
      this.#stopped = false
      return this.flush()
    })
    on(byId('save-draft', HTMLButtonElement), 'click', (event) => {
      event.preventDefault()
      return this.flush()
    })
    const drop = () => {
      this.#stop()
      forgetLeft(this.#shown)
    }
    on(byId('draft-theirs', HTMLAnchorElement), 'click', drop)
    on(byId('discard-draft', HTMLFormElement), 'submit', drop)
    const leaving = () => {
      if (this.isUnsaved()) void this.flush()
    }
    addEventListener('pagehide', leaving)
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) leaving()
    })
  }

  #stop() {
    clearTimeout(this.#waiting)
    this.#stopped = true
  }

  /** @param {number} ms */
  #later(ms) {
    clearTimeout(this.#waiting)
    this.#waiting = setTimeout(() => void this.flush(), ms)
  }

  #keepHere() {
    const left = { version: this.#version, typed: this.#typed() }
    sessionStorage.setItem(keyOf(this.#shown), JSON.stringify(left))
  }

  async #store() {
    clearTimeout(this.#waiting)
    if (!this.isUnsaved()) return
    const typed = this.#typed()
    this.#keepHere()
    const answer = await saveOnServer(this.#shown.item, { version: this.#version, typed })
    if (answer.ok) this.#saved(typed, answer.body)
    else await this.#refused(answer)
  }

  /**
   * @param {string} typed
   * @param {SavedDraft} draft
   */
  #saved(typed, { version, savedAt, state, takenBy }) {
    this.#kept = typed
    this.#version = version
    for (const input of this.#versions) input.value = String(version)
    conflict().hidden = true
    byId('draft-discard', HTMLElement).hidden = false
    say(
      state === 'OPEN'
        ? `Bozza salvata alle ${hour(savedAt)}${takenBy === null ? '' : taken(takenBy)}`
        : ENDED,
    )
    if (this.isUnsaved()) this.#later(AFTER_MS)
    else forgetLeft(this.#shown)
  }

  /** @param {Extract<Answer<SavedDraft>, { ok: false }>} answer */
  async #refused({ status, body }) {
    const other = body.details?.current
    say(`${status === 401 ? 'La sessione è finita.' : (body.message ?? '')} ${HERE}`, status === 401)
    if (status === 409 && other !== undefined) {
      this.#stop()
      byId('draft-mine', HTMLButtonElement).value = String(other.version)
      byId('draft-other', HTMLElement).innerHTML =
        (await fragmentOf(`/tasks/${this.#shown.item}/draft`)) ?? ''
      conflict().hidden = false
      conflict().focus()
    } else if (!FINAL.includes(status)) this.#later(AGAIN_MS)
  }
}

/** @param {string} name */
const taken = (name) =>
  `. Intanto ${name} ha preso in carico l’attività, e solo chi l’ha in carico può completarla: ricarica la pagina per vedere come averla.`

/**
 * @param {string} words
 * @param {boolean} signIn
 */
function say(words, signIn = false) {
  byId('draft-text', HTMLElement).textContent = words.trim()
  byId('draft-sign-in', HTMLElement).hidden = !signIn
}
