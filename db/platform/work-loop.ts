export interface WorkLoop {
  /** There may be work now. */
  wake: () => void
  /** Resolves when what is under way has ended. */
  stop: () => Promise<void>
}

interface WorkLoopParts {
  /** One piece of work; false when there was none. */
  work: () => Promise<boolean>
  /** How long it sleeps when there is none, if nobody wakes it (ms); after a fault too. */
  idleMs: number
  onFault: (error: unknown) => void
}

/** Works for as long as there is something, then sleeps until it is woken or its time is over. */
export function startWorkLoop({ work, idleMs, onFault }: WorkLoopParts): WorkLoop {
  let stopping = false
  let wake = (): void => undefined
  const sleep = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, idleMs)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const loop = async (): Promise<void> => {
    while (!stopping) {
      /* Begun before the work: whoever wakes it meanwhile is heard. */
      const slept = sleep()
      const found = await work().catch((error: unknown) => {
        onFault(error)
        return false
      })
      if (found) wake()
      await slept
    }
  }
  const running = loop()
  return {
    wake: () => wake(),
    async stop() {
      stopping = true
      wake()
      await running
    },
  }
}
