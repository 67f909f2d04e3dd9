import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { HeldPart } from './guard-client.ts'
import { SetupError } from './setup-error.ts'

const PAUSE_MS = 150

/** Repeats a check until it gives true. Throws SetupError after the time (ms), or as soon as the part has ended. */
export async function waitUntilReady(
  part: HeldPart,
  timeoutMs: number,
  check: () => Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + timeoutMs
  let last: unknown = null
  while (performance.now() < deadline) {
    if (part.hasEnded()) throw new SetupError(await endedMessage(part))
    try {
      if (await check()) return
    } catch (error) {
      last = error
    }
    await pause(PAUSE_MS)
  }
  const why = last instanceof Error ? ` (${last.message})` : ''
  throw new SetupError(
    `${part.title} did not become ready in ${timeoutMs / 1000} s${why}: look into ${part.logFile ?? 'its output'}.`,
  )
}

async function endedMessage(part: HeldPart): Promise<string> {
  const { code, signal } = await part.ended
  const log = part.logFile === null ? '' : await readFile(part.logFile, 'utf8').catch(() => '')
  const lines = log.split('\n').filter((line) => line.trim() !== '')
  const telling = lines.findLast((line) =>
    /\b(FATAL|ERROR|Exception|No space left|Permission denied)\b/.test(line),
  )
  const said = (telling ?? lines.at(-1) ?? '').trim().slice(0, 300)
  return `${part.title} ended while starting (${signal ?? `exit ${code}`}): ${said || 'it said nothing'} — see ${part.logFile ?? 'its output'}.`
}
