import type { ActKind } from '../../domain/act/act.ts'
import { actOf } from '../../domain/network/network-document.ts'
import { signedPdfBytes } from '../support/small-files.ts'
import type { Caller, OpenTask, Play, PlayedFile } from './play.ts'

interface PlayedAct {
  kind: ActKind
  status: string
  signature: string | null
  effectiveAt: string | null
  documentId: string | null
}

const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome', dateStyle: 'short' })

/** A signed file as the body's register would give it; its text makes each act's file another one. */
export function signedAct(text: string): PlayedFile {
  return {
    fileName: 'atto-firmato.pdf',
    mediaType: 'application/pdf',
    content: signedPdfBytes(text),
  }
}

/** Adopts and publishes the next act that waits for it, as the process owner does, or `by` in that place; waits until its effects have
 * begun. */
export async function adoptAct(play: Play, subjectId?: string, by?: Caller): Promise<void> {
  const adoption = doneBy(await play.waitForTask('Task_RecordAct', subjectId), by)
  const read = () => adoption.who.get<PlayedAct>(`/api/acts/${adoption.subjectId}`)
  await recordAdoption(play, adoption)
  const publication = doneBy(await play.waitForTask('Task_RecordPublication', adoption.subjectId), by)
  const adopted = await read()
  if (adopted.effectiveAt !== null || adopted.signature !== 'UNVERIFIED') {
    play.check('art. 8: un atto non pubblicato non ha effetti; la sua firma non è verificata', false, adopted)
  }
  await play.complete(publication, {
    publishedOn: DAY.format(await play.now()),
    publicationNumber: `ALBO-${next(play, 'publicationsRecorded')}`,
  })
  await play.until(
    `the effects of act ${adoption.subjectId}`,
    async () => (await read()).effectiveAt !== null,
  )
}

const doneBy = (task: OpenTask, who = task.who): OpenTask => ({ ...task, who })

async function recordAdoption(play: Play, task: OpenTask): Promise<void> {
  const number = next(play, 'actsRecorded')
  const { organ, proposalSha256 } = task.data
  const { kind } = await task.who.get<PlayedAct>(`/api/acts/${task.subjectId}`)
  play.check(
    'art. 8: ogni atto è dell’organo che la Rete indica',
    organ === actOf(play.scenario.network, kind).organ,
    { kind, organ },
  )
  await play.complete(
    task,
    { number, adoptedOn: DAY.format(await play.now()), organ, proposalSha256 },
    { SIGNED_ACT: signedAct(`atto ${number}`) },
  )
}

function next(play: Play, counter: string): string {
  const value = String(Number(play.facts[counter] ?? '0') + 1)
  play.facts[counter] = value
  return value
}
