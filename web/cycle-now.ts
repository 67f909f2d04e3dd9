import type { CyclePage } from '../db/cycle/cycle-read-model.ts'
import type { Turn } from '../db/cycle/turn-read-model.ts'
import { stageStates } from '../domain/cycle/stages.ts'
import type { CycleStage, StageState } from '../domain/cycle/stages.ts'
import { evaluationElements, taskOf } from '../tasks/registry.ts'
import { titleOf } from '../words/codes.ts'
import { dueView } from './due.ts'

/* Whose turn it is: a function with its open tasks, or somebody for whom the process waits without a task. */
interface TurnView {
  who: string
  what: string
  count: number | null
  dueAt: Date | null
}

/** What happens in a cycle now: the state of its stages, whose turn it is and until when, and what follows. */
export function nowView(cycle: CyclePage, open: readonly Turn[], now: Date) {
  const states = stageStates({ status: cycle.status, ...cycle.stages })
  const inOrder = Object.entries(states) as [CycleStage, StageState][]
  const turns = [...turnsOf(cycle, open), ...waitsOf(cycle, now)]
  return {
    states,
    closed: cycle.status === 'CLOSED',
    underWay: inOrder.filter(([, state]) => state === 'UNDER_WAY').map(([stage]) => stage),
    turns: turns.map(({ dueAt, ...turn }) => ({ ...turn, due: dueView(dueAt, now) })),
    next: inOrder.find(([, state]) => state === 'TO_COME')?.[0] ?? null,
  }
}

/* Tasks of the evaluation come together, one count for each function: an evaluation is of the cycle's last call. */
function turnsOf({ stages }: CyclePage, turns: readonly Turn[]): TurnView[] {
  const evaluation = `Valutazione dell’avviso n. ${String(stages.call?.number ?? '')}`
  const named = turns.map(({ element, role, ...turn }) => ({
    ...turn,
    who: titleOf('role', role),
    what: evaluationElements.has(element) ? evaluation : taskOf(element).title,
  }))
  const together = Map.groupBy(named, ({ who, what }) => `${who}: ${what}`)
  return [...together.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [others.reduce((sum, one) => ({ ...sum, count: sum.count + one.count }), first)],
  )
}

function waitsOf({ stages }: CyclePage, now: Date): TurnView[] {
  const waits: [who: string, what: string, dueAt: Date | null, waits: boolean][] = [
    ...ofTheNetwork(stages, now),
    ['Regione', 'Esito sul Piano', null, stages.plan?.status === 'SENT'],
    ['Regione', 'Ricevuta della restituzione finale', null, stages.finalReturn?.status === 'SENT'],
  ]
  return waits.flatMap(([who, what, dueAt, waiting]) => (waiting ? [{ who, what, count: null, dueAt }] : []))
}

function ofTheNetwork({ guidance, call }: CyclePage['stages'], now: Date) {
  const waits: [who: string, what: string, dueAt: Date | null, waits: boolean][] = []
  if (guidance !== null)
    waits.push([
      'Enti della Rete',
      'Osservazioni sul documento di indirizzo',
      guidance.commentsDueAt,
      guidance.status === 'SHARED' && now < guidance.commentsDueAt,
    ])
  if (call !== null) {
    const opened = now >= call.opensAt
    const what = opened ? 'Presentazione delle domande' : 'Apertura dell’avviso'
    const dueAt = opened ? call.closesAt : call.opensAt
    waits.push(['Capofila di Alleanza', what, dueAt, call.status === 'PUBLISHED'])
  }
  return waits
}
