/* What every module does with its page. An element that a template lost is told at once, by its name. */
/** @import { Kind } from './types.ts' */

/**
 * @template {Element} E
 * @param {Element | null} element
 * @param {Kind<E>} kind
 * @param {string} name
 * @returns {E}
 */
function shaped(element, kind, name) {
  if (element instanceof kind) return element
  throw new Error(`The page has no ${kind.name} at ${name}.`)
}

/**
 * @template {Element} E
 * @param {string} id
 * @param {Kind<E>} kind
 */
export const byId = (id, kind) => shaped(document.getElementById(id), kind, `#${id}`)

/**
 * @template {Element} E
 * @param {ParentNode} place
 * @param {string} selector
 * @param {Kind<E>} kind
 */
export const within = (place, selector, kind) => shaped(place.querySelector(selector), kind, selector)

/**
 * @template {Element} E
 * @param {ParentNode} place
 * @param {string} selector
 * @param {Kind<E>} kind
 */
export const allWithin = (place, selector, kind) =>
  [...place.querySelectorAll(selector)].map((element) => shaped(element, kind, selector))

/**
 * What a template wrote on an element: `data-…`.
 * @param {HTMLElement} element
 * @param {string} name
 */
export function dataOf(element, name) {
  const value = element.dataset[name]
  if (value === undefined) throw new Error(`${element.localName} #${element.id} has no data "${name}".`)
  return value
}

/**
 * Listens with work that may take its time.
 * @template {keyof HTMLElementEventMap} T
 * @param {HTMLElement | null} element
 * @param {T} type
 * @param {(event: HTMLElementEventMap[T]) => unknown} work
 */
export function on(element, type, work) {
  element?.addEventListener(type, (event) => void work(event))
}

/**
 * What a path of ours shows now; null where that cannot be told.
 * @param {string} path
 */
export async function fragmentOf(path) {
  const response = await fetch(path).catch(() => null)
  return response === null || !response.ok || response.redirected ? null : response.text()
}

/**
 * Asks again and again, while somebody looks.
 * @param {number} everyMs
 * @param {() => Promise<void>} refresh
 */
export async function keepFresh(everyMs, refresh) {
  if (!document.hidden) await refresh()
  setTimeout(() => void keepFresh(everyMs, refresh), everyMs)
}

const rome = new Intl.DateTimeFormat('it-IT', {
  timeZone: 'Europe/Rome',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

const romeHour = new Intl.DateTimeFormat('it-IT', {
  timeZone: 'Europe/Rome',
  hour: '2-digit',
  minute: '2-digit',
})

/** @param {string} value */
export const hour = (value) => romeHour.format(new Date(value))

/** @param {string} value */
export const instant = (value) => rome.format(new Date(value)).replace(', ', ', ore ')

/**
 * What a form's fields hold, as the browser itself would send them; its files apart.
 * @param {HTMLFormElement} form
 */
export function typedIn(form) {
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
  return body
}

/**
 * The page of an answer, to take parts of.
 * @param {Response} response
 */
export const pageIn = async (response) => new DOMParser().parseFromString(await response.text(), 'text/html')

/**
 * Puts what a fresh page says into the parts of this one that are told as one types.
 * @param {Document} page
 */
export function renew(page) {
  for (const part of allWithin(document, '[data-live]', HTMLElement)) {
    const fresh = page.getElementById(part.id)
    if (fresh !== null && fresh.innerHTML !== part.innerHTML) part.innerHTML = fresh.innerHTML
  }
}
