import { readdirSync, readFileSync } from 'node:fs'

/* The kernel counts in hundredths of a second. */
const TICKS_A_SECOND = 100
const PARENT = 1
const TIMES = [11, 12, 13, 14]

interface Counted {
  parent: number
  seconds: number
}

/** Seconds of CPU that a process and all it started have spent, those that have ended included (Linux: /proc). */
export function cpuSecondsOf(processId: number): number {
  const all = new Map(running().map((id) => [id, countedOf(id)]))
  const isIn = (id: number): boolean => {
    for (let one = id; one > 1; one = all.get(one)?.parent ?? 0) if (one === processId) return true
    return false
  }
  let seconds = 0
  for (const [id, counted] of all) if (counted && isIn(id)) seconds += counted.seconds
  return seconds
}

const running = (): number[] =>
  readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))

/* What follows the name, which may hold anything. Null of one that has just ended. */
function countedOf(id: number): Counted | null {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8')
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const ticks = TIMES.reduce((sum, index) => sum + (fields[index] ?? 0), 0)
    return { parent: fields[PARENT] ?? 0, seconds: ticks / TICKS_A_SECOND }
  } catch {
    return null
  }
}
