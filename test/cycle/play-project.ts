import type { CallConfiguration, TrancheRule } from '../../domain/call/configuration.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { inventedCup } from './invented-codes.ts'
import { adoptActOn, processOwner } from './play-approval.ts'
import { smallP7m } from './play-files.ts'
import { playPayment, projectOf } from './play-payment.ts'
import type { PlayedProject } from './play-payment.ts'
import { playStatement } from './play-statement.ts'
import type { Caller, Play } from './play.ts'

type Played = { id: string; index: number }

/** Every project of the plan, all together; the second waits for the first where both need the same CUP or invoice. */
export async function playProjects(play: Play): Promise<void> {
  const path = `/api/cycles/${play.facts['cycleId']}/projects`
  const projects = await play.until('the projects of the plan', async () => {
    const found = await processOwner(play).list<PlayedProject>(path)
    return found.length > 0 ? found : null
  })
  const played = projects.map(({ id }, index) => ({ id, index }))
  await Promise.all(played.map((project) => playProject(play, project)))
  await checkMoney(play, await Promise.all(played.map(({ id }) => projectOf(play, id))))
  await checkOtherLeads(play, played)
}

/** One project from its agreement to its end: codes, grant, commitment, then the call's tranches in
 * order with the statements and results that they wait for (art. 8-10). */
export async function playProject(play: Play, project: Played): Promise<void> {
  const lead = await playAgreement(play, project)
  await playCup(play, project)
  await adoptActOn(play, 'GRANT', project.id)
  if (project.index === 0) await checkLeadReads(play, lead)
  await playCommitment(play, project)
  const tranches = await tranchesOf(play)
  const statements = tranches.filter(asksStatement).length
  for (const [place, tranche] of tranches.entries()) {
    const number = tranches.slice(0, place + 1).filter(asksStatement).length
    if (asksStatement(tranche)) await playStatement(play, project, { number, of: statements })
    if (place === tranches.length - 1) await playResults(play, project)
    await playPayment(play, { ...project, trancheId: tranche.id, place })
  }
  await play.until(`project ${project.id} to be closed`, async () => {
    return (await projectOf(play, project.id)).status === 'CLOSED'
  })
}

const asksStatement = ({ preconditions }: Pick<TrancheRule, 'preconditions'>): boolean =>
  preconditions.includes('STATEMENT_ADMITTED')

const tranchesOf = async (play: Play): Promise<CallConfiguration['tranches']> =>
  play.scenario.callConfiguration(await play.now(), Number(play.facts['firstYear'])).tranches

async function playAgreement(play: Play, { id, index }: Played): Promise<Caller> {
  const task = await play.waitForTask('Task_RecordAgreement', id)
  const today = localDateOf(await play.now())
  const options = task.data['signerOptions'] as { value: string; label: string }[]
  const signers = options.filter((one) => !one.label.endsWith('(aderente)')).map((one) => one.value)
  const file = smallP7m('accordo.pdf.p7m', `accordo ${id}`)
  const signed = { signedOn: today, startsOn: today, signers }
  if (index === 0) {
    await task.who.upload(`/api/work-items/${task.id}/files/SIGNED_AGREEMENT`, file)
    const path = `/api/work-items/${task.id}/complete`
    const refused = await task.who.refused('post', path, { ...signed, signers: signers.slice(1) })
    play.check(
      'art. 9: l’accordo senza la firma di tutti è rifiutato',
      refused.body.code === 'INVALID_INPUT',
      refused,
    )
  }
  await play.complete(task, signed, { SIGNED_AGREEMENT: file })
  return task.who
}

/* The years are those proposed; where another project took them meanwhile, they are asked for again. */
async function playCommitment(play: Play, { id, index }: Played): Promise<void> {
  await play.until(`the commitment of project ${id}`, async () => {
    const task = await play.waitForTask('Task_RecordCommitment', id)
    const years = task.data['years'] as { year: number; amount: string }[]
    const told = {
      ...{ number: `${index + 1}/2027`, committedOn: localDateOf(await play.now()) },
      years: years.map(({ year, amount }) => ({ year, amount })),
    }
    return play.complete(task, told).then(
      () => true,
      (error: unknown) => {
        if (String(error).includes('ALLOCATION_EXHAUSTED')) return false
        throw error
      },
    )
  })
}

