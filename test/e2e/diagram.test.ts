import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import express from 'express'
import type { Browser } from 'playwright-core'
import { assetRouter, assetsAt } from '../../web/assets.ts'
import { startBrowser } from './browser.ts'

const HTML = `<!doctype html><link rel="stylesheet" href="${assetsAt}/web/concilia.css">
<script src="${assetsAt}/bpmn-js/bpmn-navigated-viewer.production.min.js" defer></script>
<script type="module" src="${assetsAt}/web/diagram.js"></script>
<div id="diagram" data-cycle="1"><div id="diagram-tabs"></div><div id="diagram-panel">
<select id="diagram-instance"></select><span id="diagram-state" role="status"></span>
<button id="diagram-in"></button><button id="diagram-out"></button><button id="diagram-fit"></button>
<a id="diagram-operate"></a><div id="diagram-canvas"></div><ul id="diagram-tokens"></ul>
<details><summary>Percorso</summary><ul id="diagram-path"></ul></details></div></div>`
const instance = (key: string) => ({ key, about: `Riunione ${key}`, seenAt: '2027-03-03T09:00:00Z' })
const processes = [{ processId: 'meeting', title: 'Riunione', latest: instance('2') }]
const instances = { items: [instance('2'), instance('1')], next: null }
const waiting = {
  ...{ state: 'ACTIVE', operateUrl: '/', incidents: [] },
  tokens: [{ elementId: 'Task_ConveneMeeting', active: 1, incidents: 0, below: 0 }],
  path: [{ elementId: 'StartEvent_MeetingPlanned', kind: 'ELEMENT', completed: 1, terminated: 0 }],
}
const stopped = { key: '9', elementId: 'Task_ConveneMeeting', code: 'BUG', sentence: 'Fermo.', retry: null }

let browser: Browser
let asked = 0
let answer: object = waiting
const app = express().use(assetRouter())
app.get('/', (_, response) => void response.type('html').send(HTML))
app.get('/api/cycles/1/processes', (_, response) => void response.json({ processes }))
app.get('/api/cycles/1/instances', (_, response) => void response.json(instances))
app.get('/api/cycles/1/processes/:key', (_, response) => {
  asked++
  response.json(answer)
})
const server = app.listen(0, '127.0.0.1')

beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(async () => {
  await browser.close()
  server.close()
})

describe('the diagram of a cycle', () => {
  it('writes nothing again that did not change: neither what is read out nor the open list of instances', async () => {
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    await page.getByText('Punti attivi: 1.').waitFor()
    await page.locator('#diagram-tokens li').waitFor()
    await page.evaluate(`
      globalThis.written = []
      for (const id of ['diagram-state', 'diagram-instance', 'diagram-tokens'])
        new MutationObserver(() => written.push(id)).observe(document.getElementById(id), { childList: true, characterData: true, subtree: true })
    `)
    const before = asked
    for (let more = 0; more < 2; more++) await page.waitForResponse(/processes\/2$/)
    expect(asked - before).toBeGreaterThan(0)
    expect(await page.evaluate('written')).toEqual([])
    expect(await page.locator('#diagram-instance option').count()).toBe(2)
  })

  it.each([
    ['ACTIVE', { tokens: [] }, 'In corso.'],
    [null, { state: null, tokens: [] }, 'Il motore non mostra ancora questa istanza.'],
    ['COMPLETED', { state: 'COMPLETED', tokens: [] }, 'Concluso.'],
    ['TERMINATED', { state: 'TERMINATED', tokens: [] }, 'Interrotto prima della fine.'],
    ['stopped where no token is seen', { tokens: [], incidents: [stopped] }, 'Fermi per errore: 1.'],
  ])('says that an instance has ended only where the engine does: %s', async (_state, change, words) => {
    answer = { ...waiting, ...change }
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    await page.waitForFunction(`document.getElementById('diagram-state').textContent !== ''`)
    expect(await page.locator('#diagram-state').textContent()).toBe(words)
    await page.close()
  })

  it('draws the way that was taken, and tells it in words', async () => {
    answer = waiting
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    await page.locator('#diagram-canvas .path-done[data-element-id="StartEvent_MeetingPlanned"]').waitFor()
    await page.locator('#diagram-path li').waitFor({ state: 'attached' })
    expect(await page.locator('#diagram-path li').allTextContents()).toEqual([
      expect.stringMatching(/^.+: 1$/),
    ])
  })
})
