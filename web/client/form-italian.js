/* form-js speaks English, and writes dates as the browser does: its checks, its words, its calendar and the form of its
   dates are put into Italian here. */
/** @import { Form } from '@bpmn-io/form-js-viewer' */
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

/* flatpickr draws the calendars of form-js; it must know before the first one is drawn. */
export function writeDatesInItalian() {
  flatpickr.setDefaults({ plugins: [italianDates] })
  flatpickr.localize({
    firstDayOfWeek: 1,
    months: { longhand: named({ month: 'long' }, months), shorthand: named({ month: 'short' }, months) },
    weekdays: { longhand: named({ weekday: 'long' }, days), shorthand: named({ weekday: 'short' }, days) },
    monthAriaLabel: 'Mese',
    yearAriaLabel: 'Anno',
  })
}

/**
 * form-js sets the form of the browser's language: a plugin has the last word.
 * @param {{ config: Record<string, unknown> }} calendar
 */
function italianDates({ config }) {
  config['dateFormat'] = 'd/m/Y'
  config['ariaDateFormat'] = 'j F Y'
  return {}
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
