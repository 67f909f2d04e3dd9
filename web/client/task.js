import { get } from './api.js'
import { createDraft } from './draft.js'
import { filledOnly, placeIn, withDraft } from './form-fields.js'
import { speakItalian, unreadableDate, writeDatesInItalian } from './form-italian.js'
import { allWithin, byId, dataOf, on } from './page.js'
import { watchUploads } from './uploads.js'
/** @import { Form } from '@bpmn-io/form-js-viewer' */
/** @import { Answer, FormSchema, FormValues } from './types.ts' */

const container = byId('form', HTMLElement)
const page = byId('task', HTMLFormElement)
const faults = byId('form-faults', HTMLElement)
/** @typedef {ReturnType<typeof createDraft>} Draft */
/** @typedef {{ data: FormValues, sent: FormValues | null, draft: string }} Shown */
/** @type {unknown} */
const read = JSON.parse(byId('task-shown', HTMLElement).textContent)
const shown = /** @type {Shown} */ (read)

/* The page's own fields stay where form-js cannot come. */
async function start() {
  watchUploads()
  container.inert = true
  /** @type {Answer<FormSchema>} */
  const schema = await get(`/forms/${dataOf(container, 'form')}.form`)
  container.inert = false
  if (schema.ok) await showForm(schema.body)
}

/** @param {FormSchema} schema */
async function showForm(schema) {
  const kept = createDraft(shown.draft, schema)
  writeDatesInItalian()
  container.replaceChildren()
  /* form-js waits with what is typed, and forgets it when another field changes meanwhile. */
  const form = new FormViewer.Form({ container, debounce: false })
  form.attachTo(container)
  await form.importSchema(schema, beginning(schema, kept))
  speakItalian(form, container)
  keepDraft(form, kept)
  leadToFields(schema)
  page.addEventListener('submit', (event) => send(form, kept, event))
}

/**
 * What was refused comes back before what was kept.
 * @param {FormSchema} schema
 * @param {Draft} draft
 */
const beginning = ({ components }, draft) =>
  shown.sent === null
    ? draft.over(shown.data)
    : withDraft(components, shown.data, filledOnly(components, shown.sent))

/**
 * What the form does by itself, before anybody touches it, is no draft.
 * @param {Form} form
 * @param {Draft} draft
 */
function keepDraft(form, draft) {
  let touched = false
  for (const event of ['input', 'click', 'keydown'])
    container.addEventListener(event, () => (touched = true), true)
  form.on('changed', (/** @type {{ data: FormValues }} */ { data }) => {
    if (touched) draft.save(data)
    else draft.begin(data)
  })
}

/**
 * form-js makes the data, and the page's form brings it.
 * @param {Form} form
 * @param {Draft} draft
 * @param {SubmitEvent} event
 */
function send(form, draft, event) {
  const { data, errors } = form.submit()
  const wrong = unreadableDate(container)
  if (Object.keys(errors).length > 0 || wrong !== null) {
    event.preventDefault()
    event.stopImmediatePropagation()
    faults.textContent = 'Alcuni campi non vanno bene: sono segnati nel modulo.'
    const first = container.querySelector('[aria-invalid=true]') ?? wrong
    if (first instanceof HTMLElement) first.focus()
    return
  }
  byId('task-data', HTMLInputElement).value = JSON.stringify(data)
  draft.forgetOnceSent()
}

/**
 * The links of a refusal lead to the fields of form-js, and the first has the focus.
 * @param {FormSchema} schema
 */
function leadToFields(schema) {
  const links = allWithin(document, '#refusal a[data-path]', HTMLAnchorElement)
  for (const link of links)
    on(link, 'click', (event) => {
      const field = placeIn(schema, dataOf(link, 'path'), container)
      if (field === null) return
      event.preventDefault()
      field.focus()
    })
  links[0]?.click()
}

void start()
