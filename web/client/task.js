import { get } from './api.js'
import { Draft, forgetLeft, leftHere, markSent } from './draft.js'
import { dayFields, filledOnly, placeIn, withEmptyLists } from './form-fields.js'
import {
  isUnreadable,
  speakItalian,
  unreadableDate,
  unreadableIn,
  writeDatesInItalian,
} from './form-italian.js'
import { allWithin, byId, dataOf, on, within } from './page.js'
import { watchUploads } from './uploads.js'
/** @import { Form } from '@bpmn-io/form-js-viewer' */
/** @import { Answer, FormSchema, FormValues, Shown } from './types.ts' */

const container = byId('form', HTMLElement)
const page = byId('task', HTMLFormElement)
const faults = byId('form-faults', HTMLElement)
/** @type {unknown} */
const read = JSON.parse(byId('task-shown', HTMLElement).textContent)
const shown = /** @type {Shown} */ (read)

/* The page's own fields stay where form-js cannot come. */
async function start() {
  const left = leftHere(shown)
  if (left !== null && !shown.unsaved) {
    saveLeft(left)
    return
  }
  forgetLeft(shown)
  watchUploads()
  container.inert = true
  /** @type {Answer<FormSchema>} */
  const schema = await get(`/forms/${dataOf(container, 'form')}.form`)
  container.inert = false
  if (schema.ok) await showForm(schema.body)
}

/**
 * What the server does not have is sent as the page's form sends it: it comes back saved, or beside what another tab saved.
 * @param {{ version: number, typed: string }} left
 */
function saveLeft({ version, typed }) {
  byId('task-data', HTMLInputElement).value = typed
  within(page, 'input[name=version]', HTMLInputElement).value = String(version)
  page.action = byId('save-draft', HTMLButtonElement).formAction
  markSent(shown)
  page.submit()
}

/** @param {FormSchema} schema */
async function showForm(schema) {
  writeDatesInItalian(unreadableDays(schema))
  container.replaceChildren()
  /* form-js waits with what is typed, and forgets it when another field changes meanwhile. */
  const form = new FormViewer.Form({ container, debounce: false })
  form.attachTo(container)
  await form.importSchema(schema, shown.data)
  speakItalian(form, container)
  const draft = new Draft(shown, () => typedInto(schema, form))
  /* What the form does by itself, before anybody touches it, is no draft. */
  for (const event of ['input', 'change', 'click', 'keyup'])
    container.addEventListener(event, () => setTimeout(() => draft.touched()))
  saveBeforeOthers(draft)
  leadToFields(schema)
  page.addEventListener('submit', (event) => send({ form, schema }, draft, event))
}

/**
 * Days of a draft that nobody could read: form-js would forget them.
 * @param {FormSchema} schema
 */
const unreadableDays = ({ components }) =>
  dayFields(components, shown.data).flatMap(({ values, key, id }) => {
    const typed = values[key]
    return typeof typed === 'string' && !/^\d{4}-/.test(typed) && isUnreadable(typed) ? [{ id, typed }] : []
  })

/**
 * What people have filled in, and days that nobody can read as they were typed.
 * @param {FormSchema} schema
 * @param {Form} form
 */
function typedInto({ components }, form) {
  const { data } = /** @type {{ data: FormValues }} */ (form._getState())
  const filled = filledOnly(components, data)
  for (const { values, key, id } of dayFields(components, filled))
    values[key] = unreadableIn(container, id) ?? values[key]
  return filled
}

/**
 * Another form of the page, the sign-out too, waits until what was typed is saved.
 * @param {Draft} draft
 */
function saveBeforeOthers(draft) {
  const saveFirst = (/** @type {SubmitEvent} */ event) => {
    const { target, submitter } = event
    const other = target instanceof HTMLFormElement && target !== page && target.id !== 'discard-draft'
    if (!other || !draft.isUnsaved()) return
    event.preventDefault()
    event.stopImmediatePropagation()
    document.removeEventListener('submit', saveFirst, true)
    void draft.flush().then(() => target.requestSubmit(submitter))
  }
  document.addEventListener('submit', saveFirst, true)
}

/**
 * What people see now with its values: what conditions hide is left out.
 * @param {Form} form
 */
function shownIn(form) {
  const { data } = /** @type {{ data: FormValues }} */ (form._getState())
  /** @type {{ applyConditions: (data: FormValues, context: FormValues) => FormValues }} */
  const conditions = form.get('conditionChecker')
  return conditions.applyConditions(data, data)
}

/* Where people mend a fault: form-js marks the field around it, not each input; a day that nobody can read is marked by us. */
const FAULTY = ['input:not([type=hidden])', 'textarea', '[tabindex="0"]']
  .map((input) => `.fjs-has-errors:not(:has(.fjs-has-errors)) ${input}`)
  .concat('[data-unreadable]')
  .join()

/**
 * form-js makes the data, and the page's form brings it.
 * @param {{ form: Form, schema: FormSchema }} shownForm
 * @param {Draft} draft
 * @param {SubmitEvent} event
 */
function send({ form, schema }, draft, event) {
  const stop = () => {
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  const { data, errors } = form.submit()
  const wrong = unreadableDate(container)
  if (Object.keys(errors).length > 0 || wrong !== null) {
    stop()
    faults.textContent = 'Alcuni campi non vanno bene: sono segnati nel modulo.'
    /* form-js marks its fields after this event. */
    setTimeout(() => {
      const first = container.querySelector(FAULTY)
      if (!(first instanceof HTMLElement)) return
      first.focus({ preventScroll: true })
      /* What takes the keys may be a hidden input; a smooth way there ends where the marks of the faults move the page. */
      first.closest('.fjs-form-field')?.scrollIntoView({ block: 'center', behavior: 'instant' })
    })
    return
  }
  const { saving } = draft
  if (saving !== null) {
    stop()
    void saving.then(() => page.requestSubmit(event.submitter))
    return
  }
  byId('task-data', HTMLInputElement).value = JSON.stringify(
    withEmptyLists(schema.components, shownIn(form), data),
  )
  draft.send()
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
      /* On a phone a panel of the application may stand in the place of the form. */
      if (field.offsetParent === null) location.hash = 'work'
      field.focus()
    })
  links[0]?.click()
}

void start()
