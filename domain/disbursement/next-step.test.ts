import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { anyShares, scheduleOf, testRules } from '../call/configuration.fixture.ts'
import { nextStep, statementsAsked } from './next-step.ts'
import type { NextStep, ProjectProgress } from './next-step.ts'
import { settlementOf, trancheDue, tranchesOf } from './payments.ts'
import type { Tranche } from './payments.ts'

const started: ProjectProgress = {
  account: { grantedCents: 1000, approvedCostCents: 2000, admittedCents: 0, paidCents: 0 },
  settledStatements: 0,
  resultsReported: false,
  paidTrancheIds: [],
}

const named = ({ step, tranche }: NextStep): string => (tranche === null ? step : `${step} ${tranche.id}`)

/* Does what the rule says until it says that nothing is left, as the process does; `admits` is what each statement is admitted for. */
function play(tranches: readonly Tranche[], from: ProjectProgress, admits: (statement: number) => number) {
  const steps: string[] = []
  const paid: { id: string; cents: number }[] = []
  let progress = from
  while (steps.length < 100) {
    const next = nextStep(tranches, progress)
    steps.push(named(next))
    if (next.step === 'CLOSING') return { steps, paid, progress }
    progress = taken(next, progress, { paid, admits })
  }
  throw new Error('the project never closes')
}

function taken(
  { step, tranche }: Exclude<NextStep, { step: 'CLOSING' }>,
  progress: ProjectProgress,
  { paid, admits }: { paid: { id: string; cents: number }[]; admits: (statement: number) => number },
): ProjectProgress {
  const { account, settledStatements } = progress
  if (step === 'RESULTS') return { ...progress, resultsReported: true }
  if (step === 'STATEMENT') {
    const admittedCents = account.admittedCents + admits(settledStatements)
    return { ...progress, settledStatements: settledStatements + 1, account: { ...account, admittedCents } }
  }
  const cents = trancheDue(tranche, account)
  paid.push({ id: tranche.id, cents })
  return {
    ...progress,
    account: { ...account, paidCents: account.paidCents + cents },
    paidTrancheIds: [...progress.paidTrancheIds, tranche.id],
  }
}

describe('the next step of a project (art. 8, 10)', () => {
  it('is, with two tranches: the first, a statement, the results, the last, the closing', () => {
    const tranches = tranchesOf(1000, testRules().tranches)
    expect(play(tranches, started, () => 2000).steps).toEqual([
      ...['PAYMENT ANTICIPO', 'STATEMENT SALDO', 'RESULTS SALDO', 'PAYMENT SALDO', 'CLOSING'],
    ])
  })

  it('is a statement of its own before each tranche that asks for one, also before the first', () => {
    const tranches = tranchesOf(1000, scheduleOf([4000, 3000, 3000], [0, 1]))
    expect(play(tranches, started, () => 700).steps).toEqual([
      ...['STATEMENT Q0', 'PAYMENT Q0', 'STATEMENT Q1', 'PAYMENT Q1'],
      ...['STATEMENT Q2', 'RESULTS Q2', 'PAYMENT Q2', 'CLOSING'],
    ])
  })

  it.each<[string, Partial<ProjectProgress>, string]>([
    ['a tranche whose payment is under way is the one to pay', {}, 'PAYMENT Q0'],
    ['a tranche whose payment was reversed comes back', { paidTrancheIds: ['Q1'] }, 'PAYMENT Q0'],
    ['a statement under way is waited for', { paidTrancheIds: ['Q0'] }, 'STATEMENT Q1'],
    [
      'results told early are not asked for again',
      { paidTrancheIds: ['Q0'], settledStatements: 1, resultsReported: true, account: admitted(2000) },
      'PAYMENT Q1',
    ],
    [
      'where nothing is due of the last tranche the project closes',
      { paidTrancheIds: ['Q0'], settledStatements: 1, resultsReported: true, account: admitted(1000) },
      'CLOSING',
    ],
  ])('%s', (_rule, change, expected) => {
    const tranches = tranchesOf(1000, scheduleOf([5000, 5000]))
    expect(named(nextStep(tranches, { ...started, ...change }))).toBe(expected)
  })

  it('never skips nor repeats a tranche, keeps their order, and pays the final grant to the cent, whatever the schedule', () => {
    const schedules = fc.tuple(anyShares, fc.array(fc.nat(4)))
    const amounts = fc.tuple(fc.nat(20_000_000), fc.nat(20_000_000), fc.array(fc.nat(20_000_000)))
    fc.assert(
      fc.property(schedules, amounts, ([shares, withStatement], [a, b, admitted]) => {
        const [grantedCents, approvedCostCents] = [Math.min(a, b), Math.max(a, b, 1)]
        const tranches = tranchesOf(grantedCents, scheduleOf(shares, withStatement))
        const account = { ...started.account, grantedCents, approvedCostCents }
        const played = play(tranches, { ...started, account }, (statement) => admitted[statement] ?? 0)
        const ids = tranches.map((one) => one.id)
        const places = played.paid.map(({ id }) => ids.indexOf(id))
        expect(places).toEqual([...new Set(places)].toSorted((one, other) => one - other))
        for (const { id, cents } of played.paid)
          expect(cents).toBeLessThanOrEqual(tranches[ids.indexOf(id)]?.limitCents ?? 0)
        const shareOnly = tranches.slice(0, -1).filter((one) => one.limitCents > 0)
        expect(played.paid.map(({ id }) => id)).toEqual(expect.arrayContaining(shareOnly.map(({ id }) => id)))
        expect(played.steps.filter((one) => one.startsWith('STATEMENT'))).toHaveLength(
          statementsAsked(tranches),
        )
        expect(played.steps.filter((one) => one.startsWith('RESULTS'))).toHaveLength(1)
        const { finalGrantCents, dueCents, recoveryCents } = settlementOf(played.progress.account)
        expect(played.progress.account.paidCents - recoveryCents).toBe(finalGrantCents)
        expect(dueCents).toBe(0)
      }),
    )
  })
})

function admitted(admittedCents: number): ProjectProgress['account'] {
  return { ...started.account, admittedCents, paidCents: 500 }
}
