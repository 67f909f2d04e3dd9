import { z } from 'zod'
import { bodyKindSchema } from '../../domain/network/network.ts'
import { taxCodeSchema } from '../../domain/shared/codes.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import type { BodyId } from '../../domain/shared/ids.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import { plainText } from '../../domain/shared/text.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { checkDay } from '../../procedures/act/check-day.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { hasRole } from '../../procedures/context.ts'
import { closeToTied } from '../../procedures/evaluation/close-to-tied.ts'
import { flagNewTies } from '../../procedures/evaluation/flag-new-ties.ts'
import { knownBody } from '../../procedures/network/known-body.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'

/** Which body joined, with what contribution, by which adhesion; name and kind of a body that nobody has named yet. */
export const recordAdhesionSchema = z.strictObject({
  body: taxCodeSchema.describe('Codice fiscale dell’ente, o la sua partita IVA'),
  name: plainText({ max: 300 }).optional(),
  kind: bodyKindSchema.optional(),
  contribution: plainText({ max: 2000, multiline: true }),
  joinedOn: localDateSchema,
  act: plainText({ max: 300 }),
  reason: plainText({ max: 1000 }),
})
type Adhesion = z.output<typeof recordAdhesionSchema> & { projectId: string }

/** Records that a body has joined an alliance that is set up, in the way that its agreement provides, as the lead has told (art. 9).
 * The application, its costs and the ranking stay as they are; whom the body ties who scored, or is of the offices, is flagged on
 * the project (art. 5). Throws NOT_ALLOWED, NOT_FOUND, CONFLICT_EXCLUDED, INVALID_INPUT. */
export const recordAdhesion: UseCase<Adhesion, { projectId: string; flags: number }> = async (
  context,
  { projectId, body: code, name, kind, ...said },
) => {
  const { stores, actor, now, record } = context
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  const project = found('PROJECT', projectId, await stores.projects.find(projectId))
  const { agreementSignedOn } = project
  if (agreementSignedOn === null || project.status === 'CLOSED')
    refuseInput('joinedOn', 'NO_ALLIANCE', NO_ALLIANCE)
  const earliest = { day: agreementSignedOn, what: 'dell’accordo di alleanza' }
  checkDay(said.joinedOn, { path: 'joinedOn', earliest, today: localDateOf(now) })
  const bodyId = await bodyOf(context, { code, name, kind })
  const alliance = await stores.applications.partnersOf(project.applicationId)
  const make = async () => {
    const isOf = alliance.some((one) => one.bodyId === bodyId)
    const by = { by: actor.personId, at: now }
    if (!isOf && (await stores.projects.addAdhesion(projectId, { bodyId, ...said }, by))) return
    refuseInput('body', 'KNOWN', 'Questo ente è già dell’alleanza (art. 9).')
  }
  const flags = await flagNewTies(context, { on: now, make })
  const facts = { bodyId, ...said, flags }
  await record({ cycleId: project.cycleId, action: 'record-adhesion', subjectId: projectId, facts })
  return { projectId, flags }
}

const NO_ALLIANCE =
  'All’alleanza si aderisce dopo il suo accordo di costituzione e finché il progetto non è chiuso (art. 9).'

/* A body that nobody has named yet is what the lead tells of it. */
async function bodyOf(
  context: UseCaseContext,
  { code, name, kind }: { code: string } & Pick<Adhesion, 'name' | 'kind'>,
): Promise<BodyId> {
  const { stores, actor, now } = context
  if ((await stores.network.matchBody(code)) !== 'NEW') return knownBody(context, code)
  if (name === undefined) refuseInput('name', 'MISSING', UNKNOWN)
  if (kind === undefined) refuseInput('kind', 'MISSING', UNKNOWN)
  const told = { source: 'APPLICANT' as const, saidAt: now, saidBy: actor.personId }
  const { ids, changed } = await stores.network.tellOfBodies([
    { ...told, facts: { taxCode: code, name, kind } },
  ])
  await closeToTied(context, changed)
  return ids[0] as BodyId
}

const UNKNOWN = 'Nessuno ha ancora indicato un ente con questo codice: scrivi la denominazione e il tipo.'
