import { mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import express from 'express'
import type { Browser, Page } from 'playwright-core'
import { assetRouter } from '../../web/assets.ts'
import { createRenderer } from '../../web/render.ts'
import { startBrowser } from './browser.ts'

const WIDE = { width: 1280, height: 900 }
const NARROW = { width: 390, height: 844 }
const PICTURES = process.env['CONCILIA_TEST_PICTURES']

const frame = {
  ...{ title: 'Domanda', styles: [], scripts: [], links: [], demo: true, clock: null },
  person: { name: 'Capofila di prova', role: 'Capofila di un’Alleanza', functions: [] },
}
const submitted = {
  ...{ id: 'one', callId: 'call', callTitle: 'Avviso di prova', code: 'A1-001', title: 'Tempo di cura' },
  ...{ status: 'SUBMITTED', area: 'Servizi', totalCostCents: 6_000_000, requestedCents: 4_200_000 },
  ...{ receiptNumber: 'PTC-2027/A1-001', arrivedAt: new Date('2027-01-25T10:00:00Z'), withdrawnAt: null },
  ...{
    contentSha256: 'ab'.repeat(32),
    summary: 'Uno sportello per famiglie.',
    drafts: false,
    withdraws: true,
  },
  closes: { at: new Date('2027-02-20T11:00:00Z'), tone: 'calm', left: 'mancano 26 giorni' },
  alliance: [{ name: 'Azienda di prova', taxCode: '91026030158', role: 'LEAD' }],
  ...{ files: [], reasons: [], decision: null },
}
const withdrawn = {
  ...{ ...submitted, status: 'WITHDRAWN', withdraws: false },
  withdrawnAt: new Date('2027-01-26T10:00:00Z'),
}

let browser: Browser
let asked: string[] = []
const render = createRenderer()
const app = express().use(assetRouter())
app.get('/applications/one', (_, response) => {
  const view = asked.length === 0 ? submitted : withdrawn
  const modules = ['frame', ...(view.withdraws ? ['withdraw-application'] : [])]
  const content = render('application', view)
  response.type('html').send(render('layout', { ...frame, modules, content }))
})
app.post('/api/applications/one/withdraw', (request, response) => {
  asked.push(String(request.headers['idempotency-key']))
  response.json({ applicationId: 'one' })
})
const server = app.listen(0, '127.0.0.1')

beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(async () => {
  await browser.close()
  server.close()
})

const picture = async (page: Page, name: string): Promise<void> => {
  if (PICTURES === undefined) return
  mkdirSync(PICTURES, { recursive: true })
  await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true })
}

describe('the withdrawal on the page of an application', () => {
  it.each([WIDE, NARROW])('happens only once it is confirmed, at $width px (art. 10)', async (viewport) => {
    asked = []
    const page = await browser.newPage({ viewport, locale: 'it-IT' })
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/applications/one`)
    const button = page.getByRole('button', { name: 'Ritira la domanda' })
    await button.click()
    expect(await page.locator('#withdrawal-confirmed:invalid').count()).toBe(1)
    expect(asked).toEqual([])
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    await picture(page, `withdraw-${viewport.width}`)
    await page.getByText('Confermo il ritiro').click()
    await button.click()
    await page.getByText('Domanda ritirata il').waitFor()
    expect(asked).toHaveLength(1)
    expect(await button.count()).toBe(0)
    await picture(page, `withdrawn-${viewport.width}`)
    await page.close()
  })
})
