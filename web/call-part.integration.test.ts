import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { demoCallConfiguration } from '../app/demo/call.ts'
import { CALL_PARTS } from '../domain/call/call-draft.ts'
import { OTHER, createDraftScenario, hiddenIn } from '../test/support/draft-scenario.ts'
import type { DraftScenario } from '../test/support/draft-scenario.ts'
import { typedCallPart } from '../test/support/typed-call.ts'
import { demoPersonId } from '../app/demo/network-ids.ts'

type Task = Awaited<ReturnType<DraftScenario['openTask']>>
let scenario: DraftScenario
let owner: string
let task: Task
const configuration = () => demoCallConfiguration(scenario.database.clock.now(), 2027)
const source = (path: string) => ({ [`${path}[source][act]`]: 'Atto di prova' })

beforeAll(async () => {
  scenario = await createDraftScenario()
  owner = await scenario.signIn('PROCESS_OWNER')
}, 60_000)
afterAll(() => scenario.database.close())
beforeEach(async () => {
  task = await scenario.openTask(owner, 'Task_PrepareCall')
})

const at = (part: string) => `${task.page}/call/${part}`
const versionOf = async (part: string) => hiddenIn(await task.open(owner, at(part)), 'version')
async function send(part: string, fields: Record<string, unknown>, version?: string) {
  const form = { ...fields, version: version ?? (await versionOf(part)) }
  return task.postTo(owner, `${at(part)}?act=save-part`, form)
}
const saved = async () => {
  const answer = await task.open(owner, `/api/work-items/${task.id}/call-draft`)
  return answer.body as {
    version: number
    configuration: Record<string, unknown>
    faults: { where: string; message: string }[]
  }
}
const complete = async () =>
  task.post(owner, 'complete', { version: hiddenIn(await task.open(owner), 'version') })

describe('the call is written part by part on pages (art. 8, 9; L. 241/1990 art. 12)', () => {
  it('asks for everything at first, with a link to each field, and shows nothing of a file’s form', async () => {
    const { text } = await task.open(owner)
    expect(text).toContain(`href="${at('grant')}#grant-maxAmountCents-value"`)
    expect(text).toContain('Contributo › Contributo massimo')
    expect(text).not.toMatch(/JSON|>null</)
    for (const part of CALL_PARTS) expect((await task.open(owner, at(part))).text).not.toMatch(/JSON|>null</)
  })

  it('is prepared from what was typed into its fields, as if a file had been brought', async () => {
    for (const part of CALL_PARTS)
      expect((await send(part, typedCallPart(part, configuration()))).status).toBe(303)
    expect((await saved()).faults).toEqual([])
    expect((await complete()).headers['location']).toBe('/inbox')
    const [call] = await scenario.database.stores.calls.ofCycle(scenario.cycleId)
    expect(call?.configuration).toEqual(configuration())
    expect(await scenario.database.knex('call_draft_parts').where({ work_item_id: task.id })).toEqual([])
  })

  it.each<[string, string, string, string]>([
    ['an amount', 'grant', 'grant[maxAmountCents][value]', '1,234.56'],
    ['an amount without its sense', 'grant', 'grant[minAmountCents][value]', 'pochi'],
    ['a share above the whole', 'grant', 'grant[maxShareBasisPoints][value]', '101'],
    ['a share of three decimals', 'grant', 'grant[cofinancingMinBasisPoints][value]', '30,125'],
    ['points', 'scores', 'evaluation[thresholdCentipoints][value]', 'sessanta'],
    ['a day that is none', 'notice', 'window[value][opens][date]', '31/02/2027'],
    ['an hour', 'notice', 'window[value][closes][time]', '25:00'],
    ['a code', 'notice', 'code', 'avviso uno'],
    ['a number', 'who', 'partnership[minBodies][value]', 'quattro'],
    ['a choice that is none', 'grant', 'grant[vat][value]', 'FORSE'],
    ['years', 'costs', 'years[value]', 'dal 2027'],
    ['a year of a row', 'money', 'allocation[years][0][year]', '27'],
    ['days beyond the law', 'terms', 'terms[conclusionDays][value]', '200'],
  ])(
    'keeps %s that cannot be, tells how it is written, and is not completed with it',
    async (_what, part, name, text) => {
      expect((await send(part, { [name]: text })).status).toBe(303)
      const { text: page } = await task.open(owner, at(part))
      const field = name.replaceAll(/\W+/g, '-').replace(/-$/, '')
      expect(page).toMatch(new RegExp(`id="${field}(-fault)?"`))
      if (text !== 'FORSE') expect(page).toContain(`value="${text}"`)
      expect(page).toContain('Da correggere: 1')
      expect(page).toContain(`href="#${field}"`)
      expect((await complete()).status).toBe(422)
    },
  )

  it('takes «nessuno» where there may be none, and nothing for an empty field', async () => {
    await send('grant', { 'grant[maxAmountCents][value]': 'nessuno', ...source('grant[maxAmountCents]') })
    const { configuration: written, faults } = await saved()
    expect(written).toMatchObject({
      grant: { maxAmountCents: { value: null }, minAmountCents: { source: {} } },
    })
    expect(faults.map(({ where }) => where)).toContain('Contributo › Contributo minimo')
  })

  it('adds and takes away rows, and picks a known value with its source, without saving', async () => {
    const added = await send('who', { 'areas[0][label]': 'Prima', rows: 'add:areas' })
    expect(added.text).toContain('name="areas[1][label]"')
    expect(added.text).toContain('value="Prima"')
    const less = await send('who', {
      'areas[0][label]': 'Prima',
      'areas[1][label]': 'Seconda',
      rows: 'remove:areas:0',
    })
    expect(less.text).not.toContain('value="Prima"')
    const pick = /value="(pick:\d+)"[^>]*>Usa «70/.exec((await task.open(owner, at('grant'))).text)?.[1]
    const picked = await send('grant', { rows: pick })
    expect(picked.text).toMatch(/name="grant\[maxShareBasisPoints\]\[value\]" value="70"/)
    expect(picked.text).toContain('value="D.d.u.o. 4683 del 06/04/2022"')
    expect(await saved()).toMatchObject({ version: 0 })
  })

  it('gives each row a code of its own that nobody writes', async () => {
    await send('who', { 'areas[0][label]': 'Città & tempi', 'areas[1][label]': 'Citta tempi' })
    expect((await saved()).configuration).toMatchObject({
      areas: [{ id: 'CITTA_TEMPI' }, { id: 'CITTA_TEMPI_2' }],
    })
  })
})

