import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type { OutboxWaiting } from './health.ts'

/** What is measured, in Prometheus' text form at /metrics. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const jobs = new Histogram({
    name: 'concilia_job_seconds',
    help: 'Seconds that a job took, by type and outcome',
    labelNames: ['job_type', 'outcome'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.5, 1, 5, 30],
    registers: [registry],
  })
  const outbox = new Counter({
    name: 'concilia_outbox_total',
    help: 'Outbox rows by kind and what became of them',
    labelNames: ['kind', 'outcome'],
    registers: [registry],
  })
  const waiting = new Gauge({
    name: 'concilia_outbox_waiting',
    help: 'Outbox rows not sent yet, by state',
    labelNames: ['state'],
    registers: [registry],
  })
  return {
    jobFinished: (jobType: string, outcome: string, seconds: number) =>
      jobs.observe({ job_type: jobType, outcome }, seconds),
    outboxSent: (kind: string, outcome: string) => outbox.inc({ kind, outcome }),
    /** Everything measured; of the outbox nothing while the database does not say it. */
    async text(outbox: OutboxWaiting | null): Promise<string> {
      waiting.reset()
      if (outbox !== null) {
        waiting.set({ state: 'PENDING' }, outbox.pending)
        waiting.set({ state: 'PARKED' }, outbox.parked)
      }
      return registry.metrics()
    },
  }
}
export type Metrics = ReturnType<typeof createMetrics>
