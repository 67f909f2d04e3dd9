import { z } from 'zod'
import { route } from '../api/route.ts'
import type { Route } from '../api/route.ts'
import { BusinessError, notFound } from '../domain/shared/errors.ts'
import type { RegionOffice } from '../web/region-office.ts'
import type { Config } from './config.ts'

const TIMEOUT_MS = 5_000
const waitingSchema = z.array(
  z.object({
    receipt: z.object({ receiptNumber: z.string(), receivedAt: z.string() }),
    manifest: z.object({ cycleCode: z.string() }),
  }),
)

/** The office that plays the Region, for the demo's pages; null outside the demo. */
export function regionOffice({ CONCILIA_MODE, REGION_URL }: Config): RegionOffice | null {
  if (CONCILIA_MODE !== 'demo') return null
  return {
    /* Another receiver than ours says nothing of what waits there. */
    async waiting() {
      const answer = await asked(`${REGION_URL}/packages`, 'GET').catch(() => null)
      const told = waitingSchema.safeParse(await answer?.json().catch(() => null))
      return (told.data ?? []).map(({ receipt, manifest }) => ({ ...receipt, cycleCode: manifest.cycleCode }))
    },
  }
}

/** Demo only: telling the office that plays the Region to answer a plan; no route at all elsewhere. */
export function demoRegionRoutes({ CONCILIA_MODE, REGION_URL }: Config): readonly Route[] {
  if (CONCILIA_MODE !== 'demo') return []
  return [
    route({
      method: 'post',
      path: '/api/demo/region/{receiptNumber}/outcome',
      decides: { nothing: 'the Region decides' },
      summary: 'Fa rispondere la Regione su un Piano: lo valida (solo dimostrazione)',
      tag: 'Dimostrazione',
      who: 'SIGNED_IN',
      params: z.object({ receiptNumber: z.string().max(40) }),
      answer: z.null(),
      status: 204,
      async handle({ params: { receiptNumber } }) {
        const address = `${REGION_URL}/packages/${encodeURIComponent(receiptNumber)}/outcome`
        const answer = await asked(address, 'POST').catch((cause: unknown) => {
          throw new BusinessError('MOVE_NOT_POSSIBLE', {}, { cause })
        })
        if (!answer.ok) throw notFound('SUBMISSION', receiptNumber)
        return null
      },
    }),
  ]
}

const asked = (address: string, method: string): Promise<Response> =>
  fetch(address, { method, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) })
