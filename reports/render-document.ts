import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { documentSchemas } from './documents/index.ts'
import type { DocumentKind, DocumentViewModel } from './documents/index.ts'
import { templateOf, templatesFolder } from './typst/templates.ts'

const compiler = NodeCompiler.create({ workspace: templatesFolder })

/**
 * Renders a document as PDF/A-2a; the same view model gives the same bytes, its date being `issuedAt`.
 * Throws ZodError when the view model is not what the kind asks for.
 */
export function renderDocument<K extends DocumentKind>(
  kind: K,
  viewModel: DocumentViewModel<K>,
): Promise<Buffer> {
  return Promise.resolve().then(() => {
    const source = templateOf(kind)(documentSchemas[kind].parse(viewModel))
    const pdf = compiler.pdf({ mainFileContent: source }, { pdfStandard: 'a-2a' })
    compiler.evictCache(10)
    return pdf
  })
}
