/** A place where a token waits or failed, counted: what a diagram shows. */
export interface TokenCount {
  elementId: string
  active: number
  incidents: number
}

/** Open, or ended before: a completion that a crash repeats must still find its task. */
export type UserTaskState = 'CREATED' | 'COMPLETED' | 'CANCELED'
export interface FoundUserTask {
  elementInstanceKey: string
  userTaskKey: string
}

/** The three things that are read from the engine: task keys, tokens, incidents. None of them decides anything. */
export interface EngineSearch {
  userTasks(processInstanceKey: string, state: UserTaskState): Promise<FoundUserTask[]>
  tokens(processInstanceKey: string): Promise<TokenCount[]>
}
