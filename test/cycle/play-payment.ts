import { formatEuro } from '../../words/formats.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { inventedIban } from './invented-codes.ts'
import { adoptActOn, processOwner } from './play-approval.ts'
import type { OpenTask, Play } from './play.ts'

/** A project as the API tells it to the process owner. */
export interface PlayedProject {
  id: string
  code: string
  status: string
  costCents: number
  grantCents: number
  admittedCents: number
  paidCents: number
  cup: string
  payments: { id: string; trancheId: string; status: string; amountCents: number; withholdingCents: number }[]
  entries: { kind: string; amountCents: number }[]
}

export const projectOf = (play: Play, projectId: string): Promise<PlayedProject> =>
  processOwner(play).get<PlayedProject>(`/api/projects/${projectId}`)

/** The fourth project says that its contribution is for a commercial activity. */
const COMMERCIAL_INDEX = 3
const COLLECTION_CENTS = 500_000
const ANTIMAFIA_CENTS = 15_000_000

/* A tranche of a project, at its place in the call's schedule. */
type Due = { id: string; index: number; trancheId: string; place: number }
type Paid = Due & { paymentId: string }

/** Plays one tranche: cash where it lacks, request, checks, two approvals, liquidation, order and mandate (art. 8). The
 * first one of all is sent back once to its lead. */
export async function playPayment(play: Play, due: Due): Promise<void> {
  const isFirst = due.index === 0 && due.place === 0
  let request = await requestOrCash(play, due)
  const paymentId = request.subjectId
  const paid = { ...due, paymentId }
  if (isFirst) {
    await ask(play, request, { ...paid, iban: inventedIban(99) })
    request = await sentBack(play, paid)
  }
  await ask(play, request, { ...paid, iban: inventedIban(due.index + 1) })
  await approve(play, paid, request.data['durcNeeded'] === true)
  await adoptActOn(play, 'LIQUIDATION', paymentId)
  const confirmation = await play.waitForTask('Task_ConfirmPayment', paymentId)
  if (isFirst) await checkOrder(play, paymentId, due.id)
  const mandateNumber = `${1000 + due.index}/${due.place + 1}`
  await play.complete(confirmation, { mandateNumber, paidOn: localDateOf(await play.now()) })
  await play.until(`${due.trancheId} of ${due.id} to be paid`, async () => {
    const { payments } = await projectOf(play, due.id)
    return payments.some((one) => one.id === paymentId && one.status === 'PAID')
  })
}

async function ask(play: Play, request: OpenTask, { index, iban }: Paid & { iban: string }): Promise<void> {
  await play.complete(request, {
    iban,
    durcIssuedOn: request.data['durcNeeded'] === true ? localDateOf(await play.now()) : null,
    commercialActivity: index === COMMERCIAL_INDEX,
    capitalGoods: false,
    overdueDebts: false,
  })
}

/* The account is not the lead's: the office sends the request back, and the lead reads why. */
async function sentBack(play: Play, { paymentId }: Paid): Promise<OpenTask> {
  const reason = 'Il conto indicato non è dell’ente capofila.'
  const office = await play.waitForTask('Task_ApprovePaymentOffice', paymentId)
  await refuseFailedChecks(play, office)
  await play.complete(office, { outcome: 'SEND_BACK', reason })
  const request = await play.waitForTask('Task_RequestPayment', paymentId)
  play.check(
    'art. 8: un pagamento da non fare torna al capofila, con il motivo',
    request.data['sentBackReason'] === reason,
    request.data,
  )
  return request
}

/* The request can be made only once the cash is there: until then finance is asked to record it. */
async function requestOrCash(play: Play, { id, trancheId }: Due): Promise<OpenTask> {
  return play.until(`the request of ${trancheId} of ${id}`, async () => {
    const { payments } = await projectOf(play, id)
    const payment = payments.find((one) => one.trancheId === trancheId)
    const requests = await play.openTasks('Task_RequestPayment')
    const request = requests.find((task) => task.subjectId === payment?.id)
    if (request) return request
    const cash = await play.openTasks('Task_RecordCashReceipt')
    const wanted = cash.find((task) => task.subjectId === id)
    if (wanted) await recordCash(play, wanted)
    return null
  })
}

