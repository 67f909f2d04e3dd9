import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { z } from 'zod'
import { codeOf } from '../domain/shared/errors.ts'
import type { createDatabasePlace, DepartureMark, HeldBecause } from '../db/platform/database-place.ts'

const LOOK_MS = 1_000
const FILE = 'departures.json'

const markSchema = z.object({ databaseId: z.string(), departedUntil: z.coerce.date().nullable() })

/** Why nothing leaves, in words of ours for the log. */
const reasons: Record<HeldBecause, string> = {
  MOVED: 'this database is elsewhere than where it was last written',
  OLDER: 'this database is older than what has left it',
  NO_MARK: 'the documents are not those that this database had',
}

interface DepartureParts {
  place: Pick<ReturnType<typeof createDatabasePlace>, 'look'>
  /** Folder of the document store: outside the database, and saved with it. */
  folder: string
  log: Logger
}

/**
 * Keeps, beside the documents, how far this database knows what has left; resolves once it has looked whether the database is
 * an older copy. Where it is, no mail and nothing for the Region leaves. Looks again every second.
 */
export async function watchDepartures(parts: DepartureParts): Promise<{ stop: () => Promise<void> }> {
  const temporary = join(parts.folder, `${FILE}.${process.pid}`)
  const state = { heldBefore: false }
  const look = async (): Promise<void> => {
    const mark = await readMark(parts.folder)
    const { databaseId, departedUntil, held } = await parts.place.look(mark)
    if (held !== null && !state.heldBefore)
      parts.log.warn(
        { because: held.because },
        `nothing leaves until it is confirmed: ${reasons[held.because]}`,
      )
    state.heldBefore = held !== null
    if (isSame(mark, { databaseId, departedUntil })) return
    await mkdir(parts.folder, { recursive: true })
    await writeFile(temporary, JSON.stringify({ databaseId, departedUntil }), { flush: true })
    await rename(temporary, join(parts.folder, FILE))
  }
  const lookAgain = (): Promise<void> =>
    look().catch((error: unknown) => {
      parts.log.warn({ err: error }, 'departures: not marked, trying again')
    })
  await look()
  let turn = Promise.resolve()
  const looking = setInterval(() => void (turn = turn.then(lookAgain)), LOOK_MS)
  return {
    /** After the relay: what it sent last is marked. */
    async stop() {
      clearInterval(looking)
      await turn.then(lookAgain)
    },
  }
}

const isSame = (one: DepartureMark | null, other: DepartureMark): boolean =>
  one?.databaseId === other.databaseId && one.departedUntil?.getTime() === other.departedUntil?.getTime()

/* One that cannot be read is none: then nothing leaves before a person has looked. */
async function readMark(folder: string): Promise<DepartureMark | null> {
  const text = await readFile(join(folder, FILE), 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return ''
    throw error
  })
  try {
    return markSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
