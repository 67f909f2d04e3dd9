import { demoCallConfiguration } from '../../../app/demo/call.ts'
import { callRules } from '../../../domain/call/configuration.ts'
import { computeExclusions } from '../../../domain/evaluation/conflicts.ts'
import { areSheetsSufficient, possibleEvaluators } from '../../../domain/evaluation/possible-evaluators.ts'
import type { PanelFacts } from '../../../domain/evaluation/possible-evaluators.ts'
import { rankingRules } from '../../../domain/evaluation/ranking-input.ts'
import { rank } from '../../../domain/evaluation/ranking.ts'
import { derivedId } from '../../../domain/shared/ids.ts'
import type { ApplicationId, BodyId, PersonId, SeatId } from '../../../domain/shared/ids.ts'
import { cents } from '../../../domain/shared/money.ts'
import type { Figure } from '../figures.ts'
import { median } from '../median.ts'

const FEW = 100
const MANY = 1_000
const SEATS = 17
const PARTNERS = 5
const ROUNDS = 9
const IN_ROUND = 6
/* The kernel counts a short round too coarsely. */
const ROUND_US = 50_000
const MOST_TIMES = 12
const MOST_SECONDS = 1

const rules = callRules(demoCallConfiguration(new Date(), 2027))
const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
/* Each id is one text: the rules are measured, not how far apart in memory rows lie. */
const applicationIds = range(MANY).map((index) => derivedId<ApplicationId>('application', String(index)))
const applicationId = (index: number): ApplicationId => {
  const id = applicationIds[index]
  if (id === undefined) throw new RangeError(`no application ${index}`)
  return id
}
const personId = (index: number): PersonId => derivedId('person', String(index))
const bodyId = (index: number): BodyId => derivedId('body', String(index))

const seats = range(SEATS).map((index) => ({
  id: derivedId<SeatId>('seat', String(index)),
  bodyId: bodyId(index),
  holders: [
    { personId: personId(2 * index), role: 'TITULAR' as const },
    { personId: personId(2 * index + 1), role: 'DEPUTY' as const },
  ],
}))

/* Each alliance has one body of the committee among its partners; each lead leads once. */
const alliances = (applications: number) =>
  range(applications).map((index) => ({
    id: applicationId(index),
    partners: range(PARTNERS).map((position) => ({
      bodyId: bodyId(position === 1 ? index % SEATS : 100 + index * PARTNERS + position),
      role: position === 0 ? ('LEAD' as const) : ('PARTNER' as const),
      confirmed: true,
    })),
  }))

const factsOf = (applications: number): PanelFacts => ({
  applicationIds: range(applications).map(applicationId),
  seats,
  kept: range(applications).map((index) => ({
    ...{ applicationId: applicationId(index), personId: personId(2 * (index % SEATS)) },
  })),
  waived: [],
  declarations: seats.flatMap(({ id, holders }) =>
    holders.map((holder) => ({ personId: holder.personId, seatId: id, status: 'DECLARED' as const })),
  ),
  appointments: [],
  readers: [],
  sheets: range(applications).flatMap((index) =>
    range(SEATS).map((seat) => ({
      ...{ applicationId: applicationId(index), personId: personId(2 * seat + 1), status: 'SCORED' as const },
    })),
  ),
})

const ranked = (applications: number) => ({
  stage: 'DEFINITIVE' as const,
  rules: rankingRules(rules),
  drawSeed: 'seed',
  applications: range(applications).map((index) => ({
    ...{
      applicationId: applicationId(index),
      code: `A1-${index}`,
      title: `Progetto ${index}`,
      admissible: true,
    },
    ...{ committee: 'CONFIRMED' as const, arrivedAt: new Date(index).toISOString() },
    ...{ eligibleCostCents: cents(10_000_000), requestedGrantCents: cents(7_000_000) },
    evaluations: range(SEATS).map((seat) => ({
      evaluator: `evaluator ${seat}`,
      scores: rules.evaluation.criteria.map(({ id, maxCentipoints }, position) => ({
        criterionId: id,
        centipoints: Math.min(maxCentipoints, 50 * ((index * 7 + seat * 13 + position) % 30) + 500),
      })),
    })),
  })),
})

/* Each makes its facts first, and then does the work alone. */
const works: Readonly<Record<string, (applications: number) => () => unknown>> = {
  exclusions(applications) {
    const input = {
      seats,
      offices: [],
      links: [],
      applications: alliances(applications),
      rules: rules.exclusions,
    }
    return () => computeExclusions(input)
  },
  'possible evaluators'(applications) {
    const facts = factsOf(applications)
    return () => possibleEvaluators(facts)
  },
  'sufficient sheets'(applications) {
    const facts = factsOf(applications)
    return () => areSheetsSufficient(facts, rules.evaluation.panelMinimum)
  },
  ranking(applications) {
    const input = ranked(applications)
    return () => rank(input)
  },
}

/** What a call of a thousand applications and 17 evaluators costs the rules of evaluation, and how much more than one of a hundred:
 * ten calls of a hundred are asked in turn, so that neither finds more of its facts in the processor's cache than the other. */
export function measurePanels(): Figure[] {
  return Object.entries(works).flatMap(([name, prepare]) => {
    const calls = range(MANY / FEW).map(() => prepare(FEW))
    const ofFew = () => calls.forEach((work) => work())
    const ofMany = prepare(MANY)
    const round = () => ({ few: cpuMs(ofFew) / calls.length, many: cpuMs(ofMany) })
    round()
    const rounds = range(ROUNDS).map(round)
    const few = median(rounds.map((one) => one.few))
    const many = median(rounds.map((one) => one.many))
    const times = median(rounds.map((one) => one.many / one.few))
    const detail = `${few.toFixed(2)} → ${many.toFixed(2)} ms, of ${ROUNDS * IN_ROUND} at least`
    return [
      {
        ...{ name: `${name} growth`, label: `${name}: ${MANY} applications beside ${FEW}`, detail },
        ...{ value: times, unit: '×', limit: { atMost: MOST_TIMES } },
      },
      {
        ...{ name, label: `${name}: ${MANY} applications, ${SEATS} evaluators`, detail: '' },
        ...{ value: many / 1_000, unit: 's', limit: { atMost: MOST_SECONDS } },
      },
    ]
  })
}

/* On average, of the processor: what others do on the machine is none of it, and what has to be swept up after it is. Of such rounds
   the median counts, few and many in turn: the machine is not always as fast. */
function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage()
  for (let times = 1; ; times += 1) {
    work()
    const { user, system } = process.cpuUsage(before)
    if (times >= IN_ROUND && user + system >= ROUND_US) return (user + system) / 1_000 / times
  }
}
