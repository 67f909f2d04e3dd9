import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createWorkshop } from '../../app/workshop.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { envelopeBytes, envelopeInPieces, pdfBytes } from '../support/small-files.ts'
import type { Figure } from './figures.ts'
import { timed } from './figures.ts'

const SMALL = 2_000_000
const LARGE = 20_000_000
const TIMES = 3
const MOST_TIMES = 10
/* Everybody may be held so long. */
const MOST_HELD_MS = 50
/* Below this the clock says more about the machine than about the file. */
const LEAST_MS = 50

const filled = (head: string, unit: string, size: number, tail = ''): Buffer =>
  Buffer.from(head + unit.repeat(size / unit.length) + tail, 'latin1')

/* Files as people have them, and the shapes that parsers are slow at; each as large as is asked. */
const shapes: [fileName: string, what: string, make: (size: number) => Buffer][] = [
  ['a.pdf', 'PDF', (size) => pdfBytes('a'.repeat(size))],
  [
    'a.pdf',
    'PDF with signatures begun',
    (size) => Buffer.concat([pdfBytes(''), filled('', '/SubFilter  ', size)]),
  ],
  ['a.pdf', 'PDF of objects begun', (size) => filled('%PDF-1.7\n', '1 0 obj\n', size)],
  ['a.p7m', 'envelope', (size) => envelopeBytes(pdfBytes('a'.repeat(size)))],
  ['a.p7m', 'envelope in BER', (size) => envelopeInPieces(pdfBytes('a'.repeat(size)))],
  [
    'a.p7m',
    'envelope in base64',
    (size) => Buffer.from(envelopeBytes(pdfBytes('a'.repeat(size))).toString('base64')),
  ],
  [
    'a.p7m',
    'base64 and spaces',
    (size) => filled(envelopeBytes(pdfBytes('')).toString('base64'), ' ', size, '!'),
  ],
  ['a.xml', 'XML', (size) => filled('<a>', '<b c="d">e</b>', size, '</a>')],
  ['a.xml', 'XML of signatures begun', (size) => filled('<a>', '<Signature ', size)],
  ['a.xml', 'XML in depth', (size) => filled('', '<a>', size)],
  ['a.json', 'JSON', (size) => filled('[1', ',{"a":1}', size, ']')],
  ['a.json', 'JSON in depth', (size) => filled('', '[', size)],
]

interface Look {
  ms: number
  /** The longest that the event loop was held meanwhile, in milliseconds. */
  held: number
}

/** Looks into files of 2 and of 20 MB through the workshop's threads: ten times the input may take twelve times the time, and
 * whoever asks is never held for 50 ms. Of three looks the least counts, for the others were disturbed; of up to ten, while all of
 * them were: what a look itself holds, each holds. */
export async function measureFiles(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'concilia-bench-files-'))
  const workshop = createWorkshop({ databaseUrl: '', documentsFolder: folder })
  const path = join(folder, 'file')
  const lookInto = async (fileName: string, bytes: Buffer): Promise<Look> => {
    await writeFile(path, bytes)
    const looks: Look[] = []
    while (looks.length < TIMES || (looks.length < MOST_TIMES && heldIn(looks) > MOST_HELD_MS))
      looks.push(await watched(() => workshop.inspect(path, fileName).catch(refusedOrThrow)))
    return { ms: Math.min(...looks.map(({ ms }) => ms)), held: heldIn(looks) }
  }
  try {
    const figures: Figure[] = []
    const held: number[] = []
    for (const [fileName, what, make] of shapes) {
      const small = await lookInto(fileName, make(SMALL))
      const large = await lookInto(fileName, make(LARGE))
      held.push(small.held, large.held)
      figures.push(growth(what, small.ms, large.ms))
    }
    return [...figures, holding(Math.max(...held))]
  } finally {
    await workshop.close()
    await rm(folder, { recursive: true })
  }
}

const heldIn = (looks: readonly Look[]): number => Math.min(...looks.map(({ held }) => held))

async function watched(work: () => Promise<unknown>): Promise<Look> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const ms = await timed(work)
  delay.disable()
  return { ms, held: delay.max / 1e6 }
}

function refusedOrThrow(error: unknown): void {
  if (!(error instanceof BusinessError)) throw error
}

const growth = (what: string, small: number, large: number): Figure => ({
  name: `files: ${what}`,
  label: `a look into ${what}, 20 MB / 2 MB`,
  value: large / Math.max(small, LEAST_MS),
  unit: '×',
  limit: { atMost: 12 },
  detail: `${large.toFixed(0)} of ${small.toFixed(0)} ms`,
})

const holding = (value: number): Figure => ({
  name: 'files: event loop',
  label: 'the longest that a look into a file holds everybody',
  value,
  unit: 'ms',
  limit: { atMost: MOST_HELD_MS },
  detail: 'with files of 20 MB',
})
