/* global BpmnJS */
import { get, instant } from './api.js'

const EVERY_MS = 5000
const READABLE = 0.7
const place = document.getElementById('diagram')
const base = `/api/cycles/${place.dataset.cycle}/processes`
const tabs = document.getElementById('diagram-tabs')
const state = document.getElementById('diagram-state')
const choice = document.getElementById('diagram-instance')
const operate = document.getElementById('diagram-operate')
const list = document.getElementById('diagram-tokens')
const way = document.getElementById('diagram-path')
const viewer = new BpmnJS({ container: '#diagram-canvas' })

let processes = []
let shown = { processId: null, key: null, drawn: null, marked: null }

/* What stands already is not written again: a screen reader would tell it every time. */
function say(words) {
  if (state.textContent !== words) state.textContent = words
}

const fit = () => viewer.get('canvas').zoom('fit-viewport', 'auto')
const zoomBy = (factor) => viewer.get('canvas').zoom(viewer.get('canvas').zoom() * factor)
document.getElementById('diagram-fit').addEventListener('click', fit)
document.getElementById('diagram-in').addEventListener('click', () => zoomBy(1.25))
document.getElementById('diagram-out').addEventListener('click', () => zoomBy(0.8))

async function draw(processId) {
  if (shown.drawn === processId) return
  const xml = await (await fetch(`/models/${processId}.bpmn`)).text()
  await viewer.importXML(xml)
  shown.drawn = processId
  shown.marked = null
  fit()
  /* A long process stays readable: it opens on its beginning, or where its tokens are. */
  const canvas = viewer.get('canvas')
  if (canvas.zoom() < READABLE) {
    canvas.zoom(READABLE)
    shown.scroll = true
  }
}

function scrollTo(tokens) {
  if (!shown.scroll) return
  shown.scroll = false
  const registry = viewer.get('elementRegistry')
  const first = tokens.map(({ elementId }) => registry.get(elementId)).find((element) => element?.parent)
  const start = registry.find(
    ({ type, parent }) => type === 'bpmn:StartEvent' && parent?.parent === undefined,
  )
  viewer
    .get('canvas')
    .scrollToElement(first ?? start ?? registry.getAll()[0], { top: 60, bottom: 60, left: 80, right: 80 })
}

function drawTabs() {
  const ids = processes.map(({ processId, instances }) => `${processId} ${instances.length}`).join()
  if (tabs.dataset.ids === ids) return
  tabs.dataset.ids = ids
  tabs.replaceChildren(...processes.map(tab))
}

function tab({ processId, title, instances }) {
  const button = document.createElement('button')
  button.type = 'button'
  button.role = 'tab'
  button.dataset.process = processId
  button.textContent = instances.length > 1 ? `${title} (${instances.length})` : title
  button.addEventListener('click', () => choose(processId))
  button.addEventListener('keydown', moveAlongTabs)
  return button
}

function moveAlongTabs(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (step === undefined) return
  const all = [...tabs.children]
  const next = all[(all.indexOf(event.currentTarget) + step + all.length) % all.length]
  next.focus()
  next.click()
}

function optionOf({ key, about, seenAt }) {
  const text = [about, `dal ${instant(seenAt)}`].filter(Boolean).join(', ')
  return new Option(text, key, false, key === shown.key)
}

/* The list of instances stays as it is while a person has it open. */
function drawChoice({ processId, instances }) {
  const ids = [processId, ...instances.map(({ key, about }) => `${key} ${about}`)].join()
  if (choice.dataset.ids !== ids) {
    choice.dataset.ids = ids
    choice.replaceChildren(...instances.map(optionOf))
  }
  choice.value = shown.key ?? ''
}

async function choose(processId, key) {
  const process = processes.find((one) => one.processId === processId)
  shown = { ...shown, processId, key: key ?? process.instances.at(-1)?.key ?? null }
  for (const button of tabs.children) {
    const selected = button.dataset.process === processId
    button.ariaSelected = String(selected)
    button.tabIndex = selected ? 0 : -1
  }
  document.getElementById('diagram-panel').ariaLabel = `Processo: ${process.title}`
  drawChoice(process)
  choice.hidden = process.instances.length < 2
  await draw(processId)
  await showTokens()
}

choice.addEventListener('change', () => choose(shown.processId, choice.value))

async function showTokens() {
  const { key } = shown
  const answer = key === null ? null : await get(`${base}/${key}`)
  if (shown.key !== key) return
  operate.hidden = !answer?.ok || answer.body.operateUrl === null
  if (!answer?.ok) {
    mark({ places: [], path: [] })
    say(key === null ? 'Non ancora iniziato.' : answer.body.message)
    return
  }
  if (!operate.hidden) operate.href = answer.body.operateUrl
  const places = placesOf(answer.body)
  mark({ places, path: answer.body.path })
  say(stateWords(answer.body.state, places))
}

