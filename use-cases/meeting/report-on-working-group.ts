import { z } from 'zod'
import { NETWORK_CHAIN } from '../../domain/cycle/network-chain.ts'
import type { GroupReport, WorkingGroup } from '../../db/meeting/working-group-store.ts'
import { isReportable } from '../../domain/meeting/working-group.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import { plainText } from '../../domain/shared/text.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { requireContent } from '../../procedures/file/uploaded-file.ts'
import type { UploadedFile } from '../../procedures/file/uploaded-file.ts'

export const groupReportSchema = z.strictObject({ text: plainText({ max: 5000, multiline: true }) })

/** What a report may be accompanied by. */
export const REPORT_FILES = ['pdf', 'p7m'] as const

/** Hands in what the referent of a working group tells the committee of its outcomes, with the file that was attached before: it waits for
 * the committee's next agenda (art. 5). The same again, while it waits, is the same report. Throws NOT_FOUND, NOT_ALLOWED, GROUP_NOT_CONSTITUTED. */
export const reportOnWorkingGroup: UseCase<
  z.output<typeof groupReportSchema> & { workingGroupId: string },
  { reportId: string }
> = async (context, { workingGroupId, text }) => {
  const { stores, now, record } = context
  await stores.meetings.lockCommittee()
  await ownGroup(context, workingGroupId)
  const file = await stores.workingGroups.reportFile(workingGroupId)
  const waiting = (await stores.workingGroups.toHear()).find(
    (one) => one.groupId === workingGroupId && one.text === text && isSameFile(file, one),
  )
  if (waiting !== undefined) return { reportId: waiting.id }
  const reportId = await stores.workingGroups.handIn(workingGroupId, { text, at: now })
  await record({
    ...{ cycleId: NETWORK_CHAIN, action: 'report-on-working-group', subjectId: workingGroupId },
    facts: { reportId, text, sha256: file?.sha256 ?? null },
  })
  return { reportId }
}

/* Whoever sends it twice has attached its file once, or twice. */
const isSameFile = (file: { sha256: string } | null, told: Pick<GroupReport, 'sha256'>): boolean =>
  file === null || file.sha256 === told.sha256

/** Keeps the file of the report that the referent prepares; again replaces it. Throws as `reportOnWorkingGroup`, FILE_TYPE_MISMATCH. */
export const attachReportFile: UseCase<
  { workingGroupId: string; file: UploadedFile },
  { sha256: string }
> = async (context, { workingGroupId, file }) => {
  const { stores, now, record } = context
  await ownGroup(context, workingGroupId)
  requireContent(file, REPORT_FILES)
  const { sha256, sizeBytes, fileName, mediaType } = file
  await stores.documents.recordFile({ sha256, sizeBytes, at: now })
  await stores.workingGroups.putReportFile(workingGroupId, { fileName, mediaType, sha256 })
  await record({
    ...{ cycleId: NETWORK_CHAIN, action: 'attach-group-report-file', subjectId: workingGroupId },
    facts: { sha256 },
  })
  return { sha256 }
}

async function ownGroup({ stores, actor }: UseCaseContext, id: string): Promise<WorkingGroup> {
  const group = found('WORKING_GROUP', id, await stores.workingGroups.find(id))
  if (!hasRole(actor, 'COMMITTEE_MEMBER') || group.referentId !== actor.personId)
    throw new BusinessError('NOT_ALLOWED')
  if (!isReportable(group.status)) throw new BusinessError('GROUP_NOT_CONSTITUTED')
  return group
}
