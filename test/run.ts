import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { missingForVerapdf } from './support/verapdf/verapdf.ts'

/* What `npm test` does: every check that CI runs, one after the other, and one line at the end that counts. */
interface Check {
  name: string
  command: string
  args: string[]
}

const script = (name: string): Check => ({ name, command: 'npm', args: ['run', '--silent', name] })
const checks: Check[] = [
  'format',
  'lint',
  'bpmn:lint',
  'typecheck',
  'test:unit',
  'test:integration',
  'test:conformance',
  'test:gateway',
  'test:e2e',
  'test:process',
  'test:previous',
].map(script)

interface Outcome {
  passed: number
  failed: number
}

/* Jest closes with "Tests: 1 failed, 2 passed, 3 total"; any other check counts as one. */
const jestSummary = /^Tests:\s+(.*)\btotal/
const countOf = (summary: string, word: string): number =>
  Number(new RegExp(`(\\d+) ${word}`).exec(summary)?.[1] ?? 0)

async function run(check: Check): Promise<Outcome> {
  process.stdout.write(`\n── ${check.name}\n`)
  const started = performance.now()
  const child = spawn(check.command, check.args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: '0' },
  })
  const totals = { passed: 0, failed: 0, counted: false }
  const readLines = async (stream: NodeJS.ReadableStream): Promise<void> => {
    for await (const line of createInterface({ input: stream })) {
      process.stdout.write(`${line}\n`)
      const summary = jestSummary.exec(line)?.[1]
      if (summary === undefined) continue
      totals.counted = true
      totals.passed += countOf(summary, 'passed')
      totals.failed += countOf(summary, 'failed')
    }
  }
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 1)))
  await Promise.all([readLines(child.stdout), readLines(child.stderr)])
  const code = await ended
  process.stdout.write(
    `── ${check.name}: ${code === 0 ? 'passed' : 'FAILED'} in ${Math.round((performance.now() - started) / 1000)} s\n`,
  )
  if (!totals.counted) return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
  return { passed: totals.passed, failed: code !== 0 && totals.failed === 0 ? 1 : totals.failed }
}

const outcomes: Outcome[] = []
for (const check of checks) outcomes.push(await run(check))
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0)
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0)
/* CI has a JDK and Maven, so there nothing is left out. */
const missing = process.env['CI'] === 'true' ? null : await missingForVerapdf()
if (missing !== null) process.stdout.write(`\nLeft out: every document against PDF/A-2a. ${missing}\n`)
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)
