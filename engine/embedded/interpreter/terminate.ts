import type { ElementRow } from './rows.ts'
import type { Turn } from './turn.ts'

/** Ends a row and all below it, called processes too: nothing of it is waited for any more. */
export async function terminate(turn: Turn, row: ElementRow): Promise<void> {
  await terminateChildren(turn, row)
  end(turn, row)
}

/** Ends all that lives below a row, deepest first; `but` stays. */
export async function terminateChildren(turn: Turn, row: ElementRow, but?: ElementRow): Promise<void> {
  const levels: ElementRow[][] = []
  let scopes = [row]
  while (scopes.length > 0) {
    const inhabited = scopes.filter((scope) => scope.children > 0).map(({ key }) => key)
    scopes = (await turn.childrenOf(inhabited)).filter((child) => child !== but)
    if (scopes.length > 0) levels.push(scopes)
  }
  for (const level of levels.reverse()) for (const ended of level) end(turn, ended)
}

/* A user task that is still being made was never there for anybody: it is no cancelled one. */
function end(turn: Turn, row: ElementRow): void {
  turn.end(row, 'TERMINATED')
  const ended = turn.history.at(-1)
  if (row.kind === 'USER_TASK' && row.state === 'ACTIVATING' && ended?.key === row.key)
    ended.outcome = 'NOT_MADE'
}
