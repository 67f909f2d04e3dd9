import { addDays } from '../../domain/shared/local-date.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { openPackage } from './package.ts'
import { adoptAct } from './play-act.ts'
import type { Caller, DemoPerson, Play } from './play.ts'

export interface PlayedSubmission {
  id: string
  kind: 'PLAN' | 'FINAL_RETURN'
  status: string
  packageSha256: string | null
  packageDocumentId: string | null
  receiptNumber: string | null
  protocolNumber: string | null
  outcome: { id: string; outcome: string; protocol: string; decidedOn: string } | null
}
interface ProposedAct {
  id: string
  subjectId: string
}
interface PlayedPlan {
  id: string
  status: string
  alliancesCents: number
  systemActionsCents: number
}

const DAYS_AWAY = 30

/** The process owner as the API knows that person. */
export function processOwner(play: Play): Caller {
  return play.as(ownerOf(play).personId)
}

/* Who is process owner in the network's file. */
function ownerOf(play: Play): DemoPerson {
  const owner = play.people.find(({ role }) => role === 'PROCESS_OWNER')
  if (owner === undefined) throw new Error('the demo network has no process owner')
  return owner
}

/** Adopts and publishes the act of a kind that waits for this subject. */
export async function adoptActOn(play: Play, kind: string, subjectId: string): Promise<void> {
  const proposal = await play.until(`the ${kind} of ${subjectId} to be proposed`, async () => {
    const path = `/api/cycles/${play.facts['cycleId']}/acts?kind=${kind}&status=PROPOSED`
    const acts = await processOwner(play).list<ProposedAct>(path)
    return acts.find((act) => act.subjectId === subjectId)
  })
  await adoptAct(play, proposal.id)
}

/** The plan is adopted in the place of the process owner, who is away, goes to the Region, gets its receipt and is validated (art. 8). */
export async function playApproval(play: Play): Promise<void> {
  await adoptAct(play, undefined, await substituteOwner(play))
  const owner = processOwner(play)
  const submission = await play.until('the Region to validate the plan', async () => {
    const sent = await owner.list<PlayedSubmission>(`/api/cycles/${play.facts['cycleId']}/submissions`)
    return sent.find(({ kind, status }) => kind === 'PLAN' && status === 'VALIDATED')
  })
  await checkPackage(play, owner, submission)
  await checkOutcome(play, owner, submission)
  const [plan] = await owner.list<PlayedPlan>(`/api/cycles/${play.facts['cycleId']}/plans`)
  const funded = await owner.list<{ grantCents: number }>(`/api/plans/${plan?.id}/projects`)
  const grants = funded.reduce((sum, project) => sum + project.grantCents, 0)
  play.check(
    'art. 8: il Piano è validato e i contributi stanno nella quota delle Alleanze',
    plan?.status === 'VALIDATED' && grants > 0 && grants <= plan.alliancesCents,
    { status: plan?.status, grants, alliancesCents: plan?.alliancesCents },
  )
}

/* The process owner is away: the function passes to somebody by a recorded act, who finds the act on the Plan to do and is told in
 * whose place (art. 8). */
async function substituteOwner(play: Play): Promise<Caller> {
  const waiting = await play.waitForTask('Task_RecordAct')
  const owner = ownerOf(play)
  const personId = play.scenario.ids.person(play.scenario.standsInForOwner)
  const page = `/tasks/${waiting.id}`
  const before = await play.as(personId).refused('get', `/api/work-items/${waiting.id}`)
  const from = localDateOf(await play.now())
  const { functionId } = await processOwner(play).post<{ functionId: string }>(
    `/api/network/people/${personId}/substitutions`,
    {
      ...{ functionId: owner.functionId, from, until: addDays(from, DAYS_AWAY) },
      ...{ act: 'Decreto del Direttore generale n. 131', reason: 'Congedo.' },
    },
  )
  const substitute = play.inFunction(personId, functionId)
  const told = (await substitute.download(page)).toString()
  play.check(
    'art. 8: chi sostituisce il responsabile del procedimento ne trova le attività, e vi legge in sostituzione di chi agisce',
    before.status === 404 && told.includes(`Operi in sostituzione di <strong>${owner.displayName}</strong>`),
    { before, told: told.match(/Operi in .{0,200}/)?.[0] },
  )
  return substitute
}

/** The package that went out is the one that the Region's receipt names, and holds what its manifest lists (art. 8). */
export async function checkPackage(play: Play, owner: Caller, submission: PlayedSubmission): Promise<void> {
  const opened = await openPackage(await owner.download(`/api/documents/${submission.packageDocumentId}`))
  play.check(
    `art. 8: il pacchetto ${submission.kind} corrisponde a manifesto e ricevuta`,
    opened.isSound &&
      opened.sha256 === submission.packageSha256 &&
      opened.manifest.submissionId === submission.id &&
      /^[0-9a-f]{64}$/.test(opened.manifest.auditHead) &&
      submission.receiptNumber !== null,
    { names: opened.names, receipt: submission.receiptNumber, sha256: opened.sha256 },
  )
}

async function checkOutcome(play: Play, owner: Caller, submission: PlayedSubmission): Promise<void> {
  const path = `/api/submissions/${submission.id}/outcome`
  const told = {
    outcome: submission.outcome?.outcome,
    protocolNumber: submission.outcome?.protocol,
    decidedOn: submission.outcome?.decidedOn,
  }
  const again = await owner.post<{ protocolNumber: string; status: string }>(path, told)
  const other = await owner.post<{ status: string }>(path, { ...told, protocolNumber: 'altro' })
  const after = await owner.get<PlayedSubmission>(`/api/submissions/${submission.id}`)
  play.check(
    "art. 8: l'esito ripetuto ha la stessa risposta, uno diverso a Piano validato è conservato e nulla cambia",
    again.protocolNumber === submission.outcome?.protocol &&
      again.status === 'IN_FORCE' &&
      other.status === 'NOTED' &&
      after.outcome?.id === submission.outcome.id,
    { again, other },
  )
}
