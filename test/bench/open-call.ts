import { fork } from 'node:child_process'
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { demoAlliances } from '../../app/demo/alliances.ts'
import { allianceApplication } from '../../app/demo/applications.ts'
import { demoNetwork } from '../../app/demo/network.ts'
import { createEngineIdentity } from '../../db/platform/engine-identity.ts'
import { applicationSchema } from '../../domain/call/application.ts'
import { startMailSink } from '../../local/mail-sink.ts'
import { localSettings } from '../../local/settings.ts'
import { createCallScenario } from '../support/call-scenario.ts'
import { databaseAt } from '../support/database.ts'
import { freePort } from '../support/free-port.ts'
import { waitFor } from '../support/wait-for.ts'
import { draftApplication } from '../../use-cases/call/draft-application.ts'
import type { BenchServer } from './bench-server.ts'
import { cpuSecondsOf } from './cpu.ts'
import { addLeads } from './leads.ts'

const PATIENCE_MS = 10_000
const LEADS = 50

/** A draft and the person who submits it. */
export interface OpenDraft {
  applicationId: string
  personId: string
}

/** The whole application on a database of its own, with an open call about to close and drafts to it. */
export interface OpenCall {
  baseUrl: string
  closesAt: Date
  drafts: OpenDraft[]
  kinds: string[]
  /** Seconds of CPU that the application has spent. */
  cpuSeconds: () => number
  /** In the owner's rights. */
  database: Awaited<ReturnType<typeof databaseAt>>
  /** Moves legal time to so many milliseconds before the closing; resolves, once the application has it, with how far it is
   * ahead of the system's. */
  approachClosing: (milliseconds: number) => Promise<number>
  stop: () => Promise<void>
}

/** Opens it: the call's drafts first, by the verbs themselves, then the application in a process of its own. */
export async function openCall(server: BenchServer, name: string, count: number): Promise<OpenCall> {
  const url = await server.create(name)
  const database = await databaseAt(url, '2027-01-11T09:00:00Z')
  const { call, drafts } = await draftAll(database, count)
  const application = await startApplication(server, url, name)
  return {
    ...{ baseUrl: application.baseUrl, closesAt: call.closesAt, drafts, database },
    kinds: call.rules.requiredAttachments.map((one) => one.kind),
    cpuSeconds: application.cpuSeconds,
    async approachClosing(milliseconds) {
      const to = call.closesAt.getTime() - milliseconds
      const offsetMs = await createEngineIdentity(database.owner).raiseClockOffset(to - Date.now())
      await waitFor('the time of the closing', PATIENCE_MS, () => legalTime(application.baseUrl, to))
      return offsetMs
    },
    async stop() {
      await application.stop()
      await database.close()
    },
  }
}

async function legalTime(baseUrl: string, from: number): Promise<true | null> {
  const { now } = (await (await fetch(`${baseUrl}/api/demo/clock`)).json()) as { now: string }
  return Date.parse(now) >= from ? true : null
}

async function draftAll(database: OpenCall['database'], count: number) {
  const scenario = await createCallScenario(database)
  const call = await scenario.openCall()
  const drafts: OpenDraft[] = []
  const contents = demoAlliances.map((alliance) => ({
    text: JSON.stringify(allianceApplication(alliance, call.rules)),
    lead: demoNetwork.bodies.find(({ code }) => code === alliance.lead)?.taxCode ?? '',
  }))
  const leads = await addLeads(database.stores, LEADS)
  while (drafts.length < count) {
    const at = drafts.length % leads.length
    const [like, lead] = [contents[at % contents.length], leads[at]]
    if (like === undefined || lead === undefined) throw new Error('the demo has no alliance')
    const content = applicationSchema.parse(JSON.parse(like.text.replaceAll(like.lead, lead.taxCode)))
    const { id } = await database.run(lead.actor, draftApplication, { callId: call.id, content })
    drafts.push({ applicationId: id, personId: lead.actor.personId })
  }
  return { call, drafts }
}

async function startApplication(server: BenchServer, url: string, name: string) {
  const [web, smtp] = [await freePort(), await freePort()]
  const settings = localSettings({ name, dataDir: join(server.folder, name), portOffset: 0 })
  const mail = await startMailSink({ ...settings, ports: { ...settings.ports, smtp } })
  const log = await open(join(server.folder, `${name}.log`), 'a')
  const baseUrl = `http://127.0.0.1:${web}`
  const child = fork(join(import.meta.dirname, '../../app/serve.ts'), {
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
    env: {
      PATH: process.env['PATH'],
      CONCILIA_MODE: 'demo',
      CONCILIA_LOG_LEVEL: 'warn',
      CONCILIA_PORT: String(web),
      CONCILIA_PUBLIC_URL: baseUrl,
      CONCILIA_DOCUMENTS_DIR: join(server.folder, name, 'documents'),
      DATABASE_URL: url,
      SMTP_URL: `smtp://127.0.0.1:${smtp}`,
      REGION_URL: 'http://127.0.0.1:1',
      REGION_CALLBACK_TOKEN: 'a callback token of the bench',
    },
  })
  const ended = once(child, 'exit').then(() =>
    Promise.reject(new Error(`the application ended: ${name}.log`)),
  )
  await Promise.race([once(child, 'message'), ended])
  return {
    baseUrl,
    cpuSeconds: () => cpuSecondsOf(child.pid ?? 0),
    async stop() {
      ended.catch(() => undefined)
      child.kill('SIGTERM')
      await once(child, 'exit')
      await mail.close()
      await log.close()
    },
  }
}
