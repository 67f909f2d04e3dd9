import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import express from 'express'
import type { Browser } from 'playwright-core'
import { assetRouter, assetsAt } from '../../web/assets.ts'
import { startBrowser } from './browser.ts'

const page = (tasks: string) => `<!doctype html><script type="module" src="${assetsAt}/web/inbox.js"></script>
<div id="receipt"></div><div id="tasks">${tasks}</div>`

let browser: Browser
const app = express().use(assetRouter())
app.get('/inbox', (_, response) => void response.type('html').send(page('Nessuna attività aperta.')))
app.get('/inbox/tasks', (_, response) => void response.send('<a href="/tasks/1">Valuta il progetto</a>'))
const server = app.listen(0, '127.0.0.1')

beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(async () => {
  await browser.close()
  server.close()
})

describe('the inbox', () => {
  it('shows a task that came while its page was on the way', async () => {
    const inbox = await browser.newPage()
    await inbox.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/inbox`)
    await inbox.getByRole('link', { name: 'Valuta il progetto' }).waitFor({ timeout: 10_000 })
    expect(await inbox.getByText('Nessuna attività aperta.').count()).toBe(0)
  })
})
