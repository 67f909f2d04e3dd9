/* form-js speaks English only: its checks and its few fixed words are put into Italian here. */

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
])
const patterns = [
  [/^Expand all \((\d+)\)$/, (count) => `Mostra tutto (${count})`],
  [/^Remove list item (\d+)$/, (number) => `Togli la riga ${number}`],
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
  for (const attribute of ['placeholder', 'aria-label', 'title']) {
    for (const element of container.querySelectorAll(`[${attribute}]`)) {
      const before = element.getAttribute(attribute)
      const italian = translated(before)
      if (italian !== before) element.setAttribute(attribute, italian)
    }
  }
}

/* Keeps a form Italian while it changes. */
export function speakItalian(form, container) {
  translateChecks(form)
  translateWords(container)
  new MutationObserver(() => translateWords(container)).observe(container, { childList: true, subtree: true })
}
