import { sumCents } from '../domain/shared/money.ts'
import type { TriedApplication } from '../domain/evaluation/dry-run.ts'
import { tryCall } from '../use-cases/call/try-call.ts'
import type { TriedCall } from '../use-cases/call/try-call.ts'
import { tieBreakText } from '../words/call-rules.ts'
import { titleOf } from '../words/codes.ts'
import { problemText } from '../words/refusals.ts'
import { trialWords } from '../words/trials.ts'
import type { PageRoute } from './page.ts'
import { param } from './page.ts'

/** A dry run: applications made up from the draft's own rules go through submission, admissibility, points, ranking and money. */
export const callTrialPage: PageRoute = {
  path: '/tasks/:id/call-trial',
  who: ['PROCESS_OWNER'],
  async read(context) {
    const id = param(context, 'id')
    const tried = await context.parts.look(context.actor, tryCall, { id })
    return {
      title: 'Prova dell’avviso',
      template: 'call-trial',
      view: { id, tried: tried && trialView(tried) },
    }
  },
}

function trialView({ rules, applications, seats, rooms }: TriedCall) {
  const spent = sumCents(applications.map(({ entry }) => entry?.grantCents ?? 0))
  const minimum = rules.evaluation.panelMinimum
  return {
    ...{ seats, minimum, spentCents: spent, lineCents: rules.budgetLineCents },
    leftCents: rules.budgetLineCents - spent,
    examined: applications.map(examinedView),
    ranked: applications.flatMap((one) => rankedView(one, rules)),
    rooms: rooms.map((room) => ({
      ...room,
      ownEnough: room.own >= minimum,
      otherEnough: room.other >= minimum,
    })),
  }
}

const examinedView = ({ trial, requestedCents, costCents, refused, reasons }: TriedApplication) => ({
  ...{ name: trialWords[trial], requestedCents, costCents },
  outcome:
    refused.length > 0
      ? 'Non si può presentare'
      : reasons.some(({ severity }) => severity === 'BLOCKING')
        ? 'Non ammessa'
        : reasons.length > 0
          ? 'Da integrare o chiarire'
          : 'Ammessa alla valutazione',
  why:
    refused.length > 0
      ? refused.map(problemText)
      : reasons.map(({ message }) => problemText({ path: '', code: '', message })),
})

/* What did not come to the points is told above. */
function rankedView({ trial, entry }: TriedApplication, { evaluation }: TriedCall['rules']) {
  if (entry?.aggregate == null) return []
  const { position, points, tieBreak, entitledCents, grantCents, outcome } = entry
  return [
    {
      ...{ name: trialWords[trial], position, points, entitledCents, grantCents },
      outcome: titleOf('outcome', outcome),
      tieBreak: tieBreak === null ? null : tieBreakText(tieBreak, evaluation.criteria),
    },
  ]
}
