import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { createEvaluationScenario } from '../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../test/support/evaluation-scenario.ts'
import { pagesOf } from '../test/support/pages.ts'
import type { MailBox } from './mail-box.ts'
import type { WebParts } from './page.ts'

const MAIL_ID = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
let database: TestDatabase
let scenario: EvaluationScenario
let titles: string[]

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  await scenario.exclude()
  titles = await database.knex('applications').where({ status: 'ADMITTED' }).pluck<string[]>('title')
}, 60_000)
afterAll(() => database.close())

async function open(path: string, code: string | null, others: Partial<WebParts> = {}) {
  return pagesOf(database, code === null ? null : await scenario.person(code), others).get(path)
}

const named = (page: { text: string }) => titles.filter((title) => page.text.includes(title))

describe('the wall of conflicts on pages', () => {
  it('shows an excluded or undeclared member no application of the call (art. 5)', async () => {
    for (const code of ['TITULAR_CITTA_METROPOLITANA', 'TITULAR_CGIL'] as const)
      for (const path of [`/calls/${scenario.callId}`, `/cycles/${scenario.cycleId}`])
        expect(named(await open(path, code))).toEqual([])
  })

  it('shows the case officer all of them, and nobody who is not signed in any', async () => {
    expect(named(await open(`/calls/${scenario.callId}`, 'CASE_OFFICER_1'))).toHaveLength(titles.length)
    expect(named(await open(`/calls/${scenario.callId}`, null))).toEqual([])
  })

  it('tells an excluded member only the tie of the own body', async () => {
    const page = await open('/exclusions', 'TITULAR_CITTA_METROPOLITANA')
    expect(page.status).toBe(200)
    expect(page.text).not.toContain('Nessuna esclusione')
    expect(named(page)).toEqual([])
  })
})

/* Told other rows, together too. */
const told = (others: Partial<WebParts['reads']>): WebParts['reads'] => {
  const reads = { ...database.reads, ...others }
  return { ...reads, together: (_, read) => read(reads) }
}

/* The call as it was before its closing. */
const readsOfOpenCall = (): WebParts['reads'] => {
  const { calls } = database.reads
  const asOpen =
    (find: typeof calls.find): typeof calls.find =>
    async (viewer, id) => {
      const call = await find(viewer, id)
      return call && { ...call, status: 'PUBLISHED' }
    }
  return told({
    calls: { ...calls, find: asOpen(calls.find), ofApplication: asOpen(calls.ofApplication) },
  })
}

describe('the page of a call', () => {
  it.each([
    [-1, true],
    [0, false],
  ])('takes applications %d ms from the closing hour: %s (art. 8)', async (ms, takes) => {
    const { closesAt } = await database.stores.calls.get(scenario.callId)
    const page = await open(`/calls/${scenario.callId}`, 'LEAD_ASSEMI', {
      reads: readsOfOpenCall(),
      clock: { now: () => new Date(closesAt.getTime() + ms) },
    })
    expect(page.text.includes('id="draft-application"')).toBe(takes)
  })
})

describe('the page of an application', () => {
  it.each([
    ['its lead a millisecond before the closing hour', 'LEAD_ASSEMI', -1, 'SUBMITTED', true],
    ['its lead on the closing hour', 'LEAD_ASSEMI', 0, 'SUBMITTED', false],
    ['its lead once it is withdrawn', 'LEAD_ASSEMI', -1, 'WITHDRAWN', false],
    ['the office', 'CASE_OFFICER_1', -1, 'SUBMITTED', false],
  ] as const)('offers %s its withdrawal (%s, %d ms, %s): %s (art. 10)', async (...given) => {
    const [, code, ms, status, offered] = given
    const { closesAt } = await database.stores.calls.get(scenario.callId)
    const reads = readsOfOpenCall()
    const find: typeof reads.applications.find = async (viewer, id) => {
      const application = await database.reads.applications.find(viewer, id)
      return application && { ...application, status }
    }
    const page = await open(`/applications/${scenario.applicationIds[0]}`, code, {
      reads: told({ ...reads, applications: { ...reads.applications, find } }),
      clock: { now: () => new Date(closesAt.getTime() + ms) },
    })
    expect([page.status, page.text.includes('id="withdraw-application"')]).toEqual([200, offered])
  })
})

