import { canonicalJson, hashOf } from '../shared/canonical-json.ts'
import type { CallId } from '../shared/ids.ts'
import { parseWith } from '../shared/problem.ts'
import type { Checked, Problem } from '../shared/problem.ts'
import { rank } from './ranking.ts'
import { rankingSealSchema } from './ranking-input.ts'
import type { RankingInput, RankingSeal, RankingVote, Reopening, SealedCorrection } from './ranking-input.ts'

type Sealed = {
  callId: CallId
  configurationHash: string
  reopening: Reopening | null
  correction: SealedCorrection | null
  vote: RankingVote | null
  input: RankingInput
}

function sortedInput(input: RankingInput): RankingInput {
  const applications = input.applications.map((one) => ({
    ...one,
    evaluations: one.evaluations
      .map((each) => ({
        ...each,
        scores: each.scores.toSorted((a, b) => (a.criterionId < b.criterionId ? -1 : 1)),
      }))
      .toSorted((a, b) => (a.evaluator < b.evaluator ? -1 : 1)),
  }))
  return {
    ...input,
    applications: applications.toSorted((a, b) => (a.applicationId < b.applicationId ? -1 : 1)),
  }
}

/** Hash of a seal without its own hash. */
export function sealHash(seal: Omit<RankingSeal, 'sealHash'>): string {
  return hashOf({ ...seal, sealHash: undefined })
}

/** A ranking computed and sealed with its inputs; the same bytes for any order of the input. Throws as `rank` does. */
export function sealRanking(sealed: Sealed): RankingSeal {
  const { callId, configurationHash, reopening, correction, vote } = sealed
  const input = sortedInput(sealed.input)
  const content = {
    formatVersion: 3 as const,
    callId,
    configurationHash,
    reopening,
    correction,
    vote,
    input,
    entries: rank(input),
  }
  return { ...content, sealHash: sealHash(content) }
}

/* What cannot be, whatever it comes to, each with its sentence. */
function contradictions({ input, vote, correction, reopening }: RankingSeal): Problem[] {
  const provisional = input.stage === 'PROVISIONAL'
  const decided = input.applications.some((one) => one.committee !== null)
  const byOneHand = reopening?.conflicts.some((one) => one.toldBy === one.decidedBy) === true
  const told: [boolean, Problem][] = [
    [byOneHand, { path: 'reopening', code: 'ONE_HAND', message: 'Chi segnala un conflitto non lo decide.' }],
    [
      provisional && correction !== null,
      { path: 'correction', code: 'NOTHING_ADOPTED', message: 'Si rettifica solo ciò che è adottato.' },
    ],
    [
      (vote === null) !== provisional || (provisional && decided),
      { path: 'vote', code: 'VOTE_DIFFERS', message: 'Solo la graduatoria definitiva ha un voto.' },
    ],
  ]
  return told.flatMap(([is, problem]) => (is ? [problem] : []))
}

function sealProblems(seal: RankingSeal): Problem[] {
  const again = sealRanking(seal)
  const sameEntries = canonicalJson(again.entries) === canonicalJson(seal.entries)
  const sameHash = sealHash(seal) === seal.sealHash
  return [
    ...contradictions(seal),
    ...(sameEntries
      ? []
      : [{ path: 'entries', code: 'RANKING_DIFFERS', message: 'La graduatoria ricalcolata è diversa.' }]),
    ...(sameHash
      ? []
      : [{ path: 'sealHash', code: 'HASH_DIFFERS', message: 'L’impronta non corrisponde al contenuto.' }]),
  ]
}

function impossible(error: unknown): Problem[] {
  if (!(error instanceof RangeError)) throw error
  return [
    {
      path: 'input',
      code: 'NOT_COMPUTABLE',
      message: `Gli ingressi non bastano a calcolare: ${error.message}.`,
    },
  ]
}

/** Recomputes a ranking from its sealed file alone: true only when the order, the amounts and the hash are the same. */
export function verifyRanking(file: unknown): Checked<RankingSeal> {
  const read = parseWith(rankingSealSchema, file)
  if (!read.ok) return read
  try {
    const problems = sealProblems(read.value)
    return problems.length === 0 ? read : { ok: false, problems }
  } catch (error) {
    return { ok: false, problems: impossible(error) }
  }
}
