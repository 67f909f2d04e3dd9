import { readFile } from 'node:fs/promises'
import { parentPort } from 'node:worker_threads'
import { BusinessError } from '../domain/shared/errors.ts'
import type { Answer, Asked } from './workshop.ts'

/* Each is loaded when it is first asked for: the compiler of documents is heavy, and whoever only checks files needs none. */
async function done(asked: Asked): Promise<unknown> {
  if (asked.work === 'RENDER') {
    const { renderDocument } = await import('../reports/render-document.ts')
    return renderDocument(asked.kind, asked.viewModel)
  }
  const { inspectFile } = await import('../procedures/uploaded-file.ts')
  return inspectFile(await readFile(asked.path), asked.declared)
}

/* An error keeps neither its class nor its fields between threads: a refusal goes over as data. */
async function answerTo(asked: Asked): Promise<Answer> {
  try {
    return { value: await done(asked) }
  } catch (error) {
    return error instanceof BusinessError
      ? { refused: { code: error.code, facts: error.facts } }
      : { error: error instanceof Error ? error : new Error(String(error)) }
  }
}

parentPort?.on('message', (asked: Asked) => {
  void answerTo(asked).then((answer) => parentPort?.postMessage(answer))
})
