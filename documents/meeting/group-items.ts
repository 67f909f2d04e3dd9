import type { PlannedItem } from '../../db/meeting/meeting-plans.ts'
import type { GroupMember, GroupReport, WorkingGroup } from '../../db/meeting/working-group-store.ts'
import { formatDate, formatInstant } from '../../words/formats.ts'

const named = ({ name, organisation }: GroupMember): string =>
  organisation === null ? name : `${name} (${organisation})`

/** The item that constitutes a group: purpose, referent, who takes part, until when (art. 5). */
export function constitutionItem(group: WorkingGroup, members: readonly GroupMember[]): PlannedItem {
  const { id, name, purpose, referent, reportDueOn, endsOn } = group
  return {
    ...{ kind: 'GROUP_CONSTITUTION', workingGroupId: id },
    title: `Costituzione del Gruppo di lavoro «${name}»`,
    explanation: [
      `Finalità: ${purpose}`,
      `Referente: ${referent}, che riferisce al Comitato entro il ${formatDate(reportDueOn)}`,
      `Partecipano: ${members.length === 0 ? 'il solo referente' : members.map(named).join('; ')}`,
      `Durata: ${endsOn === null ? 'finché il Comitato non lo scioglie' : `fino al ${formatDate(endsOn)}`}`,
    ].join('\n'),
  }
}

/** The item that hears the referent's report: the committee reads it beforehand, and the minutes hold it (art. 5, 7). */
export const reportItem = ({
  id,
  groupId,
  groupName,
  text,
  handedInAt,
  fileName,
  sha256,
}: GroupReport & { groupId: string; groupName: string }): PlannedItem => ({
  ...{ kind: 'GROUP_REPORT', workingGroupId: groupId, reportId: id },
  title: `Relazione del referente del Gruppo di lavoro «${groupName}»`,
  explanation: [
    `Consegnata il ${formatInstant(handedInAt)}.`,
    text,
    ...(sha256 === null ? [] : [`Allegato: ${fileName}, impronta sha-256 ${sha256}`]),
  ].join('\n'),
})

/** The item that dissolves a group (art. 5). */
export const dissolutionItem = ({ id, name }: WorkingGroup): PlannedItem => ({
  ...{ kind: 'GROUP_DISSOLUTION', workingGroupId: id },
  title: `Scioglimento del Gruppo di lavoro «${name}»`,
})
