import type { CalledProcess, Element, ProcessModel } from './model.ts'
import type { Problem } from './read-problems.ts'

type Found = Problem & { elementId: string }

/* What is deployed together; forms and decisions by their ids, one for each definition. */
interface DeploymentSet {
  processes: readonly ProcessModel[]
  decisions: readonly string[]
  forms: readonly string[]
}

/* The ids that earlier deployments brought. */
interface KnownIds {
  processIds: readonly string[]
  decisionIds: readonly string[]
  formIds: readonly string[]
}

/** What the models of a deployment call and nobody has, and ids that it brings twice. Empty where all is well. */
export function checkDeployment(set: DeploymentSet, known: KnownIds): Found[] {
  const processIds = set.processes.map(({ processId }) => processId)
  return [
    ...repeated('process', processIds),
    ...repeated('decision', set.decisions),
    ...repeated('form', set.forms),
    ...set.processes.flatMap(({ elements }) =>
      [...elements.values()].flatMap((element) => missing(element, set, known)),
    ),
  ]
}

const repeated = (what: string, ids: readonly string[]): Found[] =>
  [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map((id) => ({
    elementId: id,
    reason: `the deployment brings the ${what} ${id} more than once: keep one of its files`,
  }))

function missing(element: Element, set: DeploymentSet, known: KnownIds): Found[] {
  const { call, decision, formId } = element
  const inside = set.processes.find(({ processId }) => processId === call?.processId)
  const problems: (string | null)[] = [
    call &&
      absent(`process ${call.processId}`, call.binding, {
        isBrought: inside !== undefined,
        isKnown: known.processIds.includes(call.processId),
      }),
    inside && startOf(inside) === null
      ? `the called process ${inside.processId} has no none start event: draw one`
      : null,
    decision &&
      absent(`decision ${decision.decisionId}`, decision.binding, {
        isBrought: set.decisions.includes(decision.decisionId),
        isKnown: known.decisionIds.includes(decision.decisionId),
      }),
    formId === null
      ? null
      : absent(
          `form ${formId}`,
          { type: 'latest' },
          {
            isBrought: set.forms.includes(formId),
            isKnown: known.formIds.includes(formId),
          },
        ),
  ]
  return problems.filter((reason) => reason !== null).map((reason) => ({ elementId: element.id, reason }))
}

const startOf = ({ elements, processId }: ProcessModel): string | null =>
  elements.get(processId)?.start ?? null

/* With the binding `deployment` only what comes along counts. */
function absent(
  what: string,
  binding: CalledProcess['binding'],
  { isBrought, isKnown }: { isBrought: boolean; isKnown: boolean },
): string | null {
  if (isBrought || (isKnown && binding.type !== 'deployment')) return null
  return binding.type === 'deployment'
    ? `the ${what} is not in this deployment, to which the call is bound: deploy them together`
    : `the ${what} is neither in the deployment nor deployed before: add its file`
}