async function checkLeadReads(play: Play, lead: Caller): Promise<void> {
  const documents = await lead.list<{ kind: string }>(`/api/cycles/${play.facts['cycleId']}/documents`)
  const grants = documents.filter((document) => document.kind === 'grant-act')
  play.check(
    'art. 8: il capofila legge il proprio atto di concessione, e solo quello',
    grants.length === 1,
    documents,
  )
}

async function playCup(play: Play, { id, index }: Played): Promise<void> {
  const task = await play.waitForTask('Task_RecordCup', id)
  if (index === 1) {
    await play.until('the CUP of the first project', () => Promise.resolve(play.facts['firstCup']))
    const path = `/api/work-items/${task.id}/complete`
    const refused = await task.who.refused('post', path, { cup: inventedCup(0) })
    play.check(
      'DL 76/2020 art. 41: lo stesso CUP non vale per due progetti',
      refused.body.code === 'CUP_TAKEN',
      refused,
    )
  }
  await play.complete(task, { cup: inventedCup(index) })
  if (index === 0) play.facts['firstCup'] = inventedCup(0)
}

async function playResults(play: Play, { id, index }: Played): Promise<void> {
  const task = await play.waitForTask('Task_ReportResults', id)
  const promised = task.data['results'] as { indicator: string; expected: number }[]
  const results = promised.map(({ indicator, expected }, position) => ({
    indicator,
    achieved: Math.round((expected * (9 + ((index + position) % 3))) / 10),
    note: 'Registri di presenza e rilevazione finale.',
  }))
  await play.complete(task, { results })
}

async function checkMoney(play: Play, projects: PlayedProject[]): Promise<void> {
  const cycle = `/api/cycles/${play.facts['cycleId']}`
  const owner = processOwner(play)
  const cash = await owner.get<{ receivedCents: number; reservedCents: number }>(`${cycle}/cash`)
  const paid = projects.reduce((sum, one) => sum + one.paidCents, 0)
  play.check(
    'art. 8: quanto è pagato non supera quanto la Regione ha versato',
    paid === cash.reservedCents && paid > 0 && paid <= cash.receivedCents,
    { paid, cash },
  )
  const tranches = await tranchesOf(play)
  const [first, ...others] = projects
  play.check(
    'art. 10: una spesa non ammessa riduce il contributo nella stessa quota',
    first !== undefined &&
      first.admittedCents < first.costCents &&
      first.paidCents === Math.round((first.admittedCents * first.grantCents) / first.costCents),
    first,
  )
  const inOrder = ({ payments }: PlayedProject) => payments.map((one) => one.trancheId).join()
  play.check(
    'art. 8: chi rendiconta tutto riceve tutto il contributo, nelle quote dell’avviso e nel loro ordine',
    others.every(
      (one) => one.paidCents === one.grantCents && inOrder(one) === tranches.map(({ id }) => id).join(),
    ),
    others.map(({ code, paidCents, grantCents }) => ({ code, paidCents, grantCents })),
  )
  const workbook = await owner.post<{ balanced: boolean }>(`${cycle}/workbook`)
  play.check(
    'art. 8, 10: i totali del rendiconto in Excel quadrano con il database',
    workbook.balanced,
    workbook,
  )
}

async function checkOtherLeads(play: Play, [first]: Played[]): Promise<void> {
  const leads = play.people.filter(({ role }) => role === 'ALLIANCE_LEAD')
  const answers = await Promise.all(
    leads.map(({ personId }) =>
      play
        .as(personId)
        .get(`/api/projects/${first?.id}`)
        .then(
          () => 1,
          () => 0,
        ),
    ),
  )
  const seenBy = answers.reduce<number>((sum, one) => sum + one, 0)
  play.check('art. 10: solo il capofila di un progetto ne vede il denaro', seenBy === 1, { seenBy })
}
