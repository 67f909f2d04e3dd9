import type { Knex } from 'knex'
import { insertRows } from '../platform/insert-rows.ts'
import type { Fraction } from '../../domain/shared/fraction.ts'
import type { ApplicationId } from '../../domain/shared/ids.ts'
import type { Tables } from '../tables.ts'

/** An application's exact aggregate for a criterion, or for TOTAL; centipoints. */
export interface AggregatedScore {
  applicationId: ApplicationId
  criterionId: string
  value: Fraction
}

/** What the sheets of each application give together (art. 6). */
export function createAggregateStore(tx: Knex) {
  return {
    /** Writes the aggregates of applications in place of those before; none of one whose sheets are all voided. */
    async putAggregates(
      applicationIds: readonly string[],
      aggregates: readonly AggregatedScore[],
    ): Promise<void> {
      await tx('aggregated_scores')
        .whereRaw('application_id = any(?)', [[...applicationIds]])
        .delete()
      const rows = aggregates.map((one) => ({
        application_id: one.applicationId,
        criterion: one.criterionId,
        numerator: one.value.num,
        denominator: one.value.den,
      }))
      await insertRows(tx, { table: 'aggregated_scores', rows })
    },

    aggregatesOf: async (callId: string): Promise<AggregatedScore[]> =>
      (
        await tx('aggregated_scores as s')
          .join('applications as a', 'a.id', 's.application_id')
          .where('a.call_id', callId)
          .orderBy(['s.application_id', 's.criterion'])
          .select<Tables['aggregated_scores'][]>('s.*')
      ).map(toAggregate),

    /** Of some applications. */
    aggregatesOfSome: async (applicationIds: readonly string[]): Promise<AggregatedScore[]> =>
      (
        await tx('aggregated_scores')
          .whereRaw('application_id = any(?)', [[...applicationIds]])
          .orderBy(['application_id', 'criterion'])
      ).map(toAggregate),
  }
}

const toAggregate = ({ application_id, criterion, numerator, denominator }: Tables['aggregated_scores']) => ({
  applicationId: application_id as ApplicationId,
  criterionId: criterion,
  value: { num: numerator, den: denominator },
})
