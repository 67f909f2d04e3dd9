import { readFileSync } from 'node:fs'
import { readNetworkDocument } from '../../domain/network/network-document-check.ts'
import type { NetworkDocument } from '../../domain/network/network-document.ts'

const FILE = new URL('../../networks/milano.json', import.meta.url)

/** The demo's network, as its file says it. Throws Error when the file contradicts itself. */
export const demoNetwork: NetworkDocument = readDemoNetwork()

function readDemoNetwork(): NetworkDocument {
  const read = readNetworkDocument(JSON.parse(readFileSync(FILE, 'utf8')))
  if (!read.ok) throw new Error(`the demo network contradicts itself: ${JSON.stringify(read.problems)}`)
  return read.value
}
