import { localDateOf } from '../../domain/shared/terms.ts'
import type { UseCaseContext } from '../context.ts'

/** Where to write to all who have a draft of a call, or have submitted to it and not withdrawn: who leads for those bodies today,
 * each address once. */
export async function applicantAddresses(
  { stores, now }: Pick<UseCaseContext, 'stores' | 'now'>,
  callId: string,
): Promise<string[]> {
  const bodies = await stores.applications.leadBodiesOf(callId)
  const leads = await stores.network.leadsOf(bodies, localDateOf(now))
  return [...new Set(leads.map(({ email }) => email))]
}
