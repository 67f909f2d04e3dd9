import { get } from './api.js'
import { draw, fit, mark, scrollAtNextMarks, zoomBy } from './diagram-drawing.js'
import { tellMarks } from './diagram-words.js'
import { byId, dataOf, instant, keepFresh, on } from './page.js'
/** @import { Answer, Instance, InstancePage, InstanceState, Place, Process } from './types.ts' */

const EVERY_MS = 5000
const cycle = `/api/cycles/${dataOf(byId('diagram', HTMLElement), 'cycle')}`
const tabs = byId('diagram-tabs', HTMLElement)
const state = byId('diagram-state', HTMLElement)
const choice = byId('diagram-instance', HTMLSelectElement)
const operate = byId('diagram-operate', HTMLAnchorElement)

/** @type {readonly Process[]} */
let processes = []
/** @type {{ processId: string | null, key: string | null }} */
let shown = { processId: null, key: null }

/**
 * What stands already is not written again: a screen reader would tell it every time.
 * @param {string} words
 */
function say(words) {
  if (state.textContent !== words) state.textContent = words
}

/* Without scripts nothing would be drawn: the page leads to the processes in words. */
byId('diagram', HTMLElement).hidden = false
on(byId('diagram-fit', HTMLButtonElement), 'click', fit)
on(byId('diagram-in', HTMLButtonElement), 'click', () => zoomBy(1.25))
on(byId('diagram-out', HTMLButtonElement), 'click', () => zoomBy(0.8))

const allTabs = () => /** @type {HTMLButtonElement[]} */ ([...tabs.children])

function drawTabs() {
  const ids = processes.map(({ processId }) => processId).join()
  if (tabs.dataset['ids'] === ids) return
  tabs.dataset['ids'] = ids
  tabs.replaceChildren(...processes.map(tab))
}

/** @param {Process} process */
function tab(process) {
  const { processId, title } = process
  const button = document.createElement('button')
  button.type = 'button'
  button.role = 'tab'
  button.dataset['process'] = processId
  button.textContent = title
  on(button, 'click', () => choose(processId))
  on(button, 'keydown', ({ key }) => moveAlongTabs(button, key))
  return button
}

/**
 * @param {HTMLButtonElement} from
 * @param {string} key
 */
function moveAlongTabs(from, key) {
  const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0
  if (step === 0) return
  const all = allTabs()
  const next = all.at((all.indexOf(from) + step) % all.length)
  next?.focus()
  next?.click()
}

/** @param {Instance} instance */
function optionOf({ key, about, seenAt }) {
  const text = [about, `dal ${instant(seenAt)}`].filter(Boolean).join(', ')
  return new Option(text, key, false, key === shown.key)
}

/**
 * The first page of a process' instances. They stay as they are while a person has them open, until another has begun.
 * @param {Process} process
 */
async function listChoice({ processId, latest }) {
  const listed = `${processId} ${latest?.key} ${latest?.about}`
  if (choice.dataset['listed'] === listed) return
  /** @type {Answer<InstancePage>} */
  const answer = await get(`${cycle}/instances?process=${processId}`)
  if (!answer.ok || shown.processId !== processId) return
  choice.dataset['listed'] = listed
  choice.replaceChildren(...answer.body.items.map(optionOf))
  if (answer.body.next !== null) choice.add(new Option('Altre: nei processi in parole', ''))
}

/** @param {string | null} key */
function choiceOf(key) {
  const has = [...choice.options].some(({ value }) => value === key)
  if (key !== null && !has) choice.add(new Option('Un’altra', key), 0)
  choice.value = key ?? ''
  choice.hidden = choice.options.length < 2
}

/**
 * Shows a process: the instance with this key, or the latest one.
 * @param {string} processId
 * @param {string} [key]
 */
async function choose(processId, key) {
  const process = processes.find((one) => one.processId === processId)
  if (process === undefined) return
  shown = { processId, key: key ?? process.latest?.key ?? null }
  for (const button of allTabs()) {
    const selected = button.dataset['process'] === processId
    button.ariaSelected = String(selected)
    button.tabIndex = selected ? 0 : -1
  }
  byId('diagram-panel', HTMLElement).ariaLabel = `Processo: ${process.title}`
  await listChoice(process)
  choiceOf(shown.key)
  await draw(processId)
  await showState()
}

on(choice, 'change', () => {
  if (choice.value === '') location.href = byId('diagram-words', HTMLAnchorElement).href
  else if (shown.processId !== null) void choose(shown.processId, choice.value)
})

async function showState() {
  const { key } = shown
  /** @type {Answer<InstanceState> | null} */
  const answer = key === null ? null : await get(`${cycle}/processes/${key}`)
  if (shown.key !== key) return
  if (!answer?.ok) {
    operate.hidden = true
    tellMarks(mark([], []))
    say(answer === null ? 'Non ancora iniziato.' : (answer.body.message ?? ''))
    return
  }
  const { operateUrl, state, path } = answer.body
  operate.hidden = operateUrl === null
  if (operateUrl !== null) operate.href = operateUrl
  const places = placesOf(answer.body)
  tellMarks(mark(places, path))
  say(stateWords(state, places))
}

/**
 * What stopped may have no token to be seen: the body of a loop whose list could not be read. What stopped in a process that was
 * called is seen where it was called.
 * @param {InstanceState} instance
 * @returns {Place[]}
 */
function placesOf({ tokens, incidents }) {
  /** @type {Map<string, number>} */
  const stopped = new Map()
  for (const { elementId } of incidents) stopped.set(elementId, (stopped.get(elementId) ?? 0) + 1)
  const seen = new Set(tokens.map(({ elementId }) => elementId))
  return [
    ...tokens.map((one) => ({ ...one, incidents: (stopped.get(one.elementId) ?? 0) + one.below })),
    ...[...stopped]
      .filter(([elementId]) => !seen.has(elementId))
      .map(([elementId, count]) => ({ elementId, active: 0, incidents: count })),
  ]
}

/**
 * Only the engine's own word ends an instance: one that has just begun may have no token yet.
 * @param {InstanceState['state']} lives
 * @param {readonly Place[]} places
 */
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

document.addEventListener('show-instance', ({ detail: { processId, key } }) => {
  scrollAtNextMarks()
  void refresh().then(() => choose(processId, key))
})

async function refresh() {
  /** @type {Answer<{ processes: readonly Process[] }>} */
  const answer = await get(`${cycle}/processes`)
  if (!answer.ok) {
    say(answer.body.message ?? '')
    return
  }
  processes = answer.body.processes
  drawTabs()
  const stays = processes.find(({ processId }) => processId === shown.processId)
  if (stays !== undefined) await choose(stays.processId, shown.key ?? undefined)
  else if (processes[0] !== undefined) await choose(processes[0].processId)
}

void keepFresh(EVERY_MS, refresh)
