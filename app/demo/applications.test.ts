import { describe, expect, it } from '@jest/globals'
import { formalReasons, submissionProblems } from '../../domain/call/admissibility.ts'
import { callRules } from '../../domain/call/configuration.ts'
import { demoAlliances } from './alliances.ts'
import { allianceApplication } from './applications.ts'
import { demoCallConfiguration } from './call.ts'
import { demoNetwork } from './network.ts'

const rules = callRules(demoCallConfiguration(new Date('2027-02-01T09:00:00Z'), 2027))
const registered = new Map(demoNetwork.bodies.map((body) => [body.taxCode, body.kind]))

describe('the demo call', () => {
  it('opens after now, keeps the real allocation and lets every alliance submit', () => {
    expect(rules.window.opens).toEqual({ date: '2027-02-11', time: '12:00' })
    expect(rules.allocation.years.map((one) => one.amountCents)).toEqual([27_600_000, 34_600_000, 34_600_000])
    for (const alliance of demoAlliances) {
      expect({
        lead: alliance.lead,
        problems: submissionProblems(allianceApplication(alliance, rules), rules),
      }).toEqual({
        lead: alliance.lead,
        problems: [],
      })
    }
  })

  it('has one alliance that is formally not admissible, for too few bodies and a missing evidence (art. 10)', () => {
    const found = demoAlliances.map((alliance) => {
      const attached = rules.requiredAttachments
        .map((one) => one.kind)
        .filter((kind) => !alliance.lacks.includes(kind))
      const reasons = formalReasons(allianceApplication(alliance, rules), rules, {
        attached,
        registered,
        homonyms: [],
        partners: [],
      })
      return reasons.map((reason) => reason.code)
    })
    expect(found.slice(0, -1).flat()).toEqual([])
    expect(found.at(-1)).toEqual(['TOO_FEW_BODIES', 'TOO_FEW_SMALL', 'ATTACHMENT_MISSING'])
  })

  it('cuts one grant and leaves one without money, whatever the order of the seven admissible ones', () => {
    const requests = demoAlliances.slice(0, -1).map((one) => one.requestEuro * 100)
    const total = requests.reduce((sum, one) => sum + one, 0)
    const [smallest = 0, next = 0] = requests.toSorted((a, b) => a - b)
    expect(total - smallest - next).toBeLessThan(rules.budgetLineCents)
    expect(total - Math.max(...requests)).toBeGreaterThan(rules.budgetLineCents)
  })
})
