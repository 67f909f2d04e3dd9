import { fork, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'

/** A part that the guard starts and holds. With no log file it writes where the launcher writes. */
export type PartSpec = {
  id: string
  title: string
  command: string
  args: readonly string[]
  env: Readonly<Record<string, string>>
  cwd: string
  user: { uid: number; gid: number } | null
  logFile: string | null
  stopSignal: 'SIGTERM' | 'SIGINT'
  graceMs: number
}

/** What the launcher orders. */
export type ToGuard = { order: 'start'; spec: PartSpec } | { order: 'stop' | 'kill'; id: string }
/** What the guard reports. */
export type FromGuard =
  | { event: 'started'; id: string; pid: number }
  | { event: 'ended'; id: string; code: number | null; signal: string | null; reason: string | null }

/** How a part ended: its exit code, or the signal that ended it. */
export type Ending = { code: number | null; signal: string | null; reason: string | null }

/** A started part. `ended` settles when its process is gone; `stop` asks, waits, and kills after the grace. */
export type HeldPart = {
  pid: number
  title: string
  logFile: string | null
  ended: Promise<Ending>
  hasEnded: () => boolean
  stop: () => Promise<void>
  kill: () => Promise<void>
}

/** The running guard process. `gone` settles when it ends; `release` lets it go once its parts are stopped. */
export type Guard = {
  pid: number
  start: (spec: Omit<PartSpec, 'id'>) => Promise<HeldPart>
  gone: Promise<void>
  release: () => Promise<void>
}

type Watch = { started: (pid: number) => void; ended: (ending: Ending) => void; pid: number | null }

/** Starts the guard process, which outlives this one just long enough to stop what it holds. */
export function startGuard(): Guard {
  const process_ = fork(join(import.meta.dirname, 'guard.ts'), [], { detached: true, execArgv: [] })
  const watches = new Map<string, Watch>()
  process_.on('message', (message: FromGuard) => {
    const watch = watches.get(message.id)
    if (watch === undefined) return
    if (message.event === 'started') {
      watch.pid = message.pid
      watch.started(message.pid)
    } else {
      watches.delete(message.id)
      watch.ended({ code: message.code, signal: message.signal, reason: message.reason })
    }
  })
  const gone = new Promise<void>((resolve) => {
    process_.once('exit', () => {
      killOrphans(watches)
      resolve()
    })
  })
  return {
    pid: process_.pid ?? 0,
    start: (spec) => startPart(process_, watches, spec),
    gone,
    release: async () => {
      if (process_.connected) process_.disconnect()
      await gone
    },
  }
}

async function startPart(
  guard: ChildProcess,
  watches: Map<string, Watch>,
  spec: Omit<PartSpec, 'id'>,
): Promise<HeldPart> {
  const id = randomUUID()
  const started = Promise.withResolvers<number>()
  const ended = Promise.withResolvers<Ending>()
  let over = false
  void ended.promise.then((ending) => {
    over = true
    started.reject(
      new Error(`${spec.title} could not be started: ${ending.reason ?? 'its process ended at once'}`),
    )
  })
  watches.set(id, { started: started.resolve, ended: ended.resolve, pid: null })
  const order = (message: ToGuard) => {
    if (guard.connected) guard.send(message)
  }
  order({ order: 'start', spec: { ...spec, id } })
  const stopBy = async (message: ToGuard) => {
    order(message)
    await ended.promise
  }
  return {
    pid: await started.promise,
    title: spec.title,
    logFile: spec.logFile,
    ended: ended.promise,
    hasEnded: () => over,
    stop: () => stopBy({ order: 'stop', id }),
    kill: () => stopBy({ order: 'kill', id }),
  }
}

// With the guard itself gone (kill -9) nobody else knows the parts: end them hard, by their groups.
function killOrphans(watches: Map<string, Watch>): void {
  for (const [id, watch] of watches) {
    watches.delete(id)
    if (watch.pid !== null)
      try {
        process.kill(-watch.pid, 'SIGKILL')
      } catch {
        // Already gone.
      }
    watch.ended({ code: null, signal: 'SIGKILL', reason: 'the guard process was ended' })
  }
}
