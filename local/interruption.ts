const PARENT_CHECK_MS = 500

/**
 * A signal that aborts, with a sentence as its reason, when this process is asked to stop: Ctrl-C, SIGTERM, a closed
 * terminal, or the npm that runs it gone (kill -9 of npm says nothing to its child: only the parent's number changes).
 */
export function interruptionSignal(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => controller.abort(`Asked to stop (${name}).`))
  if (process.env['npm_lifecycle_event'] !== undefined) {
    const parent = process.ppid
    const check = () => {
      if (process.ppid !== parent) controller.abort('The npm that ran this has gone.')
    }
    setInterval(check, PARENT_CHECK_MS).unref()
  }
  return controller.signal
}

/** Settles with the reason when the signal aborts. */
export function aborted(signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    const done = () => resolve(String(signal.reason))
    if (signal.aborted) done()
    else signal.addEventListener('abort', done, { once: true })
  })
}
