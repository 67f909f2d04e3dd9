import { ConfigError, processConfig } from './config.ts'
import { startApplication } from './application.ts'
import { createLogger } from './logger.ts'

/* The application alone: every part it needs is given by the environment. */
try {
  const config = processConfig()
  const log = createLogger(config.CONCILIA_LOG_LEVEL)
  const application = await startApplication(config, log)
  log.info({ url: config.CONCILIA_PUBLIC_URL }, 'ready')
  process.send?.('ready')
  const stop = (): void => void application.stop().then(() => process.exit(0))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
} catch (error) {
  process.stderr.write(
    error instanceof ConfigError ? `${error.message}\n` : `Concilia could not start: ${String(error)}\n`,
  )
  process.exit(1)
}
