import { z } from 'zod'
import { hashOf, sha256Hex } from '../shared/canonical-json.ts'
import { WHOLE_BASIS_POINTS } from '../shared/money.ts'

/** What the check of an application's self-declarations has found (DPR 445/2000 art. 71). */
export const checkResultSchema = z.enum(['CONFIRMED', 'NOT_CONFIRMED'])
export type CheckResult = z.output<typeof checkResultSchema>

/** An application as a draw knows it: its number in the call, and the hash on its receipt. */
interface Drawable {
  code: string
  contentSha256: string
}

/** The seed of a call's draw: the hash of its configuration and of all that was submitted, so that nobody knows it before the closing, and
 * nobody chooses it (DPR 445/2000 art. 71). */
export const sampleSeed = (configurationSha256: string, applications: readonly Drawable[]): string =>
  hashOf({
    configurationSha256,
    applications: applications.map(({ contentSha256 }) => contentSha256).toSorted(),
  })

/** The applications of which the self-declarations are checked, in the order of the draw: those whose number, hashed with the seed, comes
 * first; the share is rounded up, so one at least. Anyone who knows the numbers and the seed draws the same. */
export function drawSample<A extends Drawable>(
  applications: readonly A[],
  { seed, shareBasisPoints }: { seed: string; shareBasisPoints: number },
): A[] {
  const size = Math.ceil((applications.length * shareBasisPoints) / WHOLE_BASIS_POINTS)
  const place = ({ code }: Drawable): string => sha256Hex(`${seed}:${code}`)
  return applications.toSorted((a, b) => (place(a) < place(b) ? -1 : 1)).slice(0, size)
}
