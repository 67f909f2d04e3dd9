import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type { Figures, Measured } from './health.ts'

type Gauged = Exclude<keyof Figures, 'parkedRows'>
const gauges: Record<Gauged, { name: string; help: string }> = {
  oldestJobSeconds: { name: 'concilia_oldest_job_seconds', help: 'Age of the oldest job that could run' },
  timerLateSeconds: {
    name: 'concilia_timer_late_seconds',
    help: 'Legal time by which the latest timer is late',
  },
  oldestUnsentSeconds: {
    name: 'concilia_outbox_oldest_seconds',
    help: 'Age of the oldest outbox row that is not sent',
  },
  incidents: { name: 'concilia_incidents', help: 'Steps of processes that stand still' },
}

/** What is measured, in Prometheus' text form at /metrics. */
export function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const jobs = new Histogram({
    name: 'concilia_job_seconds',
    help: 'Seconds that a job took, by type and outcome',
    labelNames: ['job_type', 'outcome'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.5, 1, 5, 30],
    registers,
  })
  const outbox = new Counter({
    name: 'concilia_outbox_total',
    help: 'Outbox rows by kind and what became of them',
    labelNames: ['kind', 'outcome'],
    registers,
  })
  const setMeasured = measuredGauges(registers)
  return {
    jobFinished: (jobType: string, outcome: string, seconds: number) =>
      jobs.observe({ job_type: jobType, outcome }, seconds),
    outboxSent: (kind: string, outcome: string) => outbox.inc({ kind, outcome }),
    /** Everything measured; a figure that is not known is left out. */
    async text(measured: Measured): Promise<string> {
      setMeasured(measured)
      return registry.metrics()
    },
  }
}
export type Metrics = ReturnType<typeof createMetrics>

function measuredGauges(registers: Registry[]): (measured: Measured) => void {
  const waiting = new Gauge({
    name: 'concilia_outbox_waiting',
    help: 'Outbox rows not sent yet, by state',
    labelNames: ['state'],
    registers,
  })
  const held = new Gauge({
    name: 'concilia_departures_held',
    help: '1 while mail and the Region are held back',
    registers,
  })
  const figures = Object.entries(gauges).map(([key, { name, help }]) => ({
    key: key as Gauged,
    gauge: new Gauge({ name, help, registers }),
  }))
  return (measured) => {
    waiting.reset()
    if (measured.pending !== null) waiting.set({ state: 'PENDING' }, measured.pending)
    if (measured.figures.parkedRows !== null) waiting.set({ state: 'PARKED' }, measured.figures.parkedRows)
    if (measured.pending === null) held.remove()
    else held.set(measured.held === null ? 0 : 1)
    for (const { key, gauge } of figures) {
      const value = measured.figures[key]
      if (value === null) gauge.remove()
      else gauge.set(value)
    }
  }
}
