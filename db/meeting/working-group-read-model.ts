import { atOnce } from '../../domain/shared/at-once.ts'
import type { AgendaItemKind, MeetingStatus } from '../../domain/meeting/lifecycle.ts'
import type { WorkingGroupStatus } from '../../domain/meeting/working-group.ts'
import type { Deferral } from '../../domain/meeting/sitting.ts'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'
import { createWorkingGroupStore, GROUP } from './working-group-store.ts'
import type { WorkingGroup } from './working-group-store.ts'

interface GroupsAsked extends PageAsked {
  status?: WorkingGroupStatus | undefined
  text?: string | undefined
}
/* An item of a meeting on a group, with how it ended as far as the viewer may know. */
interface GroupItem {
  kind: AgendaItemKind
  reportId: string | null
  meetingId: string
  startsAt: Date
  status: MeetingStatus
  deferral: Deferral | null
  passed: boolean | null
}
const ITEMS = `
select i.kind, i.report_id as "reportId", m.id as "meetingId", m.starts_at as "startsAt", m.status, i.deferral, d.passed
  from agenda_items i join known_meetings m on m.id = i.meeting_id left join decisions d on d.agenda_item_id = i.id
 where i.working_group_id = :id order by m.round, i.position`

/* Who writes to those who take part: the addresses of others are nobody else's to read. */
const writes = ({ role, personId }: Viewer, { referentId }: WorkingGroup): boolean =>
  role === 'PROCESS_OWNER' || role === 'COMMITTEE_SECRETARY' || personId === referentId

/** Working groups as the wall shows them: to offices and committee all, to others those in which they take part (art. 5). */
export function createWorkingGroupReadModel(asViewer: AsViewer) {
  return {
    /** The newest first. */
    list: (viewer: Viewer, { status, text, ...page }: GroupsAsked = {}): Promise<Page<WorkingGroup>> =>
      asViewer(viewer, (tx) =>
        readPage(
          tx,
          {
            about: ['working-groups'],
            rows: `select ${GROUP}, g.proposed_at as "proposedAt" from working_groups g join persons p on p.id = g.referent_id where true`,
            values: {},
            filters: {
              status: ['g.status = :status', status],
              text: [contains('g.name', 'p.display_name'), text],
            },
            order: { '"proposedAt"': 'instant', id: 'text' },
            direction: 'desc',
          },
          page,
        ),
      ),

    find: (viewer: Viewer, id: string) =>
      asViewer(viewer, async (tx) => {
        const store = createWorkingGroupStore(tx)
        const { group, members, reports, items, prepared } = await atOnce({
          group: store.find(id),
          members: store.members(id),
          reports: store.reports(id),
          items: tx.raw<{ rows: GroupItem[] }>(ITEMS, { id }),
          prepared: store.reportFile(id),
        })
        if (group === null) return null
        const told = writes(viewer, group)
        return {
          ...group,
          members: members.map((one) => ({ ...one, email: told ? one.email : null })),
          reports: reports.map(({ id, text, fileName, handedInAt }) => ({ id, text, fileName, handedInAt })),
          items: items.rows,
          isReferent: group.referentId === viewer.personId,
          /** The file of the report that the referent prepares. */
          prepared: prepared?.fileName ?? null,
        }
      }),

    /** What waits for an agenda of the committee. */
    waiting: (viewer: Viewer) =>
      asViewer(viewer, (tx) => {
        const store = createWorkingGroupStore(tx)
        return atOnce({
          toConstitute: store.toConstitute(),
          toHear: store.toHear(),
          toDissolve: store.toDissolve(),
        })
      }),
  }
}
