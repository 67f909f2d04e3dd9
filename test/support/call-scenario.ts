import type { CallConfiguration } from '../../domain/call/configuration.ts'
import type { UploadedFile } from '../../procedures/file/uploaded-file.ts'
import { demoAlliances } from '../../app/demo/alliances.ts'
import type { Alliance } from '../../app/demo/alliances.ts'
import { allianceApplication } from '../../app/demo/applications.ts'
import { demoCallConfiguration } from '../../app/demo/call.ts'
import { demoNetwork } from '../../app/demo/network.ts'
import { partHash } from '../../domain/call/confirmation.ts'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { loadDemoNetwork } from './demo-network.ts'
import { sha256Hex } from '../../domain/shared/canonical-json.ts'
import { signedFormLast } from './signed-form.ts'
import { SIGNED_FORM } from '../../domain/call/configuration.ts'
import { formHashNow } from '../../procedures/call/signed-form.ts'
import { closedAt } from '../../domain/call/window.ts'
import { attachApplicationFile } from '../../use-cases/call/attach-application-file.ts'
import { draftApplication } from '../../use-cases/call/draft-application.ts'
import { submitApplication } from '../../use-cases/call/submit-application.ts'
import { openCycle, openCycleSchema } from '../../use-cases/cycle/open-cycle.ts'
import { attachWorkItemFile } from '../../use-cases/cycle/attach-work-item-file.ts'
import { closeCall } from '../../workers/call/close-call.ts'
import { freezeCall } from '../../workers/call/freeze-call.ts'
import { publishCall } from '../../workers/call/publish-call.ts'
import type { TestDatabase } from './database.ts'
import type { ApplicationRecord } from '../../db/call/application-store.ts'
import type { Application } from '../../domain/call/application.ts'
import { createSteps } from './steps.ts'

const FIRST_YEAR = 2027

const cycle = openCycleSchema.parse({
  code: 'PTC-2027',
  title: 'Piano territoriale di conciliazione 2027-2029',
  guidelinesAct: 'DGR XI/2398 dell’11/11/2019',
  guidanceDueOn: '2027-02-28',
  endsOn: '2029-12-31',
  allocations: [27_600_000, 34_600_000, 34_600_000].map((amountCents, index) => ({
    year: FIRST_YEAR + index,
    amountCents,
  })),
})

/* Who belongs to a partner is kept from the own project alone: what is closed to whom differs from project to project. */
const withNarrowBreadth = (call: CallConfiguration): CallConfiguration => ({
  ...call,
  exclusions: { ...call.exclusions, partner: { ...call.exclusions.partner, value: 'OWN' } },
})

