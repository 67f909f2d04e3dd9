import { localDateOf } from '../../domain/shared/terms.ts'
import { leadAddresses } from '../call/lead-addresses.ts'
import type { StepContext } from '../context.ts'

/** The addresses of all who lead an application that a ranking of a call is about, each once. */
export async function leadsOfRanking({ stores, now }: StepContext, callId: string): Promise<string[]> {
  const submitted = await stores.applications.submittedOf(callId)
  const addressesOf = await leadAddresses(stores, submitted, localDateOf(now))
  return [...new Set(submitted.flatMap(addressesOf))]
}
