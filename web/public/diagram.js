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
  operate.hidden = !answer?.ok
  if (!answer?.ok) {
    mark([])
    say(key === null ? 'Non ancora iniziato.' : answer.body.message)
    return
  }
  operate.href = answer.body.operateUrl
  const tokens = answer.body.tokens
  mark(tokens)
  const active = tokens.reduce((sum, one) => sum + one.active, 0)
  const failed = tokens.reduce((sum, one) => sum + one.incidents, 0)
  say(
    active === 0
      ? 'Concluso: nessun punto attivo.'
      : `Punti attivi: ${active}${failed > 0 ? `; fermi per errore: ${failed}` : ''}.`,
  )
}

function mark(tokens) {
  const marked = JSON.stringify(tokens)
  if (shown.marked === marked) return
  shown.marked = marked
  const overlays = viewer.get('overlays')
  const canvas = viewer.get('canvas')
  const registry = viewer.get('elementRegistry')
  overlays.remove({ type: 'token' })
  for (const element of registry.getAll()) canvas.removeMarker(element.id, 'token-here')
  scrollTo(tokens)
  const here = tokens.filter(({ elementId }) => registry.get(elementId)?.parent)
  for (const { elementId, active, incidents } of here) {
    canvas.addMarker(elementId, 'token-here')
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
  list.replaceChildren(...here.map((token) => line(token, registry.get(token.elementId))))
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
  const name = element.businessObject.name ?? element.id
  item.textContent = `${name}: ${active}${incidents > 0 ? `, fermi per errore: ${incidents}` : ''}`
  if (incidents > 0) item.className = 'failed'
  return item
}

async function refresh() {
  const answer = await get(base)
  if (!answer.ok) {
    say(answer.body.message)
    return
  }
  processes = answer.body.processes
  drawTabs()
  const [first] = processes
  await choose(
    shown.processId ?? first.processId,
    shown.processId === null ? undefined : (shown.key ?? undefined),
  )
}

async function keepFresh() {
  if (!document.hidden) await refresh()
  setTimeout(keepFresh, EVERY_MS)
}
keepFresh()
