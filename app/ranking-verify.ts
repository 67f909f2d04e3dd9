import { readFile } from 'node:fs/promises'
import { verifyRanking } from '../domain/evaluation/ranking-seal.ts'

/* npm run ranking:verify FILE: recomputes a ranking from its sealed file alone, with no database. */

const say = (line: string): void => void process.stdout.write(`${line}\n`)

async function readSeal(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8')
  return JSON.parse(text)
}

async function verify(path: string | undefined): Promise<number> {
  if (path === undefined) {
    say('Which file? npm run ranking:verify FILE')
    return 1
  }
  const seal = await readSeal(path).catch((error: unknown) =>
    error instanceof Error ? error : new Error(String(error)),
  )
  if (seal instanceof Error) {
    say(`NOT VERIFIED: the file cannot be read as JSON: ${seal.message}`)
    return 1
  }
  const verified = verifyRanking(seal)
  if (!verified.ok) {
    say(`NOT VERIFIED: ${verified.problems.map((one) => `${one.path || 'file'}: ${one.message}`).join(' ')}`)
    return 1
  }
  const { entries, sealHash } = verified.value
  say(`VERIFIED: ${entries.length} applications, the recomputed ranking is the sealed one (seal ${sealHash})`)
  return 0
}

process.exitCode = await verify(process.argv[2])
