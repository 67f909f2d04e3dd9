import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import {
  OTHER,
  complete,
  cookiesOf,
  createDraftScenario,
  hiddenIn,
  typed,
} from '../test/support/draft-scenario.ts'
import { demoPersonId } from '../app/demo/network-ids.ts'
import { attachWorkItemFile } from '../use-cases/cycle/attach-work-item-file.ts'
import type { DraftScenario } from '../test/support/draft-scenario.ts'

type Task = Awaited<ReturnType<DraftScenario['openTask']>>
let scenario: DraftScenario
let owner: string
let other: string
let task: Task

beforeAll(async () => {
  scenario = await createDraftScenario()
  owner = await scenario.signIn('PROCESS_OWNER')
  other = await scenario.signIn(OTHER)
}, 60_000)
afterAll(() => scenario.database.close())
beforeEach(async () => {
  task = await scenario.openTask(owner)
})

describe('a draft without scripts', () => {
  it('is saved by its button with all that was typed, and is in the form when the page is opened again', async () => {
    const saved = await task.post(owner, 'save-draft', {
      ...typed,
      version: hiddenIn(await task.open(owner), 'version'),
    })
    expect([saved.status, saved.headers['location']]).toEqual([303, task.page])
    const again = await task.open(owner)
    for (const shown of [
      'value="Documento &lt;di&gt; indirizzo"',
      'value="Il territorio"',
      'Prima riga\nseconda riga</textarea>',
      'value="domani"',
      'Bozza salvata alle 10:00',
      'Scarta la bozza',
    ])
      expect(again.text).toContain(shown)
    expect((await task.open(other)).text).not.toContain('Il territorio')
  })

  it('of another tab is not overwritten: both are shown, and the person chooses', async () => {
    const version = hiddenIn(await task.open(owner), 'version')
    await task.post(owner, 'save-draft', { ...typed, title: 'Dalla prima scheda', version })
    const late = await task.post(owner, 'save-draft', { ...typed, title: 'Dalla seconda scheda', version })
    expect(late.status).toBe(409)
    expect(late.text).toContain('value="Dalla seconda scheda"')
    expect(late.text).toContain('<dt>Titolo del documento</dt><dd class="pre">Dalla prima scheda</dd>')
    expect(hiddenIn(late, 'version')).toBe(version)
    const [draft] = await task.drafts()
    expect(draft?.typed).toMatchObject({ title: 'Dalla prima scheda' })
    const choice = { ...typed, title: 'Dalla seconda scheda', version: [version, String(draft?.version)] }
    expect((await task.post(owner, 'save-draft', choice)).status).toBe(303)
    expect((await task.drafts())[0]?.typed).toMatchObject({ title: 'Dalla seconda scheda' })
  })

  it('is discarded in the version that was seen, and then the form is as it was', async () => {
    await task.put(owner, { title: 'Da scartare' }, 0).expect(200)
    const stale = await task.post(owner, 'discard-draft', { version: '0' })
    expect([stale.status, stale.text.includes('Da scartare')]).toEqual([409, true])
    expect(
      (await task.post(owner, 'discard-draft', { version: hiddenIn(await task.open(owner), 'version') }))
        .status,
    ).toBe(303)
    expect(await task.drafts()).toEqual([])
    expect((await task.open(owner)).text).not.toContain('Da scartare')
  })

  it('goes when the task is completed, but for one that another tab has saved since', async () => {
    await task.put(owner, { title: 'Vista' }, 0)
    const version = hiddenIn(await task.open(owner), 'version')
    await task.put(owner, { title: 'Di un’altra scheda' }, version).expect(200)
    const done = await task.post(owner, 'complete', { ...complete, version })
    expect([done.status, done.headers['location']]).toEqual([303, '/inbox'])
    const inbox = await task.open(`${owner}; ${cookiesOf(done)}`, '/inbox')
    expect(inbox.text).toContain('In un’altra scheda avevi salvato una bozza diversa')
    const ended = await task.open(owner)
    expect(ended.text).toContain('Di un’altra scheda')
    await task.post(owner, 'discard-draft', { version: hiddenIn(ended, 'version') })
    expect(await task.drafts()).toEqual([])
  })

  it('of a task that somebody else completed meanwhile stays to be copied; who and when is told', async () => {
    const before = await task.put(other, { title: 'Salvata prima' }, 0).expect(200)
    const { version } = before.body as { version: number }
    await task.post(owner, 'complete', complete)
    const late = await task.post(other, 'complete', { ...typed, title: 'Scritto fino a ora', version })
    expect(late.status).toBe(409)
    for (const shown of [
      'completata da Responsabile del procedimento, 11/01/2027, ore 10:00',
      'Scritto fino a ora',
      'Il territorio',
    ])
      expect(late.text).toContain(shown)
    const again = await task.open(other)
    expect(again.text).toContain('<dt>Titolo del documento</dt><dd class="pre">Scritto fino a ora</dd>')
    expect(again.text).not.toContain('id="complete"')
  })

  it('of a task that somebody else has taken is in the form that is shown at once, whatever browser sent it', async () => {
    const form = (data: string) => task.post(other, 'complete', { data, version: '0' })
    const refused = await form(JSON.stringify({ title: 'Scritto con gli script' }))
    expect([refused.status, refused.text.includes('value="Scritto con gli script"')]).toEqual([409, true])
    await scenario.database.knex('task_drafts').where({ work_item_id: task.id }).delete()
    const plain = await task.post(other, 'complete', { ...typed, version: '0' })
    for (const shown of ['value="Documento &lt;di&gt; indirizzo"', 'value="Il territorio"', 'value="domani"'])
      expect([shown, plain.text.includes(shown)]).toEqual([shown, true])
  })
})

