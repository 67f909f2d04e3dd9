/* form-js speaks English, and writes dates as the browser does: its checks, its words, its calendar and the form of its
   dates are put into Italian here. */
/** @import { Form } from '@bpmn-io/form-js-viewer' */
/** @import { Calendar } from './types.ts' */
/** @typedef {(found: string) => string} Say */

/** @type {readonly (readonly [RegExp, Say])[]} */
const checks = [
  [/^Field is required\.$/, () => 'Campo obbligatorio.'],
  [/^Field must have minimum value of (.+)\.$/, (value) => `Il valore minimo è ${value}.`],
  [/^Field must have maximum value of (.+)\.$/, (value) => `Il valore massimo è ${value}.`],
  [/^Field must have minimum length of (.+)\.$/, (length) => `Servono almeno ${length} caratteri.`],
  [/^Field must have maximum length of (.+)\.$/, (length) => `Al massimo ${length} caratteri.`],
  [/^Field must match pattern/, () => 'La forma non è quella richiesta.'],
  [/^Field must be a valid email\.$/, () => 'Indirizzo di posta non valido.'],
  [/^Value is not a number\.$/, () => 'Non è un numero.'],
  [/^Value is expected to be an integer\.$/, () => 'Serve un numero intero.'],
  [/^Value is expected to have at most (\d+)/, (digits) => `Al massimo ${digits} decimali.`],
]

const words = new Map([
  ['Add new', 'Aggiungi'],
  ['Collapse', 'Mostra meno'],
  ['Nothing to show.', 'Niente da mostrare.'],
  ['No results', 'Nessun risultato'],
  ['All values selected', 'Tutti scelti'],
  ['Select', 'Scegli'],
  ['Search', 'Cerca'],
  ['Remove tag', 'Togli'],
  ['Increment', 'Aumenta'],
  ['Decrement', 'Diminuisci'],
  ['Previous page', 'Pagina precedente'],
  ['Next page', 'Pagina seguente'],
  ['Click to remove sorting', 'Togli l’ordinamento'],
])
/** @type {readonly (readonly [RegExp, Say])[]} */
const patterns = [
  [/^Expand all \((\d+)\)$/, (count) => `Mostra tutto (${count})`],
  [/^Remove list item (\d+)$/, (number) => `Togli la riga ${number}`],
  [/^Click to sort by (.+) descending$/, (column) => `Ordina per ${column}, dal più alto`],
  [/^Click to sort by (.+) ascending$/, (column) => `Ordina per ${column}, dal più basso`],
  [/^(?:[dmy]+\W){2}[dmy]+$/, () => 'gg/mm/aaaa'],
]

/**
 * What the first pattern that fits says of the text, or null.
 * @param {readonly (readonly [RegExp, Say])[]} known
 * @param {string} text
 */
function said(known, text) {
  for (const [pattern, say] of known) {
    const found = pattern.exec(text)
    if (found) return say(found[1] ?? '')
  }
  return null
}

/** @param {string} text */
function translated(text) {
  const plain = text.trim()
  const word = words.get(plain)
  return word === undefined ? (said(patterns, plain) ?? text) : text.replace(plain, word)
}

/** @param {Form} form */
function translateChecks(form) {
  /** @type {Record<'validateField' | 'validateFieldInstance', (field: unknown, value: unknown) => string[]>} */
  const validator = form.get('validator')
  for (const method of /** @type {const} */ (['validateField', 'validateFieldInstance'])) {
    const original = validator[method].bind(validator)
    validator[method] = (field, value) =>
      original(field, value).map((message) => said(checks, message) ?? message)
  }
}

/** @param {HTMLElement} container */
function translateWords(container) {
  const texts = document.createTreeWalker(container, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const node = /** @type {Text} */ (texts.currentNode)
    const italian = translated(node.data)
    if (italian !== node.data) node.data = italian
  }
  for (const attribute of spoken) {
    for (const element of container.querySelectorAll(`[${attribute}]`)) {
      const before = element.getAttribute(attribute) ?? ''
      const italian = translated(before)
      if (italian !== before) element.setAttribute(attribute, italian)
    }
  }
}

const spoken = ['placeholder', 'aria-label', 'title']
/**
 * @param {Intl.DateTimeFormatOptions} part
 * @param {readonly Date[]} dates
 */
const named = (part, dates) => dates.map((date) => date.toLocaleDateString('it-IT', part))
const months = Array.from({ length: 12 }, (_, month) => new Date(2027, month, 1))
/* 3 January 2027 is a Sunday, where flatpickr's week begins. */
const days = Array.from({ length: 7 }, (_, day) => new Date(2027, 0, 3 + day))

