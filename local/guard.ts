// The guard: a process of its own that starts the local parts and stops them when the launcher is gone for any reason.
// It is the parent of every part, so it knows each from the first moment; the launcher talks to it over the IPC channel,
// and the end of that channel means that the launcher is no more, even after a kill -9.
import { spawn, type ChildProcess } from 'node:child_process'
import { openSync } from 'node:fs'
import type { FromGuard, PartSpec, ToGuard } from './guard-client.ts'

// All of it must be over within fifteen seconds of the launcher's end.
const APPLICATION_GRACE_MS = 3000
const PARTS_GRACE_MS = 7000

type Held = { spec: PartSpec; child: ChildProcess; ended: Promise<void> }
const held = new Map<string, Held>()

function tell(message: FromGuard): void {
  if (process.connected) process.send?.(message)
}

function start(spec: PartSpec): void {
  const output = spec.logFile === null ? 'inherit' : openSync(spec.logFile, 'w')
  const child = spawn(spec.command, [...spec.args], {
    cwd: spec.cwd,
    env: { ...spec.env },
    stdio: ['ignore', output, output],
    // A group of its own: Ctrl-C in the terminal reaches the launcher alone, which stops the parts in order.
    detached: true,
    ...(spec.user === null ? {} : { uid: spec.user.uid, gid: spec.user.gid }),
  })
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      held.delete(spec.id)
      tell({ event: 'ended', id: spec.id, code: null, signal: null, reason: error.message })
      resolve()
    })
    child.once('exit', (code, signal) => {
      held.delete(spec.id)
      tell({ event: 'ended', id: spec.id, code, signal, reason: null })
      resolve()
    })
  })
  held.set(spec.id, { spec, child, ended })
  if (child.pid !== undefined) tell({ event: 'started', id: spec.id, pid: child.pid })
}

async function stop(id: string, graceMs?: number): Promise<void> {
  const part = held.get(id)
  if (part === undefined) return
  part.child.kill(part.spec.stopSignal)
  const hard = setTimeout(() => killGroup(part.child), graceMs ?? part.spec.graceMs)
  await part.ended
  clearTimeout(hard)
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}

async function stopEverything(): Promise<void> {
  const parts = [...held.values()].map((part) => part.spec)
  const stopAll = (some: PartSpec[], graceMs: number) =>
    Promise.all(some.map((part) => stop(part.id, graceMs)))
  await stopAll(
    parts.filter((part) => part.logFile === null),
    APPLICATION_GRACE_MS,
  )
  await stopAll(
    parts.filter((part) => part.logFile !== null),
    PARTS_GRACE_MS,
  )
  process.exit(0)
}

process.on('message', (message: ToGuard) => {
  if (message.order === 'start') start(message.spec)
  if (message.order === 'stop') void stop(message.id)
  if (message.order === 'kill') held.get(message.id)?.child.kill('SIGKILL')
})
process.once('disconnect', () => void stopEverything())
process.once('SIGTERM', () => void stopEverything())
process.on('SIGINT', () => {})
process.on('SIGHUP', () => {})