describe('the form that completes a task, without scripts', () => {
  it('gives its first receipt however often it is sent, and does nothing twice', async () => {
    const form = { ...complete, key: 'one-writing', version: hiddenIn(await task.open(owner), 'version') }
    const [first, ...again] = [
      ...(await Promise.all([task.post(owner, 'complete', form), task.post(owner, 'complete', form)])),
      await task.post(owner, 'complete', form),
    ]
    const told = ({ status, headers }: Awaited<ReturnType<typeof task.post>>) => [
      ...[status, headers['location']],
      String(headers['set-cookie']).split(';')[0],
    ]
    expect(told(first)).toEqual([303, '/inbox', expect.stringContaining('receipt')])
    for (const one of again) expect(told(one)).toEqual(told(first))
    const chain = await scenario.database.stores.audit.entries(scenario.cycleId)
    expect(chain.filter(({ facts }) => facts['workItemId'] === task.id)).toHaveLength(2)
    const other = await task.post(owner, 'complete', { ...form, title: 'Un altro titolo' })
    expect([other.status, other.text.includes('è già stato inviato con altri dati')]).toEqual([409, true])
  })

  it('is as good as sent where its file comes again with it', async () => {
    const { database } = scenario
    const actor = await database.stores.network.actorOf(demoPersonId('PROCESS_OWNER'), database.today())
    const stored = await database.files.put(Buffer.from('%PDF-1.7 verbale'))
    const file = { ...stored, fileName: 'a.pdf', mediaType: 'application/pdf', content: 'pdf' as const }
    const upload = { ...file, enclosed: null, signs: [], signature: 'NONE' as const }
    const kept = { ...{ id: task.id, kind: 'x', fileName: 'a.pdf', mediaType: 'application/pdf' } }
    const by = { uploadedBy: actor!.personId, uploadedAt: database.clock.now() }
    await database.stores.documents.recordFile({ ...stored, at: database.clock.now() })
    await database.stores.workItems.putFile(task.id, {
      ...kept,
      ...by,
      sha256: file.sha256,
      signature: 'NONE',
    })
    await task.post(owner, 'complete', complete)
    const attach = (sha256: string) =>
      database.run(actor!, attachWorkItemFile, { id: task.id, kind: 'x', file: { ...upload, sha256 } })
    expect(await attach(file.sha256)).toEqual({ sha256: file.sha256, signature: 'NONE' })
    await expect(attach('another')).rejects.toMatchObject({ code: 'WORK_ITEM_NOT_OPEN' })
  })
})

describe('a task that is refused for a file', () => {
  it('leads to the field in which it is chosen, and puts the focus there', async () => {
    task = await scenario.openTask(owner, 'Task_PrepareCall')
    const refused = await task.post(owner, 'bring-call', { version: '0' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('href="#call-file"')
    expect(refused.text).toMatch(/<input type="file" id="call-file"[^>]*aria-invalid="true"[^>]*autofocus/)
  })
})
