/* global FormViewer */
import { command, fieldNames, get, instant, showProblems, upload, whileDisabled } from './api.js'
import { createDraft } from './draft.js'
import { createPlaces } from './form-fields.js'
import { speakItalian, writeDatesInItalian } from './form-italian.js'
import { watchUploads } from './uploads.js'

const place = document.getElementById('task')
const container = document.getElementById('form')
const button = document.getElementById('complete')
const { workItem, person, title } = place.dataset
const path = `/api/work-items/${workItem}`

async function start() {
  const [schema, item] = await Promise.all([get(`/forms/${place.dataset.form}.form`), get(path)])
  if (!item.ok || !schema.ok) {
    container.replaceChildren()
    showProblems(item.ok ? schema : item)
    return
  }
  const draft = createDraft(`${person}:${workItem}`, schema.body)
  writeDatesInItalian()
  /* form-js waits with what is typed, and forgets it when another field changes meanwhile. */
  const form = new FormViewer.Form({ container, debounce: false })
  container.replaceChildren()
  form.attachTo(container)
  await form.importSchema(schema.body, draft.over(item.body.data))
  speakItalian(form, container)
  let touched = false
  for (const event of ['input', 'click', 'keydown'])
    container.addEventListener(event, () => (touched = true), true)
  form.on('changed', ({ data }) => (touched ? draft.save(data) : draft.begin(data)))
  watchUploads((kind, file) => upload(`${path}/files/${encodeURIComponent(kind)}`, file))
  button.addEventListener('click', () =>
    whileDisabled(button, () => complete(form, createPlaces(schema.body), draft)),
  )
  button.disabled = false
}

async function complete(form, places, draft) {
  const { data, errors } = form.submit()
  if (Object.keys(errors).length > 0) {
    showProblems({ body: { message: 'Alcuni campi non vanno bene: sono segnati nel modulo.' } })
    container.querySelector('[aria-invalid=true]')?.focus()
    return
  }
  const answer = await command('POST', `${path}/complete`, data)
  if (!answer.ok) {
    showProblems(answer, places.name)
    linkProblems(answer, places)
    return
  }
  draft.forget()
  sessionStorage.setItem(
    'concilia:receipt',
    `Attività completata: ${title}, ${instant(answer.body.completedAt)}.`,
  )
  location.assign('/inbox')
}

/* From a problem to its field with one press. */
function linkProblems(answer, places) {
  const lines = document.querySelectorAll('#problems li')
  for (const [index, problem] of (answer.body.details?.problems ?? []).entries()) {
    const field = places.element(problem.path, container)
    if (field === null) continue
    const link = document.createElement('button')
    link.type = 'button'
    link.className = 'link'
    link.textContent = 'vai al campo'
    link.addEventListener('click', () => field.focus())
    lines[index].append(' ', link)
  }
}

document.getElementById('substitution')?.addEventListener('submit', async (event) => {
  event.preventDefault()
  const form = event.currentTarget
  const answer = await whileDisabled(form.querySelector('[type=submit]'), () =>
    command('POST', `/api/scorings/${form.dataset.scoring}/substitution`, {
      reason: document.getElementById('substitution-reason').value,
    }),
  )
  if (!answer.ok) return showProblems(answer, fieldNames({ reason: 'Motivo' }))
  sessionStorage.setItem('concilia:receipt', 'La scheda è passata al supplente.')
  location.assign('/inbox')
})

start()
