import { z } from 'zod'
import { evaluation } from '../../domain/process/evaluation.ts'
import { SOFT_REASONS, softReasonSchema } from '../../domain/evaluation/soft-reasons.ts'
import { BusinessError, notFound } from '../../domain/shared/errors.ts'
import { plainText } from '../../domain/shared/text.ts'
import { formatInstant } from '../../words/formats.ts'
import type { Stores } from '../../db/stores.ts'
import { defineTask } from '../task.ts'

const conflict = z.strictObject({
  applicationId: z.string().max(40),
  reason: softReasonSchema,
  explanation: plainText({ max: 2000, multiline: true }),
})

const input = z
  .strictObject({
    outcome: z.enum(['NONE', 'SOME'], 'Indica se hai conflitti di interesse.'),
    conflicts: z.array(conflict).max(200).optional(),
    confirmed: z.literal(true, 'Serve la conferma della dichiarazione (DPR 445/2000, art. 47).'),
  })
  .refine(({ outcome, conflicts }) => (outcome === 'SOME') === (conflicts ?? []).length > 0, {
    path: ['conflicts'],
    message: 'Indica almeno un conflitto, oppure dichiara di non averne.',
  })
  .refine(
    ({ conflicts }) =>
      new Set((conflicts ?? []).map((one) => one.applicationId)).size === (conflicts ?? []).length,
    { path: ['conflicts'], message: 'Un progetto compare due volte.' },
  )

/** A member declares conflicts before seeing any application: only names and tax codes of the applicant bodies are shown,
 * of what may still be evaluated, under a number without meaning that is the same for everybody (L. 241/1990 art. 6-bis; DPR 62/2013 art. 6-7). */
export const declareConflicts = defineTask({
  element: 'Task_DeclareConflicts',
  process: evaluation,
  title: 'Dichiara i conflitti di interesse',
  form: 'declare-conflicts',
  role: 'COMMITTEE_MEMBER',
  subject: 'declarationId',
  decides: { nothing: 'one declares of oneself' },
  needs: ['declarationsDueAt'],
  dueAt: (_context, { declarationsDueAt }) => new Date(declarationsDueAt),
  async assign({ stores }, { declarationId }) {
    const { personId, status } = await declarationOf(stores, declarationId)
    return { personId, state: status === 'REQUESTED' ? 'OPEN' : 'EXPIRED' }
  },
  input,

  async load({ stores, actor }, item) {
    const declaration = await declarationOf(stores, item.subjectId)
    const call = await stores.calls.get(declaration.callId)
    const bodies = await stores.evaluation.applicantBodies(actor, declaration.callId)
    const projects = [...Map.groupBy(bodies, (body) => body.place)].map(([place, own]) => ({
      applicationId: own[0]?.applicationId,
      label: `Progetto ${place}`,
      bodies: own.map((body) => `${body.name} (${body.taxCode})`).join('; '),
    }))
    return {
      callTitle: call.title,
      dueAt: item.dueAt && formatInstant(item.dueAt),
      projects: projects.map(({ label, bodies: listed }) => ({ progetto: label, enti: listed })),
      applicationOptions: projects.map(({ applicationId, label }) => ({ value: applicationId, label })),
      reasonOptions: Object.entries(SOFT_REASONS).map(([value, { label, article }]) => ({
        value,
        label: `${label} (DPR 62/2013, ${article})`,
      })),
    }
  },

  async complete({ stores, actor, now }, item, { conflicts = [] }) {
    const declaration = await declarationOf(stores, item.subjectId)
    const bodies = await stores.evaluation.applicantBodies(actor, declaration.callId)
    const known = new Map(bodies.map((body) => [body.applicationId as string, body.applicationId]))
    const rows = conflicts.map(({ applicationId: asked, reason, explanation }, index) => {
      const applicationId = known.get(asked)
      if (applicationId === undefined) throw notShown(index)
      return { declarationId: declaration.id, applicationId, reason, explanation }
    })
    await stores.evaluation.declare(declaration.id, now)
    await stores.evaluation.addDeclaredConflicts(rows)
    return {}
  },
})

/* What one is out of, or is not admitted, is not shown: the same answer for both, and for what does not exist. */
function notShown(index: number): BusinessError {
  const message =
    'Questo progetto non è fra quelli per cui dichiari: togli la riga, o scegline un altro dall’elenco.'
  const problem = { path: `conflicts[${index}].applicationId`, code: 'NOT_SHOWN', message }
  return new BusinessError('INVALID_INPUT', { problems: [problem] })
}

async function declarationOf(stores: Stores, id: string) {
  const declaration = await stores.evaluation.findDeclaration(id)
  if (declaration === null) throw notFound('DECLARATION', id)
  return declaration
}
