import { command, get } from './api.js'
import { createDraft } from './draft.js'
import { createPlaces } from './form-fields.js'
import { speakItalian, writeDatesInItalian } from './form-italian.js'
import { byId, dataOf, instant, on, whileDisabled } from './page.js'
import { showProblems } from './problems.js'
import { watchUploads } from './uploads.js'
/** @import { Form } from '@bpmn-io/form-js-viewer' */
/** @import { Answer, FormSchema, FormValues, Refused } from './types.ts' */
/** @typedef {{ form: Form, places: ReturnType<typeof createPlaces>, draft: ReturnType<typeof createDraft> }} Task */

const place = byId('task', HTMLElement)
const container = byId('form', HTMLElement)
const button = byId('complete', HTMLButtonElement)
const workItem = dataOf(place, 'workItem')
const path = `/api/work-items/${workItem}`

async function start() {
  /** @type {[Answer<FormSchema>, Answer<{ data: FormValues }>]} */
  const [schema, item] = await Promise.all([get(`/forms/${dataOf(place, 'form')}.form`), get(path)])
  container.replaceChildren()
  if (!item.ok) showProblems(item)
  else if (!schema.ok) showProblems(schema)
  else await showForm(schema.body, item.body.data)
}

/**
 * @param {FormSchema} schema
 * @param {FormValues} data
 */
async function showForm(schema, data) {
  const draft = createDraft(`${dataOf(place, 'person')}:${workItem}`, schema)
  writeDatesInItalian()
  /* form-js waits with what is typed, and forgets it when another field changes meanwhile. */
  const form = new FormViewer.Form({ container, debounce: false })
  form.attachTo(container)
  await form.importSchema(schema, draft.over(data))
  speakItalian(form, container)
  keepDraft(form, draft)
  watchUploads()
  const task = { form, places: createPlaces(schema), draft }
  on(button, 'click', () => whileDisabled(button, () => complete(task)))
  button.disabled = false
}

/**
 * What the form does by itself, before anybody touches it, is no draft.
 * @param {Form} form
 * @param {Task['draft']} draft
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

/** @param {Task} task */
async function complete({ form, places, draft }) {
  const { data, errors } = form.submit()
  if (Object.keys(errors).length > 0) {
    const message = 'Alcuni campi non vanno bene: sono segnati nel modulo.'
    showProblems({ ok: false, status: 0, body: { message } })
    const wrong = container.querySelector('[aria-invalid=true]')
    if (wrong instanceof HTMLElement) wrong.focus()
    return
  }
  /** @type {Answer<{ completedAt: string }>} */
  const answer = await command('POST', `${path}/complete`, data)
  if (!answer.ok) {
    showProblems(answer, places.name)
    linkProblems(answer, places)
    return
  }
  draft.forget()
  leave(`Attività completata: ${dataOf(place, 'title')}, ${instant(answer.body.completedAt)}.`)
}

/** @param {string} receipt */
function leave(receipt) {
  sessionStorage.setItem('concilia:receipt', receipt)
  location.assign('/inbox')
}

/**
 * From a problem to its field with one press.
 * @param {Refused} answer
 * @param {Task['places']} places
 */
function linkProblems(answer, places) {
  const lines = document.querySelectorAll('#problems li')
  for (const [index, problem] of (answer.body.details?.problems ?? []).entries()) {
    const field = places.element(problem.path, container)
    if (field === null) continue
    const link = document.createElement('button')
    link.type = 'button'
    link.className = 'link'
    link.textContent = 'vai al campo'
    on(link, 'click', () => field.focus())
    lines[index]?.append(' ', link)
  }
}

void start()
