import type { Alliance } from '../../app/demo/alliances.ts'
import type { Application } from '../../domain/call/application.ts'
import { callRules } from '../../domain/call/configuration.ts'
import type { CallConfiguration } from '../../domain/call/configuration.ts'
import { SIGNED_FORM } from '../../domain/call/configuration.ts'
import { signedP7m, smallP7m, smallPdf } from './play-files.ts'
import type { Caller, Play } from './play.ts'

export interface PlayedCall {
  id: string
  status: string
  opensAt: string
  closesAt: string
  configuration: CallConfiguration
}
interface Receipt {
  receiptNumber: string
  arrivedAt: string
  contentSha256: string
}

/** An application as its lead works on it. */
interface PlayedApplication {
  path: string
  lead: Caller
  content: Application
}

/** Who signs for an alliance. */
export const leadOf = (play: Play, { lead }: Alliance): Caller => play.asPerson(`LEAD_${lead}`)

/** Drafts an application; returns its id. */
export async function draft(play: Play, call: PlayedCall, alliance: Alliance): Promise<string> {
  const content = play.scenario.application(alliance, callRules(call.configuration))
  const drafted = await leadOf(play, alliance).post<{ id: string }>(
    `/api/calls/${call.id}/applications`,
    content,
  )
  return drafted.id
}

async function attach(
  { path, lead }: PlayedApplication,
  alliance: Alliance,
  kinds: readonly string[],
): Promise<void> {
  const others = kinds.filter((one) => one !== SIGNED_FORM && !alliance.lacks.includes(one))
  for (const kind of others)
    await lead.upload(
      `${path}/attachments/${kind}`,
      smallPdf(`${kind.toLowerCase()}.pdf`, `${alliance.lead} ${kind}`),
    )
}

/* The application as it now is, downloaded, signed outside and brought back. */
async function sign({ path, lead }: PlayedApplication): Promise<void> {
  const form = await lead.download(`${path}/form`)
  await lead.upload(`${path}/attachments/${SIGNED_FORM}`, signedP7m('domanda.pdf.p7m', form))
}

/* The partners' letters: half of them before the application is submitted, the others after it, which stays as it is. */
async function confirmPartners(
  play: Play,
  { path, lead, content }: PlayedApplication,
  { alliance, when }: { alliance: Alliance; when: 'BEFORE' | 'AFTER' },
): Promise<void> {
  const { unconfirmed, confirmsItself, network } = play.scenario
  const silent = [...unconfirmed, ...(confirmsItself === null ? [] : [confirmsItself])]
    .filter((one) => one.lead === alliance.lead)
    .map((one) => network.bodies.find(({ code }) => code === one.body)?.taxCode)
  const others = content.partners.filter(
    ({ role, bodyTaxCode }) => role !== 'LEAD' && !silent.includes(bodyTaxCode),
  )
  for (const [index, { bodyTaxCode }] of others.entries())
    if ((index % 2 === 0) === (when === 'BEFORE'))
      await lead.upload(
        `${path}/letters/${bodyTaxCode}`,
        smallP7m('lettera.pdf.p7m', `adesione ${bodyTaxCode}`),
      )
}

interface NamedIn {
  applicationId: string
  partSha256: string
  confirmed: boolean
}

/* A body that acts here sees what it is named for, and confirms by itself; again changes nothing. */
async function confirmItself(play: Play): Promise<void> {
  const { confirmsItself } = play.scenario
  if (confirmsItself === null) return
  const id = play.facts[`applicationId:${confirmsItself.lead}`]
  const who = play.asPerson(confirmsItself.person)
  const own = async () =>
    (await who.list<NamedIn>('/api/my-partnerships')).find((one) => one.applicationId === id)
  const before = await own()
  const told = { partSha256: before?.partSha256 ?? '' }
  await who.post(`/api/applications/${id}/confirmation`, told)
  await who.post(`/api/applications/${id}/confirmation`, told)
  const after = await own()
  const confirmed = before?.confirmed === false && after?.confirmed === true
  play.check('art. 9: un partner conferma ruolo e apporto con il proprio accesso', confirmed, {
    before,
    after,
  })
}

