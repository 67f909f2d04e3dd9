import { notFound } from '../../domain/shared/errors.ts'
import type { StoredFile } from '../../domain/shared/ports.ts'
import type { UseCase } from '../../procedures/context.ts'

type AnswerFile = { file: { content: StoredFile; fileName: string; mediaType: string } }

/** A file of a lead's answer, for whoever may see the application: run behind the wall of conflicts (art. 5). Throws NOT_FOUND for what
 * the viewer may not see. */
export const readAnswerFile: UseCase<
  { applicationId: string; requestId: string; kind: string },
  AnswerFile
> = async ({ stores, files }, { applicationId, requestId, kind }) => {
  const requests = await stores.leadRequests.of(applicationId)
  const answer = requests.find(({ id }) => id === requestId)?.answer
  const given = answer == null ? [] : await stores.workItems.files(answer.workItemId)
  const file = given.find((one) => one.kind === kind)
  if (file === undefined) throw notFound('ATTACHMENT', kind)
  const { fileName, mediaType, sha256 } = file
  return { file: { content: await files.open(sha256), fileName, mediaType } }
}
