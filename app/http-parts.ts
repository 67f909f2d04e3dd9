import type { Knex } from 'knex'
import type { Logger } from 'pino'
import type { createEngineIdentity } from '../db/platform/engine-identity.ts'
import type { ReadModels } from '../db/read-models.ts'
import type { Clock } from '../domain/shared/ports.ts'
import type { createDocumentStore } from '../gateways/document-store.ts'
import type { createMailGateway } from '../gateways/mail.ts'
import type { Config } from './config.ts'
import type { DemoTime } from './demo-time.ts'
import type { OpenEngine } from './engine.ts'
import type { Metrics } from './metrics.ts'
import type { UseCaseRunner } from './run-use-case.ts'
import type { Workshop } from './workshop.ts'

/** What the surfaces over HTTP are made of. */
export interface HttpParts {
  config: Config
  knex: Knex
  identity: ReturnType<typeof createEngineIdentity>
  time: DemoTime
  clock: Clock
  engine: OpenEngine
  runner: UseCaseRunner
  reads: ReadModels
  files: ReturnType<typeof createDocumentStore>
  workshop: Workshop
  mail: ReturnType<typeof createMailGateway>
  metrics: Metrics
  log: Logger
}
