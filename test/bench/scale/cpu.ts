import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const MS = 1e6

/* Time on a processor of one thread, user and system together, in nanoseconds; 0 of one that has just ended. */
const ofThread = async (path: string): Promise<number> =>
  Number((await readFile(join(path, 'schedstat'), 'utf8').catch(() => '0')).split(' ')[0])

async function ofProcess(pid: number): Promise<number> {
  const tasks = `/proc/${pid}/task`
  const threads = await readdir(tasks).catch(() => [])
  const times = await Promise.all(threads.map((thread) => ofThread(join(tasks, thread))))
  return times.reduce((sum, one) => sum + one, 0)
}

async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return text.split(' ').filter(Boolean).map(Number)
}

/** Milliseconds that a process, and a database server with all its processes, have spent on processors so far: finer than the ticks of
 * /proc/PID/stat, which are longer than many an answer. */
export async function cpuMs({
  application,
  server,
}: {
  application: number
  server: number
}): Promise<number> {
  const pids = [application, server, ...(await childrenOf(server))]
  const times = await Promise.all(pids.map(ofProcess))
  return times.reduce((sum, one) => sum + one, 0) / MS
}

/** The process that all others of a PostgreSQL on this folder come from. */
export async function serverProcess(dataDir: string): Promise<number> {
  return Number((await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0])
}
