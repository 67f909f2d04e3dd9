/** A place where a token waits or failed, counted: what a diagram shows. */
export interface TokenCount {
  elementId: string
  active: number
  incidents: number
}

/** The three things that are read from the engine: task keys, tokens, incidents. None of them decides anything. */
export interface EngineSearch {
  openUserTasks(processInstanceKey: string): Promise<{ elementInstanceKey: string; userTaskKey: string }[]>
  tokens(processInstanceKey: string): Promise<TokenCount[]>
}