describe('a call that two people write', () => {
  it('is never overwritten unseen: the second is shown who saved it, and chooses', async () => {
    const seen = await versionOf('grant')
    await send('grant', { 'grant[maxAmountCents][value]': '50.000,00' }, seen)
    const refused = await send('grant', { 'grant[maxAmountCents][value]': '60.000,00' }, seen)
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('value="60.000,00"')
    expect(refused.text).toContain('<strong>Contributo massimo</strong>: salvato «')
    const now = hiddenIn(
      { headers: {}, text: refused.text.slice(refused.text.indexOf('class="conflict"')) },
      'version',
    )
    expect((await send('grant', { 'grant[maxAmountCents][value]': '60.000,00' }, now)).status).toBe(303)
    expect((await saved()).configuration).toMatchObject({ grant: { maxAmountCents: { value: 6_000_000 } } })
  })

  it('lets two write different parts', async () => {
    const [grant, terms] = [await versionOf('grant'), await versionOf('terms')]
    expect((await send('grant', {}, grant)).status).toBe(303)
    expect((await send('terms', {}, terms)).status).toBe(303)
  })

  it('is not completed in a version that nobody has read', async () => {
    const version = hiddenIn(await task.open(owner), 'version')
    await send('terms', { 'terms[scoringDays][value]': '15' })
    await send('grant', {})
    expect((await task.post(owner, 'complete', { version })).status).toBe(409)
  })

  it('keeps what was typed when the task is somebody else’s now, and is not theirs to read who may not prepare it', async () => {
    const version = await versionOf('grant')
    await task.post(owner, 'give', { personId: demoPersonId(OTHER) })
    const refused = await send('grant', { 'grant[maxAmountCents][value]': '1.000,00' }, version)
    expect([refused.status, refused.text.includes('value="1.000,00"')]).toEqual([409, true])
    const lead = await scenario.signIn('LEAD_IPIS', 'ALLIANCE_LEAD')
    for (const path of [at('grant'), `${task.page}/call.json`, `/api/work-items/${task.id}/call-draft`])
      expect((await task.open(lead, path)).status).toBe(403)
  })
})

