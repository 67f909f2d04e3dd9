const MICRO = 1e6
const KIBIBYTE = 1_024

/** What the making of a workbook cost a process: processor time of all its threads, its libraries loaded before; and memory at its
 * highest beyond what the process held before those. */
export interface Cost {
  seconds: number
  cpuSeconds: number
  grownBytes: number
  sizeBytes: number
}

/** Makes it, once its libraries are loaded, and tells the process that asked. */
export async function tellCost<L>(
  load: () => Promise<L>,
  make: (loaded: L) => Promise<{ sizeBytes: number }>,
): Promise<void> {
  const rest = process.memoryUsage.rss()
  const loaded = await load()
  const [started, before] = [performance.now(), process.cpuUsage()]
  const { sizeBytes } = await make(loaded)
  const { user, system } = process.cpuUsage(before)
  const cost: Cost = {
    seconds: (performance.now() - started) / 1_000,
    cpuSeconds: (user + system) / MICRO,
    grownBytes: process.resourceUsage().maxRSS * KIBIBYTE - rest,
    sizeBytes,
  }
  process.send?.(cost, () => process.exit(0))
}
