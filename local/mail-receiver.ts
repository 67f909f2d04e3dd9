// The mail sink as a program of its own: in a container it answers to the others, and still nothing leaves.
import { z } from 'zod'
import { aborted, interruptionSignal } from './interruption.ts'
import { startMailSink } from './mail-sink.ts'
import { localSettings } from './settings.ts'

const settings = z
  .object({ MAIL_DATA_DIR: z.string().min(1), MAIL_HOST: z.string().default('127.0.0.1') })
  .parse(process.env)

const instance = localSettings({ name: 'mail', dataDir: settings.MAIL_DATA_DIR, portOffset: 0 })
const signal = interruptionSignal()
const sink = await startMailSink(instance, settings.MAIL_HOST)
console.log(`The mail sink answers on ${settings.MAIL_HOST}:${instance.ports.smtp}`)
await aborted(signal)
await sink.close()
process.exit()
