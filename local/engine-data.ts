import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ulid } from 'ulid'
import { exists } from './machine.ts'
import { SetupError } from './setup-error.ts'

/** The engine's folders, which live and die together, and the id made with them: keys start again after a wipe. */
export type EngineData = { engineId: string; broker: string; opensearch: string }

/** Opens the engine's data of an instance, made at the first start. Throws SetupError when only a part is there. */
export async function openEngineData(dataDir: string): Promise<EngineData> {
  const folder = join(dataDir, 'engine')
  if (!(await exists(folder))) await create(folder)
  const data = { broker: join(folder, 'broker'), opensearch: join(folder, 'opensearch') }
  const idFile = join(folder, 'engine-id')
  // With one wiped and the other kept, the importers wait for positions that never come: no task is ever found.
  for (const part of [data.broker, data.opensearch, idFile])
    if (!(await exists(part)))
      throw new SetupError(
        `The engine's data lack ${part}, and parts of them are of no use; the database refuses another engine, so remove all of ${dataDir}, then start again.`,
      )
  return { ...data, engineId: (await readFile(idFile, 'utf8')).trim() }
}

async function create(folder: string): Promise<void> {
  const unfinished = `${folder}.part`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(join(unfinished, 'broker'), { recursive: true })
  await mkdir(join(unfinished, 'opensearch'))
  await writeFile(join(unfinished, 'engine-id'), `${ulid()}\n`)
  await rename(unfinished, folder)
}
