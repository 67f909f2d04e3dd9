import { z } from 'zod'
import { sheetReminderLetter } from '../../documents/evaluation/sheet-reminder-letter.ts'
import { evaluation } from '../../domain/process/evaluation.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { found } from '../../domain/shared/errors.ts'
import { defineWorker } from '../worker.ts'

/* Art. 5, 6: the days before the term that the call says, whoever has not handed in all of the own sheets is reminded of them, once and
   each of the own alone. Who is excluded or replaced has none. A call that says no days reminds nobody. */
export const remindEvaluators = defineWorker({
  jobType: 'remind-evaluators',
  input: variablesOf(evaluation, 'cycleId', 'callId', 'scoringRoundId'),
  output: z.strictObject({}),
  async handle({ cycleId, callId, scoringRoundId }, { stores, now, publicUrl }) {
    const { rules, title: callTitle } = await stores.calls.get(callId)
    const round = await stores.evaluation.lockRound(scoringRoundId)
    if (round === null) throw new Error(`no scoring round ${scoringRoundId}`)
    const { dueAt } = round
    if (rules.terms.sheetReminderDays === null || now >= dueAt) return {}
    if (!(await stores.evaluation.markReminded(scoringRoundId, now))) return {}
    const submitted = await stores.applications.submittedOf(callId)
    const mails = []
    for (const [personId, ids] of await stores.evaluation.missingOf(scoringRoundId)) {
      const { email } = found('PERSON', personId, await stores.network.findPerson(personId))
      const own = submitted.filter(({ id }) => ids.some((one) => one === id))
      const letter = sheetReminderLetter(own, { callTitle, dueAt, publicUrl })
      mails.push({ to: [email], attachments: [], ...letter })
    }
    await stores.outbox.mails(cycleId, mails)
    return {}
  },
})
