import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../app/demo/network-ids.ts'
import { routes } from '../api/routes.ts'
import type { Actor } from '../procedures/context.ts'
import { apiOf } from '../test/support/api.ts'
import { createCallScenario } from '../test/support/call-scenario.ts'
import type { CallScenario } from '../test/support/call-scenario.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { pagesOf } from '../test/support/pages.ts'
import { examineApplication } from '../workers/evaluation/examine-application.ts'

let database: TestDatabase
let scenario: CallScenario
let officer: Actor
let ids: string[]
beforeAll(async () => {
  database = await createTestDatabase()
  await database.knex('engine_identity').insert({ engine: 'embedded', engine_id: 'test-engine' })
  scenario = await createCallScenario(database)
  officer = await scenario.steps.actor(demoPersonId('CASE_OFFICER_1'))
  ids = await scenario.closeCallWithAll((await scenario.openCall()).id)
}, 120_000)
afterAll(() => database.close())

const first = () => ids[0] ?? ''
const last = () => ids.at(-1) ?? ''

async function taskAbout(applicationId: string): Promise<string> {
  const { cycleId, steps } = scenario
  await steps.job(examineApplication, { cycleId, applicationId })
  const item = await steps.open('Task_DecideAdmissibility', {
    ...{ cycleId, applicationId, admissibilityRoute: 'PROPOSE_EXCLUSION' },
  })
  return (await pagesOf(database, officer).get(`/tasks/${item}`).expect(200)).text
}

const linksOf = (page: string): string[] =>
  [...page.matchAll(/<ul class="evidence".*?<\/ul>/gs)].flatMap(([list]) =>
    [...list.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id ?? ''),
  )

describe('the dossier beside a task about an application (art. 8, 10)', () => {
  it('tells the whole application as it was presented, with its figures against the limits of the call', async () => {
    const page = await taskAbout(first())
    const { content } = await database.stores.applications.getSubmitted(first())
    for (const one of [...content.partners.map(({ bodyTaxCode }) => bodyTaxCode), content.title])
      expect(page).toContain(one)
    for (const told of ['Piano dei costi', 'Cofinanziamento', 'Risultati attesi', 'Bisogni e azioni'])
      expect(page).toContain(told)
    for (const figure of ['TOO_FEW_BODIES', 'grant', 'cofinancing'])
      expect(page).toContain(`id="figure-${figure}"`)
  })

  it('has each file to read in the page, and each partner with its confirmation and its letter (art. 9)', async () => {
    const page = await taskAbout(first())
    const files = await database.stores.attachments.of(first())
    expect(files.length).toBeGreaterThan(0)
    for (const { kind } of files)
      expect(page).toContain(
        `href="/api/applications/${first()}/attachments/${kind}?disposition&#x3D;inline"`,
      )
    const { content } = await database.stores.applications.getSubmitted(first())
    for (const { bodyTaxCode, role } of content.partners) {
      expect(page).toContain(`id="partner-${bodyTaxCode}"`)
      expect(page.includes(`id="letter-${bodyTaxCode}"`)).toBe(role !== 'LEAD')
    }
  })

  it('leads from each formal reason to what bears it out, on the same page (art. 10)', async () => {
    const page = await taskAbout(last())
    const reasons = await database.stores.admissibility.reasonsOf(last())
    expect(reasons.map(({ code }) => code)).toEqual(['TOO_FEW_BODIES', 'TOO_FEW_SMALL', 'ATTACHMENT_MISSING'])
    const links = linksOf(page)
    expect(links).toEqual(['figure-TOO_FEW_BODIES', 'figure-TOO_FEW_SMALL', expect.stringMatching(/^file-/)])
    for (const id of links) expect(page).toContain(`id="${id}"`)
  })

  it('is not there for a task that is about no application', async () => {
    const item = await scenario.openTask()
    expect((await pagesOf(database, scenario.owner).get(`/tasks/${item}`)).text).not.toContain('beside')
  })
})

describe('a file that opens in the page', () => {
  const asked = (path: string, disposition: string) =>
    apiOf(database, routes, { actorOf: () => Promise.resolve(officer) }).get(
      `/api/applications/${first()}/${path}?disposition=${disposition}`,
    )
  const safe = { 'x-content-type-options': 'nosniff', 'content-type': 'application/pdf' }

  it('is a PDF: with its name, never taken for anything else; asked otherwise it is downloaded', async () => {
    const [file] = await database.stores.attachments.of(first())
    const inline = await asked(`attachments/${file?.kind}`, 'inline').expect(200)
    expect(inline.headers).toMatchObject(safe)
    expect(inline.headers['content-disposition']).toBe(`inline; filename=${file?.fileName}`)
    const downloaded = await asked(`attachments/${file?.kind}`, 'attachment').expect(200)
    expect(downloaded.headers['content-disposition']).toMatch(/^attachment/)
    await asked(`attachments/${file?.kind}`, 'other').expect(400)
  })

  it('is no signed envelope, which is downloaded however it is asked for', async () => {
    const { content } = await database.stores.applications.getSubmitted(first())
    const partner = content.partners.find(({ role }) => role !== 'LEAD')?.bodyTaxCode ?? ''
    expect((await asked(`letters/${partner}`, 'inline')).headers['content-disposition']).toMatch(/^inline/)
    await database.owner.raw('set session_replication_role = replica')
    await database
      .owner('partner_confirmations')
      .where({ application_id: first(), partner_code: partner })
      .update({ media_type: 'application/pkcs7-mime' })
    await database.owner.raw('set session_replication_role = default')
    const { headers } = await asked(`letters/${partner}`, 'inline').expect(200)
    expect(headers['content-disposition']).toMatch(/^attachment/)
  })
})
