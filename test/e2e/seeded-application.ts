import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { sha256Hex } from '../../domain/shared/canonical-json.ts'
import type { Knex } from 'knex'
import { createDocumentStore } from '../../gateways/document-store.ts'
import { startBenchServer } from '../bench/bench-server.ts'
import { onEngine } from '../bench/bench.ts'
import { FILE } from '../bench/scale/seed-calls.ts'
import { seedScale } from '../bench/scale/seed.ts'
import { shapeOf } from '../bench/scale/shape.ts'
import { startApplication } from '../bench/scale/started.ts'
import { findIds } from '../bench/scale/walk.ts'
import type { Found } from '../bench/scale/walk.ts'

/* Twice a real network: no list is empty, and those of a page are full. */
const FACTOR = 0.02

/** What the seed has not, for nothing leaves it: the link of an open invitation, and a mail to the process owner. */
export const INVITATION = '/invitations/the-token-of-a-link'
export const MAIL = '/mail/01MAIL00000000000000000001'

/** The application on a network that has everything, and the ids that its pages are asked for. */
export interface SeededApplication {
  baseUrl: string
  found: Found
  stop: () => Promise<void>
}

/** Seeds a database of its own and starts the application on it. */
export async function startSeededApplication(): Promise<SeededApplication> {
  const server = await startBenchServer()
  const url = await server.create('pages')
  const found = await onEngine(server, url, async ({ knex, engine }) => {
    await seedScale(knex, engine, shapeOf(FACTOR))
    await invite(knex)
    await putMail(knex, join(server.folder, 'mail'))
    await createDocumentStore(join(server.folder, 'documents')).put(FILE)
    return findIds(knex)
  })
  const application = await startApplication(url, server.folder)
  return {
    baseUrl: application.baseUrl,
    found,
    async stop() {
      await application.stop()
      await server.stop()
    },
  }
}

async function invite(knex: Knex): Promise<void> {
  const body = await knex<{ id: string }>('bodies').orderBy('id').first('id')
  await knex('invitations').insert({
    ...{ id: 'an invitation', token_sha256: sha256Hex('the-token-of-a-link'), body_id: body?.id },
    ...{ person: JSON.stringify({ givenName: 'Mario', familyName: 'Rossi', email: 'mario@ente.example' }) },
    ...{ role: 'ALLIANCE_LEAD', signatory: true, act: 'Nota prot. 12', expires_on: '2999-12-31' },
    ...{ invited_by: demoPersonId('PROCESS_OWNER'), invited_at: new Date() },
  })
}

async function putMail(knex: Knex, folder: string): Promise<void> {
  const owner = await knex<{ id: string; email: string }>('persons')
    .where({ id: demoPersonId('PROCESS_OWNER') })
    .first('email')
  await mkdir(folder, { recursive: true })
  const lines = [
    ...[`X-Envelope-To: ${owner?.email}`, 'From: Concilia <concilia@rete.example>', `To: ${owner?.email}`],
    ...['Subject: Convocazione', 'Date: Mon, 11 Jan 2027 10:00:00 +0100', 'MIME-Version: 1.0'],
    ...[
      'Content-Type: multipart/mixed; boundary=part',
      '',
      '--part',
      'Content-Type: text/plain; charset=utf-8',
    ],
    ...['', 'La riunione si tiene il giorno 20.', '--part', 'Content-Type: application/pdf; name=ordine.pdf'],
    ...['Content-Disposition: attachment; filename=ordine.pdf', '', '%PDF-1.4', '--part--', ''],
  ]
  await writeFile(join(folder, `${MAIL.replace('/mail/', '')}.eml`), lines.join('\r\n'))
}
