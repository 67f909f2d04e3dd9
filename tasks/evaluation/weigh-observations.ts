import { z } from 'zod'
import { rankingCorrection } from '../../domain/process/ranking-correction.ts'
import { plainText } from '../../domain/shared/text.ts'
import { toldCorrection } from '../../documents/evaluation/told-correction.ts'
import { formatDate } from '../../words/formats.ts'
import { defineTask } from '../task.ts'

const input = z.strictObject({ observations: plainText({ max: 4000, multiline: true }) })

/** Once those concerned could be heard on the correction of a ranking, what they said is weighed, in writing: the act says it (L. 241/1990
 * art. 10). Where the correction is not to go on it is taken back, on the page of the ranking. */
export const weighObservations = defineTask({
  element: 'Task_WeighObservations',
  process: rankingCorrection,
  title: 'Valuta le osservazioni sulla graduatoria',
  form: 'weigh-observations',
  role: 'PROCESS_OWNER',
  subject: 'rankingCorrectionId',
  async decides({ stores }, { rankingCorrectionId }) {
    const { rankingId } = await stores.rankingCorrections.get(rankingCorrectionId)
    return { matter: 'EVALUATION', subjectId: rankingId }
  },
  async assign({ stores }, { rankingCorrectionId }) {
    const { status } = await stores.rankingCorrections.get(rankingCorrectionId)
    return status === 'WITHDRAWN' ? { state: 'WITHDRAWN' } : {}
  },
  input,

  async load({ stores }, item) {
    const correction = await stores.rankingCorrections.get(item.subjectId)
    const { wrong, rule, interest, heardUntil } = correction
    return {
      ...{ wrong, rule, interest, heardUntil: formatDate(heardUntil), observations: '' },
      change: await toldCorrection(stores, correction),
    }
  },

  async complete({ stores, actor }, item, { observations }) {
    await stores.rankingCorrections.weigh(item.subjectId, { observations, by: actor.personId })
    return {}
  },
})
