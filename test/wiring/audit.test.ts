import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'

const ROOT = join(import.meta.dirname, '../..')
const textsOf = (folder: string): [string, string][] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => [join(folder, name), readFileSync(join(ROOT, folder, name), 'utf8')])

/* Verbs that only read, the one that says what a person has read, and what is typed and not sent: nobody's act yet. */
const READERS = [
  'use-cases/call/load-call-draft.ts',
  'use-cases/call/load-correction-draft.ts',
  'use-cases/call/preview-notice.ts',
  'use-cases/call/read-application-form.ts',
  'use-cases/call/read-attachment.ts',
  'use-cases/call/read-partner-letter.ts',
  'use-cases/call/read-receipt.ts',
  'use-cases/call/save-call-draft.ts',
  'use-cases/call/save-correction-draft.ts',
  'use-cases/call/try-call.ts',
  'use-cases/cycle/discard-task-draft.ts',
  'use-cases/cycle/list-instances.ts',
  'use-cases/cycle/load-work-item.ts',
  'use-cases/cycle/look.ts',
  'use-cases/cycle/read-document.ts',
  'use-cases/cycle/save-task-draft.ts',
  'use-cases/cycle/table-times.ts',
  'use-cases/disbursement/read-payment-order.ts',
  'use-cases/evaluation/load-reshaping.ts',
  'use-cases/evaluation/read-answer-file.ts',
  'use-cases/meeting/load-sitting.ts',
  'use-cases/meeting/preview-minutes.ts',
  'use-cases/meeting/read-report-file.ts',
]

describe('the audit chain', () => {
  it('has a row of every verb that writes, told by `record` (art. 8)', () => {
    const silent = textsOf('use-cases').filter(
      ([, text]) => !/\brecord\(\{ ?/.test(text.replaceAll('documents.record', '')),
    )
    expect(silent.map(([name]) => name).toSorted()).toEqual(READERS)
  })

  it('is written in two places: where a verb runs, and where the ledger closes a step', () => {
    const folders = ['api', 'app', 'db', 'documents', 'procedures', 'tasks', 'use-cases', 'web', 'workers']
    const writers = folders
      .flatMap(textsOf)
      .filter(([, text]) => /(audit|createAuditStore\(\w+\))\.append\(/.test(text))
    expect(writers.map(([name]) => name).toSorted()).toEqual([
      'app/run-use-case.ts',
      'db/platform/job-ledger.ts',
    ])
  })
})
