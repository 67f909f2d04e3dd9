import { describe, expect, it } from '@jest/globals'
import { formalReasons, submissionProblems } from '../../domain/call/admissibility.ts'
import { callRules } from '../../domain/call/configuration.ts'
import { readScenario } from '../cycle/scenario.ts'

const scenarios = await Promise.all(['milano', 'valle-alta'].map(readScenario))

describe.each(scenarios)('the scenario of $network.code', (scenario) => {
  const rules = callRules(scenario.callConfiguration(new Date('2027-01-11T09:00:00Z'), 2027))
  const registered = new Map(scenario.network.bodies.map((body) => [body.taxCode, body.kind]))

  it('has applications that can all be submitted to its call', () => {
    for (const alliance of scenario.alliances)
      expect(submissionProblems(scenario.application(alliance, rules), rules)).toEqual([])
  })

  it('names as inadmissible those that its call refuses for their form, and no others (art. 10)', () => {
    const refused = scenario.alliances.filter((alliance) => {
      const attached = rules.requiredAttachments
        .map((one) => one.kind)
        .filter((kind) => !alliance.lacks.includes(kind))
      const application = scenario.application(alliance, rules)
      return (
        formalReasons(application, rules, { attached, registered, homonyms: [], partners: [] }).length > 0
      )
    })
    expect(refused.map((one) => one.lead)).toEqual(scenario.inadmissible)
  })

  it('names people and criteria that its network and its call have', () => {
    const { declaring, keptOut, letIn, readsAfter, relative, spread, standsInForOwner, substitution } =
      scenario
    const named = [
      standsInForOwner,
      ...[...declaring, readsAfter, relative.person, substitution.titular, substitution.deputy],
      ...[...keptOut, ...letIn].map((one) => one.person),
      ...scenario.alliances.map((one) => `LEAD_${one.lead}`),
    ]
    const people = scenario.network.people.map((one) => one.code)
    expect(named.filter((code) => !people.includes(code))).toEqual([])
    const criteria = rules.evaluation.criteria.map((one) => one.id)
    expect(spread.filter((id) => !criteria.includes(id))).toEqual([])
    for (const points of Object.values(scenario.points)) expect(points).toHaveLength(criteria.length)
  })
})

describe('the second network', () => {
  it('differs from the first in everything that a network may set', () => {
    const [milano, other] = scenarios.map(({ network, alliances, callConfiguration }) => {
      const { evaluation, exclusions } = callRules(callConfiguration(new Date('2027-01-11T09:00:00Z'), 2027))
      return {
        terms: Object.values(network.terms).map((one) => one.value),
        patron: network.patronDay.value,
        organs: network.organs.map((one) => one.name),
        categories: network.categories.map((one) => one.code),
        words: [network.words.committee.value, network.region.name.value],
        columns: network.paymentOrders.columns.map((one) => one.field),
        bodies: alliances.map((one) => one.lead),
        criteria: evaluation.criteria.map((one) => one.id),
        aggregation: evaluation.aggregation,
        breadth: [exclusions.adherent, exclusions.links],
      }
    })
    for (const [what, value] of Object.entries(milano ?? {}))
      expect({ what, value }).not.toEqual({ what, value: other?.[what as keyof typeof other] })
  })
})
