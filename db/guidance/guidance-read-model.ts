import type { GuidanceComment, GuidanceDocument } from './guidance-store.ts'
import { createGuidanceStore } from './guidance-store.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

interface GuidancePage extends GuidanceDocument {
  comments: GuidanceComment[]
}

/** Guidance documents with the network's comments. A draft is the office's until it is shared; then it is the whole network's (art. 6). */
export function createGuidanceReadModel(asViewer: AsViewer) {
  return {
    find: (viewer: Viewer, id: string): Promise<GuidancePage | null> =>
      asViewer(viewer, async (tx) => {
        const store = createGuidanceStore(tx)
        const document = await store.find(id)
        const hidden = document?.status === 'DRAFT' && viewer.role !== 'PROCESS_OWNER'
        if (document === null || hidden) return null
        return { ...document, comments: await store.comments(id) }
      }),
  }
}
