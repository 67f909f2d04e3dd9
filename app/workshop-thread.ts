import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { BusinessError, TransientError } from '../domain/shared/errors.ts'
import type { WorkbookFile } from '../documents/outside.ts'
import type { Answer, Asked, WorkshopPlace } from './workshop.ts'

/* Each is loaded when it is first asked for: the compiler of documents is heavy, and whoever only checks files needs none. */
async function done(asked: Asked): Promise<unknown> {
  if (asked.work === 'RENDER') {
    const { renderDocument } = await import('../reports/render-document.ts')
    return renderDocument(asked.kind, asked.viewModel)
  }
  if (asked.work === 'WORKBOOK') return workbookOf(asked.cycleId)
  const { inspectFile } = await import('../procedures/file/uploaded-file.ts')
  return inspectFile(await readFile(asked.path), asked.fileName)
}

/* Its connection is there for as long as the workbook is written. */
async function workbookOf(cycleId: string): Promise<WorkbookFile> {
  const { databaseUrl, documentsFolder } = workerData as WorkshopPlace
  const { connect } = await import('../db/platform/connection.ts')
  const { workbookReader } = await import('../db/expenditure/workbook-source.ts')
  const { createDocumentStore } = await import('../gateways/document-store.ts')
  const { writeWorkbookFile } = await import('../documents/expenditure/workbook-file.ts')
  const knex = connect({ url: databaseUrl, poolSize: 1, role: 'concilia_application' })
  try {
    return await writeWorkbookFile(createDocumentStore(documentsFolder), workbookReader(knex), cycleId)
  } finally {
    await knex.destroy()
  }
}

/* An error keeps neither its class nor its fields between threads: a refusal goes over as data, and so does what may work later. */
async function answerTo(asked: Asked): Promise<Answer> {
  try {
    return { value: await done(asked) }
  } catch (error) {
    if (error instanceof TransientError) return { transient: error.message }
    return error instanceof BusinessError
      ? { refused: { code: error.code, facts: error.facts } }
      : { error: error instanceof Error ? error : new Error(String(error)) }
  }
}

parentPort?.on('message', (asked: Asked) => {
  void answerTo(asked).then((answer) => parentPort?.postMessage(answer))
})
