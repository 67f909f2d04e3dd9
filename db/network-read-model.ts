import type { BodyRecord } from './body-store.ts'
import type { SeatRecord } from './network-store.ts'
import { createNetworkStore } from './network-store.ts'
import type { AsViewer, Viewer } from './viewer.ts'

/** The register of the network and its committee (art. 2, 5): open to whoever is signed in. */
export function createNetworkReadModel(asViewer: AsViewer) {
  return {
    members: (viewer: Viewer): Promise<BodyRecord[]> =>
      asViewer(viewer, (tx) => createNetworkStore(tx).members()),
    seats: (viewer: Viewer): Promise<SeatRecord[]> =>
      asViewer(viewer, (tx) => createNetworkStore(tx).seats()),
  }
}
