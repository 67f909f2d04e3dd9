import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Play } from './play.ts'

interface KeptDocument {
  id: string
  kind: string
  fileName: string
}

/** Downloads what the cycle leaves, over HTTP as the process owner does: documents, workbooks, seals, packages with the Region's receipts. */
export async function keepOutput(play: Play, folder: string): Promise<void> {
  const owner = play.people.find((person) => person.role === 'PROCESS_OWNER')
  const caller = play.as(owner?.personId ?? '')
  const documents = await caller.list<KeptDocument>(`/api/cycles/${play.facts['cycleId']}/documents`)
  for (const document of documents) {
    const target = join(folder, document.kind)
    await mkdir(target, { recursive: true })
    await writeFile(
      join(target, `${document.id}-${document.fileName}`),
      await caller.download(`/api/documents/${document.id}`),
    )
  }
  const submissions = await caller.list<unknown>(`/api/cycles/${play.facts['cycleId']}/submissions`)
  await writeFile(join(folder, 'regional-receipts.json'), JSON.stringify(submissions, null, 2))
  const kinds = new Set(documents.map((document) => document.kind))
  for (const kind of [
    'expenditure-workbook',
    'ranking-seal',
    'minutes',
    'ranking',
    'plan',
    'convocation',
    'submission-letter',
  ]) {
    play.check(`Il ciclo lascia il documento ${kind}`, kinds.has(kind), [...kinds])
  }
}
