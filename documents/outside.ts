import type { DocumentStore } from '../domain/shared/ports.ts'
import type { StepContext, UseCaseContext } from '../procedures/context.ts'
import type { DocumentKind, DocumentViewModel } from '../reports/documents/index.ts'

/** Renders a document as PDF/A, on a thread of its own. Throws ZodError when the view model is not what the kind asks for. */
export type RenderDocument = <K extends DocumentKind>(
  kind: K,
  viewModel: DocumentViewModel<K>,
) => Promise<Buffer>

/** What a step or verb with long work is given before its transaction: rows as they stand at one moment, and all that makes
 * files. Each of these refuses to be used while a transaction is open. */
export interface Outside {
  now: Date
  /** Reads in one read-only snapshot. */
  read: <T>(look: (context: StepContext) => Promise<T>) => Promise<T>
  render: RenderDocument
  /** Puts a file into the store, where one that no row comes to name is harmless. */
  keep: DocumentStore['put']
  /** Writes the expenditure workbook of a cycle into the store, on a thread of its own. Throws NOT_FOUND. */
  writeWorkbook: (cycleId: string) => Promise<WorkbookFile>
}

/** A file in the store that no row names yet. */
export type KeptFile = Awaited<ReturnType<DocumentStore['put']>>

/** A workbook that is in the store and not yet recorded. */
export interface WorkbookFile extends KeptFile {
  fileName: string
  /** False when a total disagrees with its independent figure; the file says where. */
  balanced: boolean
}

/** A verb with long work: it makes its files first, and gives the short verb that records them in one transaction. */
export interface LongUseCase<C, R> {
  prepare: (outside: Outside, command: C) => Promise<(context: UseCaseContext) => Promise<R>>
}