/* Another project may have reserved the cash since the form was shown: then the next look shows it. */
function unlessTaken(error: unknown): void {
  if (!String(error).includes('FUNDS_NOT_AVAILABLE')) throw error
}

async function recordCash(play: Play, task: OpenTask): Promise<void> {
  const number = Number(play.facts['cashReceipts'] ?? '0')
  const receipt = play.scenario.cashReceipts[number]
  if (task.data['choice'] === 'ALREADY_RECORDED') {
    await play.complete(task, { choice: 'ALREADY_RECORDED' }).catch(unlessTaken)
    return
  }
  if (receipt === undefined) return
  play.facts['cashReceipts'] = String(number + 1)
  if (number === 0) {
    const { payments } = await projectOf(play, task.subjectId)
    const rule = 'art. 8: senza incasso dalla Regione il pagamento aspetta la ragioneria'
    play.check(rule, payments.length === 0, payments)
  }
  await play.complete(task, {
    choice: 'NEW_RECEIPT',
    year: Number(play.facts['firstYear']) + receipt.year,
    amount: formatEuro(receipt.cents),
    receivedOn: localDateOf(await play.now()),
    reference: `REV-${number + 1}`,
  })
}

const codesOf = (office: OpenTask): string[] =>
  (office.data['checks'] as { code: string }[]).map(({ code }) => code)

async function answersFor(play: Play, office: OpenTask, result: 'PASSED' | 'FAILED') {
  const checkedOn = localDateOf(await play.now())
  return codesOf(office).map((code, index) => ({
    ...{ code, result, checkedOn },
    reference: `Verifica n. ${index + 1} del fascicolo`,
  }))
}

async function refuseFailedChecks(play: Play, office: OpenTask): Promise<void> {
  const path = `/api/work-items/${office.id}/complete`
  const checks = await answersFor(play, office, 'FAILED')
  const refused = await office.who.refused('post', path, { outcome: 'APPROVE', checks, ...readIn(office) })
  const rule = 'art. 8: una verifica non superata ferma il pagamento'
  play.check(rule, refused.body.code === 'CHECK_FAILED', refused)
}

async function approve(play: Play, paid: Paid, durcNeeded: boolean): Promise<void> {
  const office = await play.waitForTask('Task_ApprovePaymentOffice', paid.paymentId)
  await checkCodes(play, codesOf(office), { ...paid, durcNeeded })
  const checks = await answersFor(play, office, 'PASSED')
  await play.complete(office, { outcome: 'APPROVE', checks, ...readIn(office) })
  const finance = await play.waitForTask('Task_ApprovePaymentFinance', paid.paymentId)
  await play.complete(finance, { outcome: 'APPROVE', confirmed: true, ...readIn(finance) })
}

/* What is approved, as it was read. */
const readIn = ({ data: { paymentSha256 } }: OpenTask) => ({ paymentSha256 })

/* What the table of checks decided in the engine, against the law read here once more. */
async function checkCodes(
  play: Play,
  asked: string[],
  { id, index, trancheId, paymentId, durcNeeded }: Paid & { durcNeeded: boolean },
): Promise<void> {
  const { code, grantCents, payments } = await projectOf(play, id)
  const amountCents = payments.find((one) => one.id === paymentId)?.amountCents ?? 0
  const commercial = index === COMMERCIAL_INDEX
  const due = [
    ...(commercial && grantCents > ANTIMAFIA_CENTS ? ['ANTIMAFIA'] : []),
    ...(amountCents > COLLECTION_CENTS ? ['COLLECTION_AGENT'] : []),
    ...(durcNeeded ? ['DURC'] : []),
    ...(commercial ? ['WITHHOLDING'] : []),
  ]
  const rule = `artt. 8 e 11: le verifiche dovute per beneficiario e importo (${code}, ${trancheId})`
  play.check(rule, asked.toSorted().join() === due.join(), { asked, due })
}

async function checkOrder(play: Play, paymentId: string, projectId: string): Promise<void> {
  const { cup } = await projectOf(play, projectId)
  const text = String(await processOwner(play).download(`/api/payments/${paymentId}/order`))
  const isWhole = text.includes(cup) && text.includes(inventedIban(1))
  play.check('art. 8: l’ordine di pagamento porta CUP e IBAN', isWhole, text)
}