async function checkWrongFile(play: Play, { path, lead }: PlayedApplication): Promise<void> {
  const content = Buffer.from('{"not":"a pdf"}')
  const wrong = { fileName: 'scheda.pdf', mediaType: 'application/pdf', content }
  const refused = await lead.upload(`${path}/attachments/TECHNICAL_SHEET`, wrong).then(
    () => false,
    () => true,
  )
  play.check('art. 10: un allegato che non è ciò che dichiara è rifiutato', refused, wrong.fileName)
}

async function checkWrongSum(play: Play, { path, lead, content }: PlayedApplication): Promise<void> {
  await lead.put(path, { ...content, totalCostCents: content.totalCostCents + 1 })
  const answer = await lead.refused('post', `${path}/submit`, {})
  const isRefused = answer.body.code === 'APPLICATION_INVALID'
  play.check('art. 10: voci di costo che non sommano al totale sono rifiutate', isRefused, answer)
  await lead.put(path, content)
}

async function checkSubmission(play: Play, { path, lead, content }: PlayedApplication): Promise<void> {
  const first = await lead.post<Receipt>(`${path}/submit`, {})
  const again = await lead.post<Receipt>(`${path}/submit`, {})
  const isSame =
    first.receiptNumber === again.receiptNumber &&
    first.contentSha256 === again.contentSha256 &&
    first.arrivedAt === again.arrivedAt
  play.check('art. 10: presentare di nuovo dà la stessa ricevuta', isSame, again)
  const edit = await lead.refused('put', path, content)
  const isKept = edit.body.code === 'APPLICATION_ALREADY_SUBMITTED'
  play.check('art. 10: dopo la presentazione la domanda non si modifica', isKept, edit)
}

/* What was signed before a change no longer counts, and does not come back as the form of what is written now. */
async function checkSignedForm(play: Play, application: PlayedApplication): Promise<void> {
  const { path, lead, content } = application
  const before = await lead.download(`${path}/form`)
  const again = await lead.download(`${path}/form`)
  play.check(
    'art. 10: con lo stesso contenuto la domanda da firmare è lo stesso file',
    before.equals(again),
    {},
  )
  await sign(application)
  await lead.put(path, { ...content, summary: `${content.summary} Rivista.` })
  const attached = await lead.get<{ attachments: { kind: string }[] }>(path)
  const isVoid = !attached.attachments.some(({ kind }) => kind === SIGNED_FORM)
  play.check('art. 10: la domanda firmata prima di una modifica non vale più', isVoid, attached.attachments)
  await lead.download(`${path}/form`)
  const older = lead.upload(`${path}/attachments/${SIGNED_FORM}`, signedP7m('domanda.pdf.p7m', before))
  const isRefused = await older.then(
    () => false,
    () => true,
  )
  play.check('art. 10: la firma su una domanda superata è rifiutata', isRefused, 'domanda.pdf.p7m')
  await lead.put(path, content)
}

/** Every application is drafted, completed with its files and submitted by its lead (art. 10). */
export async function playSubmissions(play: Play, call: PlayedCall): Promise<void> {
  const rules = callRules(call.configuration)
  for (const [index, alliance] of play.scenario.alliances.entries()) {
    const id = await draft(play, call, alliance)
    play.facts[`applicationId:${alliance.lead}`] = id
    const content = play.scenario.application(alliance, rules)
    const application = { path: `/api/applications/${id}`, lead: leadOf(play, alliance), content }
    const kinds = rules.requiredAttachments.map((one) => one.kind)
    await attach(application, alliance, kinds)
    await confirmPartners(play, application, { alliance, when: 'BEFORE' })
    if (index === 0) {
      await checkWrongFile(play, application)
      await checkWrongSum(play, application)
      await checkSignedForm(play, application)
    }
    if (!alliance.lacks.includes(SIGNED_FORM)) await sign(application)
    if (index === 0) await checkSubmission(play, application)
    else await application.lead.post(`${application.path}/submit`, {})
    await confirmPartners(play, application, { alliance, when: 'AFTER' })
  }
  await confirmItself(play)
}
