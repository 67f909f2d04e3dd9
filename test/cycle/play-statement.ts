import { formatEuro } from '../../words/formats.ts'
import { splitByWeights } from '../../domain/shared/money.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { inventedTaxCode } from './invented-codes.ts'
import { projectOf } from './play-payment.ts'
import type { PlayedProject } from './play-payment.ts'
import type { OpenTask, Play } from './play.ts'

const SHARED_CENTS = 1_000_000
const SHARED_BY_FIRST = 600_000
const SHARED_BY_SECOND = 400_000
const CUT_CENTS = 100_000

interface Option {
  value: string | number
}
const first = (task: OpenTask, key: string): string | number => (task.data[key] as Option[])[0]?.value ?? ''

interface Line {
  bodyTaxCode: string | number
  amountCents: number
  claimedCents: number
  number: string
  issuer: number
}

function line(
  task: OpenTask,
  today: string,
  { bodyTaxCode, amountCents, claimedCents, number, issuer }: Line,
) {
  return {
    issuerTaxCode: inventedTaxCode(issuer),
    issuerName: `Fornitore ${issuer} S.r.l.`,
    type: 'INVOICE',
    number,
    issuedOn: today,
    amount: formatEuro(amountCents),
    bodyTaxCode,
    categoryId: first(task, 'categoryOptions'),
    year: first(task, 'yearOptions'),
    claimed: formatEuro(claimedCents),
    procurementEvidence: 'Affidamento diretto, tre preventivi agli atti (D.Lgs. 36/2023, art. 50).',
    paidOn: today,
  }
}

/* Which of the project's statements: its cost is told in equal parts. */
interface Part {
  number: number
  of: number
}

/* One invoice of each body that spends; with their last statement the first two projects also share one. */
function linesOf(task: OpenTask, project: PlayedProject & { index: number; part: Part }, today: string) {
  const { number, of } = project.part
  const shared =
    number < of ? 0 : project.index === 0 ? SHARED_BY_FIRST : project.index === 1 ? SHARED_BY_SECOND : 0
  const bodies = (task.data['bodyOptions'] as Option[]).map((one) => one.value)
  const costs = splitByWeights(
    project.costCents,
    Array.from({ length: of }, () => 1),
  )
  const parts = splitByWeights(
    (costs[number - 1] ?? 0) - shared,
    bodies.map(() => 1),
  )
  const own = bodies.map((bodyTaxCode, index) => {
    const cents = parts[index] ?? 0
    const issuer = project.index * 100 + index + 1
    return line(task, today, {
      ...{ bodyTaxCode, amountCents: cents, claimedCents: cents, number: `FT-${issuer}-${number}`, issuer },
    })
  })
  if (shared === 0) return own
  const both = { amountCents: SHARED_CENTS, claimedCents: shared, number: 'FT-CONDIVISA', issuer: 9_999 }
  return [...own, line(task, today, { bodyTaxCode: bodies[0] ?? '', ...both })]
}

/** Plays a project's statement (art. 10): documents with their quotas, one of them shared by two projects, transfers to a
 * partner; then the verification, which cuts the first project's first quota. */
export async function playStatement(
  play: Play,
  project: { id: string; index: number },
  part: Part,
): Promise<void> {
  const isLast = part.number === part.of
  const statementId = await submit(play, { ...project, part })
  const verification = await play.waitForTask('Task_VerifyStatement', statementId)
  const quotas = (verification.data['quotas'] as { id: string; admitted: string }[]).map(
    ({ id, admitted }) => ({ id, admitted, reason: '' }),
  )
  if (project.index === 0 && isLast) await verifyWithCut(play, verification, quotas)
  else await play.complete(verification, { quotas })
}

async function submit(play: Play, project: { id: string; index: number; part: Part }): Promise<string> {
  const isLast = project.part.number === project.part.of
  const known = await projectOf(play, project.id)
  const task = await play.until(`the statement of ${known.code}`, async () => {
    const open = await play.openTasks('Task_SubmitStatement')
    return open.find((one) => one.data['code'] === known.code && one.data['period'] === project.part.number)
  })
  const today = localDateOf(await play.now())
  const lines = linesOf(task, { ...known, ...project }, today)
  const transfers = [
    { bodyTaxCode: first(task, 'partnerOptions'), amount: formatEuro(1_000_000), transferredOn: today },
  ]
  if (project.index === 1 && isLast) await checkSharedInvoice(play, task, lines)
  await play.complete(task, { lines, transfers })
  if (project.index === 0 && isLast) play.facts['sharedInvoice'] = task.subjectId
  return task.subjectId
}

async function checkSharedInvoice(
  play: Play,
  task: OpenTask,
  lines: ReturnType<typeof linesOf>,
): Promise<void> {
  await play.until('the first claim on the shared invoice', () =>
    Promise.resolve(play.facts['sharedInvoice']),
  )
  const beyond = lines.map((one) =>
    one.number === 'FT-CONDIVISA' ? { ...one, claimed: formatEuro(SHARED_BY_SECOND + 1) } : one,
  )
  const path = `/api/work-items/${task.id}/complete`
  const refused = await task.who.refused('post', path, { lines: beyond, transfers: [] })
  play.check(
    'art. 10: le quote di una fattura divisa fra due progetti non superano la fattura',
    refused.body.code === 'QUOTAS_ABOVE_DOCUMENT',
    refused,
  )
}

async function verifyWithCut(
  play: Play,
  task: OpenTask,
  quotas: { id: string; admitted: string; reason: string }[],
): Promise<void> {
  const path = `/api/work-items/${task.id}/complete`
  const euro = Number((quotas[0]?.admitted ?? '0').replaceAll('.', '').replace(',', ''))
  const cut = quotas.map((one, index) =>
    index === 0 ? { ...one, admitted: formatEuro(euro - CUT_CENTS) } : one,
  )
  const unexplained = await task.who.refused('post', path, { quotas: cut })
  play.check(
    'art. 10: ogni riduzione di spesa ha il suo motivo',
    unexplained.body.code === 'INVALID_INPUT',
    unexplained,
  )
  const reason = 'IVA detraibile, non ammissibile'
  await play.complete(task, { quotas: cut.map((one, index) => (index === 0 ? { ...one, reason } : one)) })
}
