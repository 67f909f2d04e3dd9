import type { NetworkSettings } from '../../domain/network/network-document.ts'
import { createNetworkSettingsStore } from './network-settings-store.ts'
import type { Page } from '../platform/page.ts'
import { linksOf } from './body-register.ts'
import type { RegisteredBody } from './body-register.ts'
import type { BodyRecord, MembersAsked } from './body-store.ts'
import type { DecidingPerson, ListedPerson, PeopleAsked, RegisteredPerson } from './people-register.ts'
import type { RegisteredSeat } from './seat-register.ts'
import type { Signatory } from './function-store.ts'
import type { Invitation } from './invitation-store.ts'
import type { SeatRecord } from './network-store.ts'
import { createNetworkStore } from './network-store.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

/** The register of the network and its committee (art. 2, 5): open to whoever is signed in. */
export function createNetworkReadModel(asViewer: AsViewer) {
  return {
    /** A page of the bodies that joined the network, by name. */
    members: (viewer: Viewer, asked: MembersAsked = {}): Promise<Page<BodyRecord>> =>
      asViewer(viewer, (tx) => createNetworkStore(tx).pageOfMembers(asked)),
    /** One of them with its ties; null for a body that did not join it. */
    registeredBody: (viewer: Viewer, bodyId: string): Promise<RegisteredBody | null> =>
      asViewer(viewer, async (tx) => {
        const body = await createNetworkStore(tx).findBody(bodyId)
        return body?.networkMemberSince ? { ...body, links: await linksOf(tx, bodyId) } : null
      }),
    /** One of them; null for a body that did not join it. */
    member: (viewer: Viewer, bodyId: string): Promise<BodyRecord | null> =>
      asViewer(viewer, async (tx) => {
        const body = await createNetworkStore(tx).findBody(bodyId)
        return body?.networkMemberSince ? body : null
      }),
    seats: (viewer: Viewer, on: LocalDate): Promise<SeatRecord[]> =>
      asViewer(viewer, (tx) => createNetworkStore(tx).seats(on)),
    /** A seat with all its holders over the years. */
    seat: (viewer: Viewer, seatId: string): Promise<RegisteredSeat | null> =>
      asViewer(viewer, (tx) => createNetworkStore(tx).registeredSeat(seatId)),
    /** The invitation of a link, by the hash of its token. */
    invitation: (viewer: Viewer, token: string): Promise<Invitation | null> =>
      asViewer(viewer, (tx) => createNetworkStore(tx).invitationOf(token)),
    /** The open invitations: each page and route says to whom. */
    invitations: (viewer: Viewer): Promise<Invitation[]> =>
      asViewer(viewer, (tx) => createNetworkStore(tx).openInvitations()),
    /** A page of the register of people: who keeps it asks. */
    people: (viewer: Viewer, asked: PeopleAsked, on: LocalDate): Promise<Page<ListedPerson>> =>
      asViewer(viewer, (tx) => createNetworkStore(tx).pageOfPeople(asked, on)),
    /** What the register holds of a person: for the process owner, and for the person itself; null for anybody else. */
    person: async (viewer: Viewer, personId: string): Promise<RegisteredPerson | null> =>
      viewer.role === 'PROCESS_OWNER' || viewer.personId === personId
        ? asViewer(viewer, (tx) => createNetworkStore(tx).registeredPerson(personId))
        : null,
    /** In whose place a person can be asked to act, for who keeps the register. */
    replaceable: (viewer: Viewer, personId: string, on: LocalDate) =>
      asViewer(viewer, (tx) => createNetworkStore(tx).replaceableBy(personId, on)),
    /** Who decides something of applications on a day, for who tells a conflict of others. */
    deciding: (viewer: Viewer, on: LocalDate): Promise<DecidingPerson[]> =>
      asViewer(viewer, (tx) => createNetworkStore(tx).deciding(on)),
    /** Who signs for a body on a day. */
    signatories: (viewer: Viewer, bodyId: string, on: LocalDate): Promise<Signatory[]> =>
      asViewer(viewer, (tx) => createNetworkStore(tx).signatoriesOf(bodyId, on)),
    /** How the network works and speaks; its register apart. */
    settings: (viewer: Viewer): Promise<NetworkSettings> =>
      asViewer(viewer, (tx) => createNetworkSettingsStore(tx).settings()),
    /** The body that leads the network, by the seat that chairs; null before the network is set up. */
    lead: (viewer: Viewer): Promise<BodyRecord | null> =>
      asViewer(viewer, async (tx) => {
        const chair = await tx('committee_seats').where('chair', true).first()
        return chair === undefined ? null : createNetworkStore(tx).findBody(chair.body_id)
      }),
  }
}
