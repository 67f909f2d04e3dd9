import { derivedId } from '../../domain/shared/ids.ts'
import { formatEuro } from '../../domain/shared/money.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { inventedIban } from './invented-codes.ts'
import { adoptAct } from './play-act.ts'
import { processOwner } from './play-approval.ts'
import type { OpenTask, Play } from './play.ts'

export type Tranche = 'ADVANCE' | 'BALANCE'

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
  payments: { id: string; tranche: Tranche; status: string; amountCents: number; withholdingCents: number }[]
  entries: { kind: string; amountCents: number }[]
}

/** What the Region pays in during the play: little at first, so that payments must wait for it. */
const RECEIPTS = [
  { year: 2027, cents: 10_000_000 },
  { year: 2027, cents: 17_600_000 },
  { year: 2028, cents: 34_600_000 },
]

export const projectOf = (play: Play, projectId: string): Promise<PlayedProject> =>
  processOwner(play).get<PlayedProject>(`/api/projects/${projectId}`)

/** Plays one tranche: cash where it lacks, request, checks, two approvals, liquidation, order and mandate (art. 8). */
export async function playPayment(
  play: Play,
  project: { id: string; index: number },
  tranche: Tranche,
): Promise<void> {
  const paymentId = derivedId('payment', project.id, tranche)
  const request = await requestOrCash(play, project.id, paymentId)
  await play.complete(request, {
    iban: inventedIban(project.index + 1),
    durcIssuedOn: request.data['durcNeeded'] === true ? localDateOf(await play.now()) : null,
    commercialActivity: false,
    capitalGoods: false,
    overdueDebts: false,
  })
  await approve(play, paymentId, project.index === 0 && tranche === 'ADVANCE')
  await adoptAct(play, derivedId('act-proposal', 'LIQUIDATION', paymentId))
  const confirmation = await play.waitForTask('Task_ConfirmPayment', paymentId)
  if (project.index === 0 && tranche === 'ADVANCE') await checkOrder(play, paymentId, project.id)
  const mandateNumber = String(1000 + project.index * 2 + (tranche === 'ADVANCE' ? 0 : 1))
  await play.complete(confirmation, { mandateNumber, paidOn: localDateOf(await play.now()) })
  await play.until(`the ${tranche} of ${project.id} to be paid`, async () => {
    const { payments } = await projectOf(play, project.id)
    return payments.some((one) => one.id === paymentId && one.status === 'PAID')
  })
}

/* The request can be made only once the cash is there: until then finance is asked to record it. */
async function requestOrCash(play: Play, projectId: string, paymentId: string): Promise<OpenTask> {
  return play.until(`the request of payment ${paymentId}`, async () => {
    const requests = await play.openTasks('Task_RequestPayment')
    const request = requests.find((task) => task.subjectId === paymentId)
    if (request) return request
    const cash = await play.openTasks('Task_RecordCashReceipt')
    const wanted = cash.find((task) => task.subjectId === projectId)
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
  const receipt = RECEIPTS[number]
  if (task.data['choice'] === 'ALREADY_RECORDED') {
    await play.complete(task, { choice: 'ALREADY_RECORDED' }).catch(unlessTaken)
    return
  }
  if (receipt === undefined) return
  play.facts['cashReceipts'] = String(number + 1)
  if (number === 0)
    play.check('art. 8: senza incasso dalla Regione il pagamento aspetta la ragioneria', true, task.data)
  await play.complete(task, {
    choice: 'NEW_RECEIPT',
    year: receipt.year,
    amount: formatEuro(receipt.cents),
    receivedOn: localDateOf(await play.now()),
    reference: `REV-${number + 1}`,
  })
}

async function approve(play: Play, paymentId: string, isFirst: boolean): Promise<void> {
  const office = await play.waitForTask('Task_ApprovePaymentOffice', paymentId)
  const today = localDateOf(await play.now())
  const asked = office.data['checks'] as { code: string }[]
  const checks = asked.map(({ code }, index) => ({
    code,
    result: 'PASSED',
    reference: `Verifica n. ${index + 1} del fascicolo`,
    checkedOn: today,
  }))
  if (isFirst) {
    const path = `/api/work-items/${office.id}/complete`
    const failed = checks.map((one) => ({ ...one, result: 'FAILED' }))
    const refused = await office.who.refused('post', path, { checks: failed })
    play.check(
      'art. 8: una verifica non superata ferma il pagamento',
      refused.body.code === 'CHECK_FAILED',
      refused,
    )
  }
  await play.complete(office, { checks })
  const finance = await play.waitForTask('Task_ApprovePaymentFinance', paymentId)
  await play.complete(finance, { confirmed: true })
}

async function checkOrder(play: Play, paymentId: string, projectId: string): Promise<void> {
  const { cup } = await projectOf(play, projectId)
  const text = String(await processOwner(play).download(`/api/payments/${paymentId}/order`))
  const isWhole = text.includes(cup) && text.includes(inventedIban(1))
  play.check('art. 8: l’ordine di pagamento porta CUP e IBAN', isWhole, text)
}
