import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { readAlliances } from '../../app/demo/alliances.ts'
import type { Alliance } from '../../app/demo/alliances.ts'
import { allianceApplication } from '../../app/demo/applications.ts'
import { callConfiguration } from '../../app/demo/call.ts'
import type { Application } from '../../domain/call/application.ts'
import type { CallConfiguration, CallRules } from '../../domain/call/configuration.ts'
import { readNetworkDocument } from '../../domain/network/network-document-check.ts'
import type { NetworkDocument } from '../../domain/network/network-document.ts'
import { networkIds } from '../../domain/network/network-ids.ts'
import { SetupError } from '../../local/setup-error.ts'
import type { CycleResults } from './results.ts'

const SCENARIOS = join(import.meta.dirname, 'scenarios')
const code = z.string().min(1)
const cents = z.int().positive()
/* A person of the network and an application, named by its lead. */
const onApplication = z.strictObject({ person: code, lead: code })

/* How a network's people play its cycle: data, as everything that differs between networks is. */
const scriptSchema = z.strictObject({
  /** Files, from the script's own folder. */
  network: z.string(),
  call: z.string(),
  alliances: z.string(),
  place: z.string(),
  /** What the Region assigns, by year. */
  allocationsCents: z.array(cents).min(1),
  /** What it pays in, little at first; `year` counts from the first of the allocation. */
  cashReceipts: z.array(z.strictObject({ year: z.int().min(0), cents })),
  /** Leads of the applications that the examination excludes. */
  inadmissible: z.array(code),
  /** Leads that are asked to complete their application, by what they do; null where none is. */
  integrations: z.strictObject({
    answered: code.nullable(),
    late: code.nullable(),
    silent: code.nullable(),
  }),
  /** Partners and adherents that never confirm their part; the others do, by their letter. */
  unconfirmed: z.array(z.strictObject({ lead: code, body: code })).min(1),
  /** A partner that confirms by its own account. */
  confirmsItself: z.strictObject({ lead: code, body: code, person: code }).nullable(),
  /** Who declares before the term; the others let it pass. */
  declaring: z.array(code),
  relative: onApplication,
  /** Who declares the same on that application. */
  alsoRelated: z.array(code),
  /** Words of the declared or found ties that are decided not to exclude. */
  harmless: z.array(z.string()),
  /** The application whose panel falls below the minimum, and who is called in; null where none does. */
  reinforced: z.strictObject({ lead: code, expert: code }).nullable(),
  keptOut: z.array(z.strictObject({ ...onApplication.shape, why: z.string() })),
  /** Who evaluates although a wider breadth of conflicts would keep them out. */
  letIn: z.array(z.strictObject({ ...onApplication.shape, why: z.string() })),
  /** What an excluded person is told of the own tie, and what not. */
  ownReason: z.strictObject({ person: code, says: z.string(), hides: z.string() }),
  substitution: z.strictObject({ lead: code, titular: code, deputy: code }),
  /** Points for each criterion of the call, in its order; the best lead first. */
  points: z.record(code, z.array(z.number())),
  /** Two criteria between which evaluators differ by one step, so that totals stay the same. */
  spread: z.tuple([code, code]),
  /** The lead that comes second of two with the same points, and what decides. */
  tie: z.strictObject({ lead: code, decidedBy: code }),
  excluded: z.strictObject({ person: code, name: z.string() }),
  /** An application that fewer may vote on than on another. */
  fewerVoters: z.strictObject({ on: code, than: code }),
  /** The seat whose member goes home in the middle of the meeting on the call. */
  leavesMidway: code,
  /** Seats whose deputy takes over from the titular at the second project. */
  deputiesSit: z.array(code),
  /** The lead whose grant is cut to what is left; null where the call cuts none. */
  cut: code.nullable(),
  /** Whom the money of a cut grant reaches in turn, and what each answers. */
  cutGrants: z.array(z.strictObject({ lead: code, answer: z.enum(['ACCEPTED', 'RESHAPED', 'DECLINED']) })),
  grantedCents: cents,
  /** A member who reads the applications once the outcome is published. */
  readsAfter: code,
  /** Who tells a late conflict of the own, on which application, before the vote or after it. */
  lateConflict: z.strictObject({ ...onApplication.shape, when: z.enum(['BEFORE_VOTE', 'AFTER_VOTE']) }),
  /** Who acts in the place of the process owner for the act on the Plan. */
  standsInForOwner: code,
  awkwardCases: z.array(code),
})
export type Script = z.infer<typeof scriptSchema>

/** A network with its call, its applications and the script of its people: what a played cycle takes as data. */
export interface Scenario extends Omit<Script, 'network' | 'call' | 'alliances'> {
  network: NetworkDocument
  /** The file that the network is loaded from. */
  networkFile: string
  alliances: readonly [Alliance, ...Alliance[]]
  callConfiguration: (now: Date, firstYear: number) => CallConfiguration
  application: (alliance: Alliance, rules: CallRules) => Application
  ids: ReturnType<typeof networkIds>
  /** What every played cycle must come to, disturbed or not. */
  expected: CycleResults
}

/** Reads a scenario of `test/cycle/scenarios`. Throws SetupError where there is none of that name. */
export async function readScenario(name: string): Promise<Scenario> {
  const names = await readdir(SCENARIOS)
  if (!names.includes(name)) throw new SetupError(`--network ${name}: there are ${names.join(', ')}`)
  const place = (file: string): string => join(SCENARIOS, name, file)
  const read = (file: string): unknown => JSON.parse(readFileSync(place(file), 'utf8'))
  const { network: networkFile, call, alliances, ...script } = scriptSchema.parse(read('script.json'))
  const network = readNetworkDocument(read(networkFile))
  if (!network.ok) throw new SetupError(`${networkFile}: ${JSON.stringify(network.problems)}`)
  const template = pathToFileURL(place(call))
  return {
    ...script,
    network: network.value,
    networkFile: place(networkFile),
    alliances: readAlliances(pathToFileURL(place(alliances))),
    callConfiguration: (now, firstYear) => callConfiguration(template, now, firstYear),
    application: (alliance, rules) => allianceApplication(alliance, rules, network.value.bodies),
    ids: networkIds(network.value.code),
    expected: read('expected-results.json') as CycleResults,
  }
}
