import { access, constants, mkdir, rm, statfs, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { codeOf } from '../domain/shared/errors.ts'
import { SetupError } from './setup-error.ts'

const LOOPBACK = '127.0.0.1'
const MEGABYTE = 1024 * 1024

/** Whether nothing listens on the port of the loopback address, tried by connecting and by listening. */
export async function isPortFree(port: number): Promise<boolean> {
  const answered = await new Promise<boolean>((resolve) => {
    const socket = connect({ port, host: LOOPBACK, timeout: 1000 })
    const done = (taken: boolean) => {
      socket.destroy()
      resolve(taken)
    }
    socket
      .once('connect', () => done(true))
      .once('error', () => done(false))
      .once('timeout', () => done(true))
  })
  if (answered) return false
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, LOOPBACK, () => server.close(() => resolve(true)))
  })
}

/** Throws SetupError naming the first port that is taken and the part that needs it. */
export async function assertPortsFree(wanted: readonly { port: number; part: string }[]): Promise<void> {
  for (const { port, part } of wanted)
    if (!(await isPortFree(port)))
      throw new SetupError(
        `Port ${port}, needed by ${part}, is taken by another program: stop it (another Concilia perhaps), then start again.`,
      )
}

/** Throws SetupError when the folder cannot be made or written, or its disk has less room than asked. */
export async function assertRoom(folder: string, neededMegabytes: number): Promise<void> {
  const free = await freeMegabytes(folder)
  if (free < neededMegabytes)
    throw new SetupError(
      `The disk of ${folder} has ${free} MB free and ${neededMegabytes} MB are needed: make room, then start again.`,
    )
  try {
    await mkdir(folder, { recursive: true })
    const probe = join(folder, `.probe-${process.pid}`)
    await writeFile(probe, 'x')
    await rm(probe)
  } catch (cause) {
    throw new SetupError(
      `The folder ${folder} cannot be written (${reason(cause)}): give this user the right to it.`,
      { cause },
    )
  }
}

// A folder that is still to be made lies on the disk of the nearest one above it.
async function freeMegabytes(folder: string): Promise<number> {
  const disk = await statfs(folder).catch(() => null)
  if (disk === null) return dirname(folder) === folder ? 0 : freeMegabytes(dirname(folder))
  return Math.floor((disk.bavail * disk.bsize) / MEGABYTE)
}

/** Whether a file or folder is there. */
export async function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  )
}

const reason = (cause: unknown): string => codeOf(cause) || String(cause)