describe('the mail of the demo', () => {
  const mail = async (): Promise<MailBox> => {
    const person = await database
      .knex('persons')
      .where('display_name', 'Valutatore CGIL')
      .first<{ email: string }>()
    const stored = {
      id: MAIL_ID,
      receivedAt: '2027-01-11T10:00:00Z',
      from: 'rete@ats.example',
      to: [person.email],
    }
    const read = { ...stored, subject: 'Convocazione riservata', attachments: 0, text: 'Alle 10.', files: [] }
    return {
      list: (shows) => Promise.resolve({ items: [read].filter(shows), next: null }),
      read: () => Promise.resolve(read),
      raw: () => Promise.resolve(Buffer.from('raw')),
    }
  }

  it('is read by those to whom it was sent, in the list, alone and as a file', async () => {
    const mails = await mail()
    for (const path of ['/mail', `/mail/${MAIL_ID}`])
      expect((await open(path, 'TITULAR_CGIL', { mails })).text).toContain('Convocazione riservata')
    expect((await open(`/mail/${MAIL_ID}/message.eml`, 'TITULAR_CGIL', { mails })).status).toBe(200)
  })

  it('refuses a key of its pages that was changed, and says where to begin again', async () => {
    const page = await open('/mail?mails-after=x', 'TITULAR_CGIL', { mails: await mail() })
    expect([page.status, page.text.includes('riparti dalla prima pagina')]).toEqual([400, true])
  })

  it('is not there for anybody else', async () => {
    const mails = await mail()
    expect((await open('/mail', 'PROCESS_OWNER', { mails })).text).not.toContain('Convocazione riservata')
    for (const path of [`/mail/${MAIL_ID}`, `/mail/${MAIL_ID}/message.eml`])
      expect((await open(path, 'PROCESS_OWNER', { mails })).status).toBe(404)
  })
})

describe('pages', () => {
  it('offer nobody to choose outside the demo', async () => {
    const page = await open('/sign-in', null, { demoPeople: null })
    expect(page.text).toContain('Entra con la tua identità digitale')
    expect(page.text).not.toContain('data-account')
  })

  it('tell a fault in words, with a number and no stack', async () => {
    const reads = {
      ...database.reads,
      cycles: { ...database.reads.cycles, list: () => Promise.reject(new Error('secret of the code')) },
    }
    const page = await open('/cycles', 'PROCESS_OWNER', { reads })
    expect(page.status).toBe(500)
    expect(page.text).toContain('Errore interno')
    expect(page.text).not.toContain('secret of the code')
  })

  it('keep the frame of whoever is signed in when they tell what is wrong', async () => {
    for (const [path, status] of [
      ['/nothing-here', 404],
      ['/deliveries', 403],
    ] as const) {
      const page = await open(path, 'FINANCE_1')
      expect(page.status).toBe(status)
      expect(page.text).toContain('id="sign-out"')
      expect(page.text).toContain('href="/inbox"')
    }
  })

  it('tell what is wrong in nobody’s frame when the person cannot be read', async () => {
    const page = await open('/nothing-here', null, {
      signedIn: () => Promise.reject(new Error('no database')),
    })
    expect(page.status).toBe(404)
    expect(page.text).toContain('href="/sign-in"')
  })

  it('say to anybody how accessible they are, and whom to write to (L. 4/2004)', async () => {
    const page = await open('/accessibility', null)
    expect(page.text).toContain('Non ancora valutato')
    expect(page.text).toMatch(/scrivi a [^<]+: <a href="mailto:protocollo@/)
    expect((await open('/calls', null)).text).toContain('<a href="/accessibility">')
  })

  it('give their stacked tables explicit roles, which a narrow screen would take away', async () => {
    const { text } = await open('/network', 'PROCESS_OWNER')
    for (const [element, role] of [
      ['table', 'table'],
      ['thead', 'rowgroup'],
      ['tbody', 'rowgroup'],
      ['tr', 'row'],
      ['th', 'columnheader'],
      ['td', 'cell'],
    ] as const) {
      const tags = text.match(new RegExp(`<${element}\\b[^>]*>`, 'g')) ?? []
      expect(tags.length).toBeGreaterThan(0)
      expect(tags.filter((tag) => !tag.includes(`role="${role}"`))).toEqual([])
    }
  })

  it('send whoever is not signed in to the sign-in, and back', async () => {
    const page = await open('/cycles?x=1', null)
    expect([page.status, page.headers['location']]).toEqual([303, '/sign-in?next=%2Fcycles%3Fx%3D1'])
  })
})
