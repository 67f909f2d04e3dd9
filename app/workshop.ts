import { Worker } from 'node:worker_threads'
import type { Outside, RenderDocument } from '../documents/outside.ts'
import { BusinessError, TransientError } from '../domain/shared/errors.ts'
import type { BusinessErrorCode } from '../domain/shared/errors.ts'
import { unreadable } from '../procedures/file/unreadable.ts'
import type { FileInspector } from '../procedures/file/uploaded-file.ts'
import type { DocumentKind, DocumentViewModel } from '../reports/documents/index.ts'

const THREAD = new URL('./workshop-thread.ts', import.meta.url)
const THREADS = 2
/* Nothing takes so long: a thread that does is ended, and its work fails. */
const MOST_MS = { RENDER: 60_000, INSPECT: 10_000, WORKBOOK: 600_000 }
/* Of its own heap, in megabytes: a file or a document that asks for more is refused, and the others go on. */
const MOST_MEMORY = { maxOldGenerationSizeMb: 512 }

/** What a thread is asked to do. */
export type Asked =
  | { work: 'RENDER'; kind: DocumentKind; viewModel: DocumentViewModel<DocumentKind> }
  | { work: 'INSPECT'; path: string; fileName: string }
  | { work: 'WORKBOOK'; cycleId: string }

/** Where a workbook's rows are read, on a connection of the thread's own, and where its file goes. */
export interface WorkshopPlace {
  databaseUrl: string
  documentsFolder: string
}

/** What it answers. */
export type Answer =
  | { value: unknown }
  | { refused: { code: BusinessErrorCode; facts: Record<string, unknown> } }
  | { transient: string }
  | { error: Error }

interface Task {
  asked: Asked
  resolve: (value: unknown) => void
  reject: (reason: Error) => void
}

/** Threads that make documents and workbooks and look into files, so that requests and steps go on meanwhile. */
export interface Workshop {
  render: RenderDocument
  inspect: FileInspector
  writeWorkbook: Outside['writeWorkbook']
  /** Ends the threads, and with them what is under way. */
  close: () => Promise<void>
}

/** Makes it: threads begin when they are needed, two at most, and an idle one keeps no process alive. */
export function createWorkshop(place: WorkshopPlace): Workshop {
  const threads: Threads = { place, waiting: [], idle: new Set(), busy: new Map() }
  const ask = (asked: Asked) =>
    new Promise<unknown>((resolve, reject) => {
      threads.waiting.push({ asked, resolve, reject })
      goOn(threads)
    })
  return {
    render: async (kind, viewModel) =>
      Buffer.from((await ask({ work: 'RENDER', kind, viewModel })) as Uint8Array),
    inspect: async (path, fileName) =>
      (await ask({ work: 'INSPECT', path, fileName })) as Awaited<ReturnType<FileInspector>>,
    writeWorkbook: async (cycleId) =>
      (await ask({ work: 'WORKBOOK', cycleId })) as Awaited<ReturnType<Outside['writeWorkbook']>>,
    async close() {
      const { waiting, idle, busy } = threads
      for (const task of waiting.splice(0)) task.reject(new Error('the workshop is closed'))
      await Promise.all([...idle, ...busy.keys()].map((worker) => worker.terminate()))
    },
  }
}

interface Threads {
  place: WorkshopPlace
  waiting: Task[]
  idle: Set<Worker>
  busy: Map<Worker, { task: Task; limit: NodeJS.Timeout }>
}

/* Gives the oldest work to a thread that is free, or to a new one. */
function goOn(threads: Threads): void {
  const { waiting, idle, busy } = threads
  if (idle.size === 0 && busy.size >= THREADS) return
  const [task] = waiting.splice(nextOf(threads), 1)
  if (task === undefined) return
  const [worker = begin(threads)] = idle
  idle.delete(worker)
  const limit = setTimeout(() => {
    task.reject(tooHeavy(task.asked))
    void worker.terminate()
  }, MOST_MS[task.asked.work])
  busy.set(worker, { task, limit })
  worker.ref()
  worker.postMessage(task.asked)
}

/* The oldest; but one workbook at a time, which leaves the other thread to what people wait for. */
function nextOf({ waiting, busy }: Threads): number {
  const isWriting = [...busy.values()].some(({ task }) => task.asked.work === 'WORKBOOK')
  const next = waiting.findIndex(({ asked }) => !isWriting || asked.work !== 'WORKBOOK')
  return next < 0 ? waiting.length : next
}

function begin(threads: Threads): Worker {
  const { idle, busy } = threads
  const worker = new Worker(THREAD, { workerData: threads.place, resourceLimits: MOST_MEMORY })
  const end = (how: (task: Task) => void): void => {
    const done = busy.get(worker)
    if (done === undefined) return
    clearTimeout(done.limit)
    busy.delete(worker)
    how(done.task)
  }
  worker.on('message', (answer: Answer) => {
    end((task) => {
      settle(task, answer)
    })
    worker.unref()
    idle.add(worker)
    goOn(threads)
  })
  worker.on('error', (error: NodeJS.ErrnoException) => {
    end(({ asked, reject }) => {
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooHeavy(asked) : error)
    })
  })
  worker.on('exit', () => {
    end(({ reject }) => {
      reject(new Error('a thread of the workshop ended before its work was done'))
    })
    idle.delete(worker)
    goOn(threads)
  })
  return worker
}

/* What goes beyond the limits of time or memory: a file is refused, anything else is our own fault. */
function tooHeavy(asked: Asked): Error {
  return asked.work === 'INSPECT'
    ? unreadable(asked.fileName, 'TOO_HEAVY')
    : new Error(`${asked.work} went beyond the limits of the workshop`)
}

function settle(task: Task, answer: Answer): void {
  if ('value' in answer) task.resolve(answer.value)
  else if ('error' in answer) task.reject(answer.error)
  else if ('transient' in answer) task.reject(new TransientError(answer.transient))
  else task.reject(new BusinessError(answer.refused.code, answer.refused.facts))
}