/* What stopped may have no token to be seen: the body of a loop whose list could not be read. */
function placesOf({ tokens, incidents }) {
  const stopped = new Map()
  for (const { elementId } of incidents) stopped.set(elementId, (stopped.get(elementId) ?? 0) + 1)
  const seen = new Set(tokens.map(({ elementId }) => elementId))
  return [
    ...tokens.map((one) => ({ ...one, incidents: stopped.get(one.elementId) ?? 0 })),
    ...[...stopped]
      .filter(([elementId]) => !seen.has(elementId))
      .map(([elementId, count]) => ({ elementId, active: 0, incidents: count })),
  ]
}

/* Only the engine's own word ends an instance: one that has just begun may have no token yet. */
function stateWords(lives, places) {
  if (lives === 'COMPLETED') return 'Concluso.'
  if (lives === 'TERMINATED') return 'Interrotto prima della fine.'
  const active = places.reduce((sum, one) => sum + one.active, 0)
  const failed = places.reduce((sum, one) => sum + one.incidents, 0)
  const words = [
    active > 0 ? `Punti attivi: ${active}` : '',
    failed > 0 ? `${active > 0 ? 'f' : 'F'}ermi per errore: ${failed}` : '',
  ].filter(Boolean)
  if (words.length > 0) return `${words.join('; ')}.`
  return lives === null ? 'Il motore non mostra ancora questa istanza.' : 'In corso.'
}

function mark(view) {
  const marked = JSON.stringify(view)
  if (shown.marked === marked) return
  shown.marked = marked
  const registry = viewer.get('elementRegistry')
  const drawn = (all) => all.filter(({ elementId }) => registry.get(elementId)?.parent)
  const here = drawn(view.places)
  viewer.get('overlays').remove({ type: 'token' })
  for (const { id } of registry.getAll())
    for (const marker of ['token-here', 'path-done']) viewer.get('canvas').removeMarker(id, marker)
  scrollTo(view.places)
  for (const { elementId } of drawn(view.path)) viewer.get('canvas').addMarker(elementId, 'path-done')
  for (const one of here) markPlace(one)
  list.replaceChildren(...here.map((token) => line(token, registry.get(token.elementId))))
  const steps = drawn(view.path).filter(({ elementId, kind }) => kind === 'ELEMENT' && nameOf(elementId))
  way.replaceChildren(...steps.map(stepLine))
  way.parentElement.hidden = steps.length === 0
}

function markPlace({ elementId, active, incidents }) {
  const overlays = viewer.get('overlays')
  viewer.get('canvas').addMarker(elementId, 'token-here')
  if (active > 0)
    overlays.add(elementId, 'token', {
      position: { top: -14, left: -14 },
      html: badge(active, 'token', `${active} punti attivi`),
    })
  if (incidents > 0)
    overlays.add(elementId, 'token', {
      position: { top: -14, right: 14 },
      html: badge(`! ${incidents}`, 'token token-failed', `${incidents} errori`),
    })
}

const nameOf = (elementId) => viewer.get('elementRegistry').get(elementId).businessObject.name

function stepLine({ elementId, completed, terminated }) {
  const item = document.createElement('li')
  const counts = [completed > 0 ? completed : '', terminated > 0 ? `interrotti: ${terminated}` : '']
  item.textContent = `${nameOf(elementId)}: ${counts.filter(Boolean).join(', ')}`
  return item
}

function badge(text, className, title) {
  const element = document.createElement('span')
  element.className = className
  element.textContent = text
  element.title = title
  return element
}

/* The same in words: for those who do not see the drawing. */
function line({ active, incidents }, element) {
  const item = document.createElement('li')
  const counts = [active > 0 ? active : '', incidents > 0 ? `fermi per errore: ${incidents}` : '']
  item.textContent = `${element.businessObject.name ?? element.id}: ${counts.filter(Boolean).join(', ')}`
  if (incidents > 0) item.className = 'failed'
  return item
}

document.addEventListener('step-retried', () => refresh())
document.addEventListener('show-instance', async ({ detail: { processId, key } }) => {
  shown.scroll = true
  await refresh()
  if (processes.some((one) => one.processId === processId)) await choose(processId, key)
})

async function refresh() {
  const answer = await get(base)
  if (!answer.ok) {
    say(answer.body.message)
    return
  }
  processes = answer.body.processes
  drawTabs()
  const stays = processes.some(({ processId }) => processId === shown.processId)
  if (stays) await choose(shown.processId, shown.key ?? undefined)
  else await choose(processes[0].processId)
}

async function keepFresh() {
  if (!document.hidden) await refresh()
  setTimeout(keepFresh, EVERY_MS)
}
keepFresh()
