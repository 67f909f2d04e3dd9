import type { Project } from '../../db/alliance/project-store.ts'
import type { Payment } from '../../db/disbursement/payment-store.ts'
import { formatDate, formatEuro } from '../../words/formats.ts'

/** What the lead is told of a payment that was made (art. 8): the net amount and its mandate. */
export function paymentLetter(project: Project, payment: Payment): { subject: string; text: string } {
  const net = formatEuro(payment.amountCents - payment.withholdingCents)
  const paidOn = payment.paidOn && formatDate(payment.paidOn)
  return {
    subject: `Pagamento eseguito (${payment.trancheLabel}): progetto ${project.code}`,
    text: `È stato pagato ${net} netti per il progetto ${project.code} «${project.title}», con mandato n. ${payment.mandateNumber} del ${paidOn}.`,
  }
}
