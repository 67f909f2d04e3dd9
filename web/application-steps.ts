import { NOTICE_KIND } from '../domain/call/application.ts'
import type { ApplicationPart } from '../domain/call/application.ts'
import { draftProblems } from '../domain/call/admissibility.ts'
import type { ApplicationDraft } from '../domain/call/application.ts'
import type { CallRules } from '../domain/call/configuration.ts'
import { problemText } from '../words/refusals.ts'
import { applicationPlace } from './application-place.ts'
import { fieldId } from './forms/form-state.ts'

/** The steps in which an application is written, in their order, each with the parts of its content that it holds (art. 9, 10). */
export const applicationSteps = [
  { step: 'lead', title: 'Progetto, firma e referenti', parts: ['title', 'signatory', 'contacts'] },
  { step: 'partners', title: 'Alleanza', parts: ['partners'] },
  { step: 'actions', title: 'Bisogni e azioni', parts: ['areaId', 'summary', 'actions'] },
  { step: 'budget', title: 'Costi', parts: ['budgetLines', 'totalCostCents'] },
  {
    step: 'cofinancing',
    title: 'Contributo e cofinanziamento',
    parts: ['requestedGrantCents', 'cofinancing'],
  },
  { step: 'results', title: 'Risultati attesi', parts: ['indicators'] },
  { step: 'notice', title: 'Avviso per la scelta dei partner', parts: ['partnerNotice'] },
  { step: 'attachments', title: 'Dichiarazioni e allegati', parts: ['declarations'] },
] as const satisfies { step: string; title: string; parts: ApplicationPart[] }[]

export type Step = (typeof applicationSteps)[number]['step']

/** Which parts of the content a step holds. */
export const partsOf = (step: Step): readonly ApplicationPart[] =>
  applicationSteps.find((one) => one.step === step)?.parts ?? []

/** The address of a step of an application. */
export const stepAddress = (applicationId: string, step: Step): string =>
  `/applications/${applicationId}/${step}`

interface Shown {
  id: string
  content: ApplicationDraft
  attachments: readonly { kind: string }[]
  partners: Parameters<typeof draftProblems>[2]['partners']
}

/** What is missing or wrong in a draft, each with the step and the field that mend it: by the rules of the submission itself. */
export function problemLinks({ id, content, attachments, partners }: Shown, rules: CallRules) {
  const attached = attachments.map(({ kind }) => kind)
  return draftProblems(content, rules, { attached, partners }).map((problem) => {
    const step = stepOf(problem.path)
    return {
      path: problem.path,
      step,
      href: `${stepAddress(id, step)}#${anchorOf(problem.path)}`,
      where: PLACED.test(problem.path) ? null : applicationPlace(problem.path),
      text: problemText(problem),
      later: problem.later,
    }
  })
}

/* What is no part of the content: its sentence says it all. */
const PLACED = /^(attachments|confirmations)\./

function stepOf(path: string): Step {
  if (path === `attachments.${NOTICE_KIND}`) return 'notice'
  const [part = ''] = path.split(/[.[]/)
  if (part === 'attachments') return 'attachments'
  if (part === 'confirmations') return 'partners'
  return applicationSteps.find(({ parts }) => (parts as readonly string[]).includes(part))?.step ?? 'lead'
}

const WHOLE: Readonly<Record<string, string>> = {
  totalCostCents: 'budgetLines',
  partnerNotice: 'partnerNotice-reference',
}

function anchorOf(path: string): string {
  const [first = '', second] = path.split('.')
  if (first === 'attachments') return fieldId(`file-${second}`, null)
  if (first === 'confirmations') return fieldId(`letter-${second}`, null)
  if (path.startsWith('budgetLines')) return 'budgetLines'
  return WHOLE[path] ?? fieldId(path, null)
}
