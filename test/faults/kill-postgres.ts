import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { LocalParts } from '../../local/launcher.ts'
import { startPostgres } from '../../local/postgres.ts'
import { waitFor } from '../support/wait-for.ts'

const run = promisify(execFile)
const GONE_WITHIN_MS = 30_000

/** Kills PostgreSQL of a whole application with -9, all its processes at once, and starts it again on the same data. */
export async function killPostgres({ guard, settings }: LocalParts): Promise<void> {
  const file = join(settings.dataDir, 'postgres', 'data', 'postmaster.pid')
  const postmaster = Number((await readFile(file, 'utf8')).split('\n')[0])
  const processes = [
    postmaster,
    ...(await living()).filter(({ parent }) => parent === postmaster).map(({ pid }) => pid),
  ]
  for (const pid of processes) kill(pid)
  await waitFor('the processes of PostgreSQL to be gone', GONE_WITHIN_MS, async () =>
    (await living()).some(({ pid }) => processes.includes(pid)) ? null : true,
  )
  await startPostgres(guard, settings)
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    /* A connection that was closed meanwhile. */
  }
}

/* One that has died and whom nobody has asked for yet lives no more. */
async function living(): Promise<{ pid: number; parent: number }[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,stat='])
  return stdout
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/))
    .filter(([, , state]) => !state?.startsWith('Z'))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }))
}
