import type { ProcessEngine } from '../port.ts'
import type { EngineSearch } from './search.ts'

/** Which version an instance runs, and the model of a version: by the definitions that the search tells. */
export function createModelReads(
  search: Pick<EngineSearch, 'definitions' | 'definitionKeyOf' | 'xmlOf'>,
): Pick<ProcessEngine, 'versionOf' | 'model'> {
  return {
    async versionOf(processInstanceKey) {
      const [running, all] = await Promise.all([
        search.definitionKeyOf(processInstanceKey),
        search.definitions(),
      ])
      return all.find(({ key }) => key === running)?.version ?? null
    },
    async model({ processId, version }) {
      const all = await search.definitions()
      const found = all.find((one) => one.processId === processId && one.version === version)
      return found === undefined ? null : search.xmlOf(found.key)
    },
  }
}
