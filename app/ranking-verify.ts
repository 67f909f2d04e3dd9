import { readFile } from 'node:fs/promises'
import type { RankingSeal } from '../domain/evaluation/ranking-input.ts'
import { isCorrectionOf } from '../domain/evaluation/ranking-correction.ts'
import { verifyRanking } from '../domain/evaluation/ranking-seal.ts'

/* npm run ranking:verify FILE…: recomputes rankings from their sealed files alone, with no database; of one that was made again after a
   late conflict, or that corrects an adopted one, says in whose place it came, and whether that one is among the files too. Where the
   corrected one is, nothing may differ from it but the datum that the correction names. */

const say = (line: string): void => void process.stdout.write(`${line}\n`)

async function readSeal(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8')
  return JSON.parse(text)
}

async function verify(path: string): Promise<RankingSeal | null> {
  const seal = await readSeal(path).catch((error: unknown) =>
    error instanceof Error ? error : new Error(String(error)),
  )
  if (seal instanceof Error) {
    say(`NOT VERIFIED: the file cannot be read as JSON: ${seal.message}`)
    return null
  }
  const verified = verifyRanking(seal)
  if (verified.ok) return verified.value
  say(`NOT VERIFIED: ${verified.problems.map((one) => `${one.path || 'file'}: ${one.message}`).join(' ')}`)
  return null
}

/* A ranking that was made again names the one before it by its hash. */
function replacedText({ reopening }: RankingSeal, seals: readonly RankingSeal[]): string {
  if (reopening === null) return ''
  const before = seals.some(({ sealHash }) => sealHash === reopening.sealHash)
    ? 'verified here'
    : 'not given here'
  const { length } = reopening.conflicts
  return `; made again after ${length} late ${length === 1 ? 'conflict' : 'conflicts'}, in the place of seal ${reopening.sealHash} (${before})`
}

/* A ranking that corrects an adopted one names it by its hash, and the datum that alone changed. */
function correctedText({ correction }: RankingSeal, seals: readonly RankingSeal[]): string {
  if (correction === null) return ''
  const before = seals.some(({ sealHash }) => sealHash === correction.sealHash)
    ? 'verified here: nothing else differs'
    : 'not given here'
  const { datum, applicationId } = correction.corrected
  return `; ${correction.kind} of seal ${correction.sealHash} (${before}), corrected ${datum} of ${applicationId}`
}

/* What differs from the ranking that it corrects by more than the correction says. */
const overreaching = (seals: readonly RankingSeal[]): RankingSeal[] =>
  seals.filter(({ correction, ...later }) =>
    seals.some(
      (adopted) =>
        adopted.sealHash === correction?.sealHash && !isCorrectionOf({ ...later, correction }, adopted),
    ),
  )

async function verifyAll(paths: readonly string[]): Promise<number> {
  if (paths.length === 0) {
    say('Which file? npm run ranking:verify FILE')
    return 1
  }
  const read: (RankingSeal | null)[] = []
  for (const path of paths) read.push(await verify(path))
  const all = read.filter((one) => one !== null)
  const beyond = overreaching(all)
  for (const { sealHash } of beyond)
    say(`NOT VERIFIED: seal ${sealHash} differs from the ranking that it corrects by more than it says`)
  const seals = all.filter((one) => !beyond.includes(one))
  for (const seal of seals)
    say(
      `VERIFIED: ${seal.entries.length} applications, the recomputed ranking is the sealed one (seal ${seal.sealHash})${replacedText(seal, seals)}${correctedText(seal, seals)}`,
    )
  return seals.length === paths.length ? 0 : 1
}

process.exitCode = await verifyAll(process.argv.slice(2))