/** A cycle of the demo network with its task "prepare the call" open, and the means to go on from there. */
export async function createCallScenario(database: TestDatabase) {
  const steps = createSteps(database)
  await loadDemoNetwork(database.stores)
  const owner = await steps.actor(demoPersonId('PROCESS_OWNER'))
  const { cycleId } = await database.run(owner, openCycle, cycle)
  const configuration = withNarrowBreadth(demoCallConfiguration(database.clock.now(), FIRST_YEAR))
  const leadOf = (code: string) => steps.actor(demoPersonId(`LEAD_${code}`))

  const stored = async (content: Buffer, name: Pick<UploadedFile, 'fileName' | 'mediaType' | 'content'>) => ({
    ...name,
    ...(await database.files.put(content)),
    enclosed: null,
    signs: [],
    signature: 'NONE' as const,
  })

  /** Uploads a configuration to the open task, as a value or as the bytes of its file. */
  const upload = async (workItemId: string, file: unknown) => {
    const name = { fileName: 'avviso.json', mediaType: 'application/json', content: 'json' as const }
    const content = await stored(Buffer.isBuffer(file) ? file : Buffer.from(JSON.stringify(file)), name)
    await database.run(owner, attachWorkItemFile, {
      id: workItemId,
      kind: 'CALL_CONFIGURATION',
      file: content,
    })
  }

  const openTask = () => steps.open('Task_PrepareCall', { cycleId })

  /** Prepares, freezes and publishes the demo call, changed in some part, its act taken as in force; legal time is moved to its opening. */
  const openCall = async (change: Partial<CallConfiguration> = {}) => {
    const workItemId = await openTask()
    await upload(workItemId, { ...configuration, ...change })
    await steps.complete(owner, workItemId, {})
    const call = (await database.stores.calls.ofCycle(cycleId)).at(-1)
    if (!call) throw new Error('no call was prepared')
    await steps.job(freezeCall, { cycleId, callId: call.id })
    await database.arrange((tx) =>
      tx('act_proposals').where({ subject_id: call.id }).update({ status: 'EFFECTIVE' }),
    )
    await steps.job(publishCall, { cycleId, callId: call.id })
    database.setNow(call.opensAt)
    return call
  }

  /* As if this file had been generated, and had come back signed: nothing is rendered. */
  const asForm = async (applicationId: string, { sha256, sizeBytes }: UploadedFile) => {
    const { stores } = database
    const application = await stores.applications.get(applicationId)
    const call = await stores.calls.get(application.callId)
    const contentSha256 = await formHashNow({ stores }, { application, call })
    await stores.documents.recordFile({ sha256, sizeBytes, at: database.clock.now() })
    await stores.forms.keep(applicationId, { contentSha256, sha256, at: database.clock.now() })
    return { signature: 'UNVERIFIED' as const, signs: [sha256] }
  }

  const attach = async (applicationId: string, lead: string, kind: string) => {
    const name = { fileName: `${kind}.pdf`, mediaType: 'application/pdf', content: 'pdf' as const }
    const file = await stored(Buffer.from(`%PDF-1.7 ${sha256Hex(applicationId + kind)}`), name)
    const signed = kind === SIGNED_FORM ? await asForm(applicationId, file) : {}
    await database.run(await leadOf(lead), attachApplicationFile, {
      ...{ applicationId, kind, file: { ...file, ...signed } },
    })
  }

  /** Every partner of a draft confirms by its letter, but for those that are named. */
  const confirmPartners = async (applicationId: string, but: readonly string[] = []): Promise<void> => {
    const { content, submittedBy } = (await database.stores.applications.get(
      applicationId,
    )) as ApplicationRecord<Application>
    const silent = but.map((code) => demoNetwork.bodies.find((one) => one.code === code)?.taxCode)
    const at = database.clock.now()
    const letter = await database.files.put(Buffer.from('%PDF-1.7 a letter'))
    await database.stores.documents.recordFile({ ...letter, at })
    const file = { ...letter, fileName: 'lettera.pdf', mediaType: 'application/pdf' }
    for (const partner of content.partners.filter(({ role }) => role !== 'LEAD')) {
      const { bodyTaxCode: partnerCode } = partner
      if (silent.includes(partnerCode)) continue
      const given = { applicationId, partnerCode, partSha256: partHash(partner), by: submittedBy, at }
      await database.stores.confirmations.putLetter(given, { ...file, signature: 'UNVERIFIED' })
    }
  }

  /** Drafts a demo alliance's application with its attachments and its partners' letters, but for those named; returns its id. */
  const draft = async (
    callId: string,
    alliance: Alliance,
    silent: readonly string[] = [],
  ): Promise<string> => {
    const { rules } = await database.stores.calls.get(callId)
    const content = allianceApplication(alliance, rules)
    const { id } = await database.run(await leadOf(alliance.lead), draftApplication, { callId, content })
    const kinds = rules.requiredAttachments.map((one) => one.kind)
    const given = kinds.filter((one) => !alliance.lacks.includes(one))
    for (const kind of signedFormLast(given)) await attach(id, alliance.lead, kind)
    await confirmPartners(id, silent)
    return id
  }

  const submit = async (applicationId: string, lead: string) =>
    database.run(await leadOf(lead), submitApplication, { applicationId })

  return {
    steps,
    owner,
    cycleId,
    configuration,
    leadOf,
    openTask,
    upload,
    openCall,
    attach,
    confirmPartners,
    draft,
    submit,

    /** Submits the eight demo applications, one minute after the other, and closes the call at its hour. */
    async closeCallWithAll(callId: string): Promise<string[]> {
      const ids: string[] = []
      const { opensAt, closesAt } = await database.stores.calls.get(callId)
      for (const [index, alliance] of demoAlliances.entries()) {
        database.setNow(new Date(opensAt.getTime() + index * 60_000))
        const id = await draft(callId, alliance)
        await submit(id, alliance.lead)
        ids.push(id)
      }
      database.setNow(closedAt({ closesAt }))
      await steps.job(closeCall, { cycleId, callId })
      return ids
    },
  }
}
export type CallScenario = Awaited<ReturnType<typeof createCallScenario>>
