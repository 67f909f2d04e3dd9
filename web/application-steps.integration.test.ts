import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createDesk, typedSteps } from '../test/support/desk.ts'
import { hiddenIn } from '../test/support/draft-scenario.ts'
import { sendForm } from '../test/support/send-form.ts'

let desk: Awaited<ReturnType<typeof createDesk>>
beforeAll(async () => {
  desk = await createDesk()
}, 60_000)
afterAll(() => desk.database.close())

describe('an application in steps, without scripts (art. 9, 10)', () => {
  it('begins by a button on the open call, and each step leads to the next', async () => {
    const address = await desk.begin()
    expect(address).toMatch(/^\/applications\/\w+$/)
    const steps = typedSteps(desk.content)
    for (const [index, [step, fields]] of steps.entries()) {
      const next = steps[index + 1]?.[0] ?? 'overview'
      const saved = await desk.save(address, step, { ...fields, then: next })
      expect([step, saved.status, saved.headers['location']]).toEqual([
        ...[step, 303, index === steps.length - 1 ? address : `${address}/${next}`],
      ])
    }
    const written = await desk.contentOf(address)
    const order = ({ budgetLines, ...rest }: object & { budgetLines: object[] }) => ({
      ...rest,
      budgetLines: budgetLines.map((line) => JSON.stringify(line, Object.keys(line).toSorted())).toSorted(),
    })
    expect(order(written)).toEqual(order(desk.content))
    const overview = await desk.open(address)
    expect(overview.text).toContain('Nulla impedisce di presentare la domanda')
    expect(overview.text).toContain('Manca l’allegato: Scheda tecnica del progetto.')
    expect(overview.text).toContain(`href="${address}/submit"`)
  })

  it('is presented from the page that shows all of it, what is missing and what follows (art. 10)', async () => {
    const address = await desk.begin()
    const unfinished = await desk.open(`${address}/submit`)
    expect(unfinished.text).toContain(`href="${address}/lead#title"`)
    expect(unfinished.text).not.toContain('act=submit')
    for (const [step, fields] of typedSteps(desk.content)) await desk.save(address, step, fields)
    const whole = (await desk.open(`${address}/submit`)).text
    for (const told of [
      ...[desk.content.title, '185.000,00', 'Scheda tecnica del progetto', 'Nulla impedisce di presentare'],
      ...['Contenuto e allegati non cambiano più', 'la domanda si può ritirare'],
    ])
      expect(whole).toContain(told)
    const fields = { signatory: hiddenSignatory(whole) }
    const present = () => sendForm(desk.http, `${address}/submit?act=submit`, fields, desk.cookie)
    for (const submitted of [await present(), await present()])
      expect(submitted.headers['location']).toBe(address)
    for (const step of ['lead', 'submit'])
      expect((await desk.open(`${address}/${step}`)).headers['location']).toBe(address)
  })

  it('is saved with anything missing, and tells all of it with the step and the field that mend it', async () => {
    const address = await desk.begin()
    await desk.save(address, 'lead', {
      'contacts[0][name]': 'Anna Bianchi',
      'signatory[capacity]': 'DELEGATE',
    })
    const page = (await desk.open(`${address}/budget`)).text
    for (const link of [
      'lead#title',
      'lead#contacts-0-email',
      'lead#signatory-personId',
      'lead#signatory-mandate',
      'partners#partners-0-contribution',
      'partners#partners',
      'actions#areaId',
      'actions#actions',
      'budget#budgetLines',
      'cofinancing#requestedGrantCents',
      'results#indicators',
      'attachments#declarations',
      'attachments#file-TECHNICAL_SHEET',
      'attachments#file-MANDATE',
      'notice#file-CODESIGN_EVIDENCE',
    ])
      expect(page).toContain(`href="${address}/${link}"`)
    for (const step of ['lead', 'partners', 'actions', 'cofinancing', 'results', 'attachments', 'notice']) {
      const text = (await desk.open(`${address}/${step}`)).text
      const anchors = [...page.matchAll(new RegExp(`href="${address}/${step}#([^"]+)"`, 'g'))].map(
        ([, id]) => id,
      )
      for (const id of anchors) expect(text).toContain(`id="${id}"`)
    }
  })

  it('shows a step again with what was typed, checked and not saved', async () => {
    const address = await desk.begin()
    const looked = await desk.save(address, 'lead', {
      title: 'Un titolo <nuovo>',
      'contacts[0][email]': 'x',
      rows: 'look',
    })
    expect(looked.status).toBe(200)
    expect(looked.text).toContain('value="Un titolo &lt;nuovo&gt;"')
    expect(looked.text).not.toContain(`href="${address}/lead#title"`)
    expect(looked.text).toContain('Indirizzo e-mail non valido')
    expect(await desk.contentOf(address)).toMatchObject({ title: null })
  })

  it('finds partners in the register, and adds one with what the register knows', async () => {
    const address = await desk.begin()
    const found = await desk.save(address, 'partners', {
      'partners[0][contribution]': 'Coordina',
      find: 'comune',
      rows: 'look',
    })
    const add = /value="(add:partners:[^"]+)"/
      .exec(found.text)?.[1]
      ?.replaceAll('&amp;', '&')
      .replaceAll('&#x3D;', '=')
    const shown = await desk.save(address, 'partners', {
      'partners[0][contribution]': 'Coordina',
      rows: add ?? '',
    })
    expect(shown.text).toContain('name="partners[1][bodyTaxCode]" value="')
    expect(shown.text).toMatch(/name="partners\[1\]\[bodyName\]" value="Comune/i)
  })

  it('is never written over what another tab saved in the same step, and both are shown', async () => {
    const address = await desk.begin()
    const read = hiddenIn(await desk.open(`${address}/lead`), 'readSha256')
    await desk.save(address, 'lead', { title: 'Dalla prima scheda' })
    await desk.save(address, 'actions', { summary: 'Un altro passo' })
    const late = await desk.save(address, 'lead', { title: 'Dalla seconda scheda', readSha256: read })
    expect(late.status).toBe(409)
    for (const text of ['Dalla prima scheda</td>', 'Dalla seconda scheda</td>', 'Nulla è stato sovrascritto'])
      expect(late.text).toContain(text)
    expect(await desk.contentOf(address)).toMatchObject({ title: 'Dalla prima scheda' })
    const [, now = ''] = /name="readSha256" value="(\w+)" class/.exec(late.text) ?? []
    const chosen = await desk.save(address, 'lead', {
      title: 'Dalla seconda scheda',
      readSha256: [read, now],
    })
    expect(chosen.status).toBe(303)
    expect(await desk.contentOf(address)).toMatchObject({
      title: 'Dalla seconda scheda',
      summary: 'Un altro passo',
    })
  })

  it('fills the grid from a block of a spreadsheet, from the row that is chosen', async () => {
    const address = await desk.begin()
    const code = desk.content.partners[0]?.bodyTaxCode ?? ''
    const cells = Object.fromEntries(
      ['STAFF', 'SERVICES', 'COMMUNICATION'].flatMap((category, row) => [
        [`costs[r${row}][row]`, `${code} ${category}`],
        ...[2027, 2028, 2029].map((year) => [`costs[r${row}][y${year}]`, row === 0 ? '1,00' : '']),
      ]),
    ) as Record<string, string>
    const saved = await desk.save(address, 'budget', {
      ...cells,
      from: 'r1',
      block: '1.000,50\t€ 2.000\t\r\n-\t3\t4,5\r\n',
    })
    expect(saved.status).toBe(303)
    const { budgetLines, totalCostCents } = await desk.contentOf(address)
    expect(budgetLines.map(({ categoryId, year, costCents }) => [categoryId, year, costCents])).toEqual([
      ...[2027, 2028, 2029].map((year) => ['STAFF', year, 100]),
      ...[
        ['SERVICES', 2027, 100_050],
        ['SERVICES', 2028, 200_000],
      ],
      ...[
        ['COMMUNICATION', 2028, 300],
        ['COMMUNICATION', 2029, 450],
      ],
    ])
    expect(totalCostCents).toBe(301_100)
    const page = (await desk.open(`${address}/budget`)).text
    expect(page).toContain('value="1.000,50"')
    expect(page).toMatch(/€.3\.011,00/)
  })
})

const hiddenSignatory = (text: string): string => /<option value="([^"]+)" selected/.exec(text)?.[1] ?? ''