async function bring(file: unknown) {
  const version = hiddenIn(await task.open(owner), 'version')
  const content = typeof file === 'string' ? file : JSON.stringify(file)
  return task.postTo(owner, `${task.page}?act=bring-call`, { 'call-file': content, version })
}

describe('a call before it is proposed', () => {
  const notice = () => task.open(owner, `/api/work-items/${task.id}/call-draft/notice`)

  it('is seen as the notice that it would become, only once nothing is missing (art. 8)', async () => {
    expect((await notice()).status).toBe(422)
    expect((await task.open(owner)).text).toContain('c’è quando nulla manca')
    await bring(configuration())
    const paper = await notice()
    expect([paper.status, paper.headers['content-type']]).toEqual([200, 'application/pdf'])
    expect((paper.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-')
    expect(await scenario.database.knex('documents')).toEqual([])
  })

  it('is tried with applications made up from its own rules, and says which rule stops which', async () => {
    const page = () => task.open(owner, `${task.page}/call-trial`)
    expect((await page()).text).toContain('La prova si fa quando nulla manca')
    await bring(configuration())
    const { text } = await page()
    expect(text).toContain('Il contributo chiesto supera il massimo, €\u00a0130.000,00.')
    for (const outcome of ['Non si può presentare', 'Non ammessa', 'Da integrare o chiarire', 'Finanziato'])
      expect(text).toContain(outcome)
    expect(text).toContain('Arrivo anteriore'.toLowerCase())
    expect(await scenario.database.knex('applications')).toEqual([])
  })

  it('is compared with the network’s last call once there is one', async () => {
    await bring(configuration())
    const page = () => task.open(owner, `${task.page}/call-comparison`)
    expect((await page()).text).toContain('non ha ancora pubblicato avvisi')
    await scenario.publish()
    expect((await page()).text).toContain('Contributo massimo')
    task = await scenario.openTask(owner, 'Task_PrepareCall')
    expect((await task.open(owner)).text).toContain('Parti dall’ultimo avviso')
    expect((await task.post(owner, 'last-call', { version: '0' })).status).toBe(303)
    expect((await saved()).configuration).toMatchObject({ grant: { maxAmountCents: { value: 14_000_000 } } })
  })
})

describe('a call’s file', () => {
  it('is brought in the place of the draft and taken as it is', async () => {
    expect((await bring(configuration())).status).toBe(303)
    const taken = await task.open(owner, `${task.page}/call.json`)
    expect(JSON.parse(taken.text)).toEqual(configuration())
    expect(taken.headers['content-disposition']).toContain('avviso.json')
  })

  it('is told at its fields where its values are wrong, in euro', async () => {
    const file = configuration()
    file.budgetLineCents.value = 90_000_000 as never
    await bring(file)
    const { text } = await task.open(owner)
    expect(text).toContain('Risorse › Dotazione dell’avviso')
    expect(text).toContain('€\u00a0774.400,00')
  })

  it.each<[string, unknown, string]>([
    ['no file of a call', [1], 'Il file non è di un avviso'],
    ['torn', '{"code"', 'Il file non è di un avviso'],
    ['empty of all that a call says', {}, 'Il file non è di un avviso'],
    ['nothing at all', 'null', 'Il file non è di un avviso'],
    ['with a value in another shape', { title: 'Avviso' }, 'L’avviso › Titolo: Nel file non è scritto come'],
    [
      'with a stranger within',
      { evaluation: { zz: 1 } },
      'Nel file, in «evaluation»: Campo non previsto: zz. Toglilo',
    ],
    ['with a field that no call has', { extra: 1 }, 'extra'],
    ['with a text for a list', { areas: 'tutte' }, 'Aree di intervento'],
  ])('is refused where it is %s, and the draft stays', async (_what, file, told) => {
    await send('terms', { 'terms[scoringDays][value]': '15' })
    const refused = await bring(file)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain(told)
    expect((await saved()).configuration).toMatchObject({ terms: { scoringDays: { value: 15 } } })
  })
})
