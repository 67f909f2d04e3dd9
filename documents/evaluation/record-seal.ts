import type { Call } from '../../db/call/call-store.ts'
import type { RankingSeal } from '../../domain/evaluation/ranking-input.ts'
import { canonicalJson } from '../../domain/shared/canonical-json.ts'
import type { RankingId } from '../../domain/shared/ids.ts'
import type { KeptFile } from '../outside.ts'
import type { StepContext } from '../../procedures/context.ts'

const TITLES = { PROVISIONAL: 'Graduatoria provvisoria sigillata', DEFINITIVE: 'Graduatoria sigillata' }
const FILES = { PROVISIONAL: 'graduatoria-provvisoria', DEFINITIVE: 'graduatoria' }

/** The bytes of a sealed file. */
export const sealBytes = (seal: RankingSeal): Buffer => Buffer.from(canonicalJson(seal))

/** Records the sealed file of a ranking among the documents of its cycle, closed while the evaluation is (art. 5, 6). */
export async function recordSeal(
  { stores, now }: StepContext,
  { rankingId, call, seal, file }: { rankingId: RankingId; call: Call; seal: RankingSeal; file: KeptFile },
): Promise<void> {
  const { stage } = seal.input
  await stores.documents.record({
    ...file,
    cycleId: call.cycleId,
    evaluatedCallId: call.id,
    kind: 'ranking-seal',
    subjectId: rankingId,
    title: `${TITLES[stage]}: ${call.title}`,
    fileName: `${FILES[stage]}-${call.rules.code}.json`,
    mediaType: 'application/json',
    signature: 'NONE',
    createdAt: now,
  })
}
