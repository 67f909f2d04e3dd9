/* form-js speaks English, and writes dates as the browser does: its checks, its words, its calendar and the form of its
   dates are put into Italian here. */
/* global flatpickr */

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
const patterns = [
  [/^Expand all \((\d+)\)$/, (count) => `Mostra tutto (${count})`],
  [/^Remove list item (\d+)$/, (number) => `Togli la riga ${number}`],
  [/^Click to sort by (.+) descending$/, (column) => `Ordina per ${column}, dal più alto`],
  [/^Click to sort by (.+) ascending$/, (column) => `Ordina per ${column}, dal più basso`],
  [/^(?:[dmy]+\W){2}[dmy]+$/, () => 'gg/mm/aaaa'],
]

function translated(text) {
  const plain = text.trim()
  if (words.has(plain)) return text.replace(plain, words.get(plain))
  for (const [pattern, say] of patterns) {
    const found = pattern.exec(plain)
    if (found) return say(found[1])
  }
  return text
}

function translateChecks(form) {
  const validator = form.get('validator')
  for (const method of ['validateField', 'validateFieldInstance']) {
    const original = validator[method].bind(validator)
    validator[method] = (field, value) => original(field, value).map(inItalian)
  }
}

function inItalian(message) {
  for (const [pattern, say] of checks) {
    const found = pattern.exec(message)
    if (found) return say(found[1])
  }
  return message
}

function translateWords(container) {
  const texts = document.createTreeWalker(container, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const node = texts.currentNode
    const italian = translated(node.data)
    if (italian !== node.data) node.data = italian
  }
  for (const attribute of spoken) {
    for (const element of container.querySelectorAll(`[${attribute}]`)) {
      const before = element.getAttribute(attribute)
      const italian = translated(before)
      if (italian !== before) element.setAttribute(attribute, italian)
    }
  }
}

const spoken = ['placeholder', 'aria-label', 'title']
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

/* form-js sets the form of the browser's language: a plugin has the last word. */
function italianDates({ config }) {
  config.dateFormat = 'd/m/Y'
  config.ariaDateFormat = 'j F Y'
  return {}
}

/* Keeps a form Italian while it changes. */
export function speakItalian(form, container) {
  translateChecks(form)
  translateWords(container)
  new MutationObserver(() => translateWords(container)).observe(container, {
    childList: true,
    subtree: true,
    attributeFilter: spoken,
  })
}