/**
 * flatpickr draws the calendars of form-js; it must know before the first one is drawn.
 * @param {readonly { id: string, typed: string }[]} unreadable by the end of their ids, dates that are shown as they were typed
 */
export function writeDatesInItalian(unreadable) {
  flatpickr.setDefaults({ plugins: [(calendar) => italianDates(calendar, unreadable)] })
  flatpickr.localize({
    firstDayOfWeek: 1,
    months: { longhand: named({ month: 'long' }, months), shorthand: named({ month: 'short' }, months) },
    weekdays: { longhand: named({ weekday: 'long' }, days), shorthand: named({ weekday: 'short' }, days) },
    monthAriaLabel: 'Mese',
    yearAriaLabel: 'Anno',
  })
}

/**
 * form-js sets the form of the browser's language, and flatpickr makes a day of anything: a plugin has the last word. What
 * is no day as Italians write it stays as it was typed, with the way to write it.
 * @param {Calendar} calendar
 * @param {readonly { id: string, typed: string }[]} unreadable
 */
function italianDates(calendar, unreadable) {
  const { config, setDate, input: field } = calendar
  let kept = unreadable.find(({ id }) => field.id.endsWith(id))?.typed
  /* flatpickr makes events of its own. */
  field.addEventListener('input', ({ isTrusted }) => {
    if (isTrusted) kept = undefined
  })
  const showKept = () => {
    if (kept === undefined) return
    field.value = kept
    tellDay(field, true)
  }
  config['dateFormat'] = 'd/m/Y'
  config['ariaDateFormat'] = 'j F Y'
  config['parseDate'] = dayOf
  calendar.setDate = (date, ...rest) => {
    const { input } = calendar
    const wrong = typeof date === 'string' && isUnreadable(date)
    tellDay(input, wrong)
    if (!wrong) setDate(date, ...rest)
    if (calendar.selectedDates.length === 0) showKept()
  }
  return { onReady: showKept }
}

/**
 * `05/03/2027` or `5/3/2027`; two-digit years, other orders and days that the calendar has not are none.
 * @param {string} typed
 */
function dayOf(typed) {
  const [, date, month, year] = (/^\s*(\d{1,2})\/(\d{1,2})\/(\d{4})\s*$/.exec(typed) ?? []).map(Number)
  const day = new Date(year ?? NaN, (month ?? NaN) - 1, date)
  return day.getMonth() + 1 === month && day.getDate() === date ? day : undefined
}

/** @param {string} typed */
export const isUnreadable = (typed) => typed.trim() !== '' && dayOf(typed) === undefined

const HOW_DAY = 'Data non leggibile: scrivila come gg/mm/aaaa, ad esempio 05/03/2027.'

/**
 * @param {HTMLInputElement} input
 * @param {boolean} wrong
 */
function tellDay(input, wrong) {
  const field = input.closest('.fjs-form-field')
  field?.querySelector('.day-fault')?.remove()
  input.toggleAttribute('data-unreadable', wrong)
  if (!wrong) return
  const fault = document.createElement('p')
  fault.className = 'fault day-fault'
  fault.setAttribute('role', 'alert')
  fault.textContent = HOW_DAY
  field?.append(fault)
}

/**
 * What stands in the input of a date whose id ends so, where nobody can read it; null where somebody can.
 * @param {HTMLElement} container
 * @param {string} id
 */
export function unreadableIn(container, id) {
  const input = container.querySelector(`[id$="${id}"]`)
  return input instanceof HTMLInputElement && isUnreadable(input.value) ? input.value : null
}

/**
 * The first date that nobody can read, or null.
 * @param {HTMLElement} container
 */
export function unreadableDate(container) {
  const dates = [...container.querySelectorAll('.fjs-datepicker .flatpickr-input')].filter(
    (input) => input instanceof HTMLInputElement,
  )
  const wrong = dates.filter(({ value }) => isUnreadable(value))
  for (const input of wrong) tellDay(input, true)
  return wrong[0] ?? null
}

/**
 * Keeps a form Italian while it changes.
 * @param {Form} form
 * @param {HTMLElement} container
 */
export function speakItalian(form, container) {
  translateChecks(form)
  translateWords(container)
  new MutationObserver(() => translateWords(container)).observe(container, {
    childList: true,
    subtree: true,
    attributeFilter: spoken,
  })
}
