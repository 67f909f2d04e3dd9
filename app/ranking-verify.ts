import { readFile } from 'node:fs/promises'
import type { RankingSeal } from '../domain/evaluation/ranking-input.ts'
import { verifyRanking } from '../domain/evaluation/ranking-seal.ts'

/* npm run ranking:verify FILE…: recomputes rankings from their sealed files alone, with no database; of one that was made again after a
   late conflict, says in whose place it came, and whether that one is among the files too. */

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

async function verifyAll(paths: readonly string[]): Promise<number> {
  if (paths.length === 0) {
    say('Which file? npm run ranking:verify FILE')
    return 1
  }
  const read: (RankingSeal | null)[] = []
  for (const path of paths) read.push(await verify(path))
  const seals = read.filter((one) => one !== null)
  for (const seal of seals)
    say(
      `VERIFIED: ${seal.entries.length} applications, the recomputed ranking is the sealed one (seal ${seal.sealHash})${replacedText(seal, seals)}`,
    )
  return seals.length === paths.length ? 0 : 1
}

process.exitCode = await verifyAll(process.argv.slice(2))
