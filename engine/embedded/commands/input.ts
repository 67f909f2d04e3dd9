import type { Fault, Message, MigrationPlan } from '../../port.ts'
import { EngineRefusal } from '../../port.ts'
import { isKeepable, isKeepableJson, isShort, MOST_NAME_BYTES } from '../texts.ts'
import { excessOf } from '../interpreter/limits.ts'
import type { Variables } from '../interpreter/rows.ts'

const LAST_KEY = 2n ** 63n - 1n
const LAST_INTEGER = 2 ** 31 - 1
/* It stands in one index with the name and the correlation key, whose entry ends at 2,704 bytes. */
const MOST_ID_BYTES = 500
/* 6,000 years: later dates the database no longer reads. */
const LONGEST_LIFE_MS = 6_000 * 365 * 24 * 60 * 60 * 1_000

const refusal = (what: string, options?: ErrorOptions): EngineRefusal =>
  new EngineRefusal('INVALID_ARGUMENT', what, options)

/** A key as the database takes it. Throws EngineRefusal NOT_FOUND where it is none. */
export function asKey(key: string): string {
  if (!/^\d{1,19}$/.test(key) || BigInt(key) > LAST_KEY)
    throw new EngineRefusal('NOT_FOUND', `${JSON.stringify(key)} is no key of this engine`)
  return key
}

/** A text as the database keeps it. Throws EngineRefusal that says what it is of. */
export function asText(what: string, text: string, mostBytes = MOST_NAME_BYTES): string {
  if (!isKeepable(text)) throw refusal(`${what} holds NUL or half a pair of surrogates`)
  if (!isShort(text, mostBytes)) throw refusal(`${what} is longer than ${mostBytes} bytes`)
  return text
}

/** A count of attempts from `least` on. Throws EngineRefusal. */
export function asRetries(retries: number, least: 0 | 1): number {
  if (!Number.isInteger(retries) || retries < least || retries > LAST_INTEGER)
    throw refusal(`retries must be a whole number from ${least}, not ${retries}`)
  return retries
}

/** Throws EngineRefusal that names the variable which is too large or cannot be kept: nothing of the command is taken. */
export function checkVariables(variables: Variables): void {
  for (const [name, value] of Object.entries(variables)) {
    asText('the name of a variable', name)
    const json = jsonOf(name, value)
    if (!isKeepableJson(json)) throw refusal(`the variable ${name} holds NUL or half a pair of surrogates`)
    const excess = excessOf(value)
    if (excess !== null)
      throw refusal(`the variable ${name} has ${excess.bytes} bytes: the limit is ${excess.most}`)
  }
}

function jsonOf(name: string, value: unknown): string {
  try {
    const json = JSON.stringify(value ?? null) as string | undefined
    if (json !== undefined) return json
  } catch (cause) {
    throw refusal(`the variable ${name} cannot be written as JSON`, { cause })
  }
  throw refusal(`the variable ${name} cannot be written as JSON`)
}

/** Throws EngineRefusal where a message could not be kept or found again. */
export function checkMessage({
  name,
  correlationKey,
  messageId,
  variables,
  timeToLiveMs = 0,
}: Message): void {
  if (name === '') throw refusal('a message has a name')
  asText('the name of a message', name)
  asText(`the correlation key of the message ${name}`, correlationKey)
  asText(`the id of the message ${name}`, messageId, MOST_ID_BYTES)
  if (!(timeToLiveMs >= 0 && timeToLiveMs <= LONGEST_LIFE_MS))
    throw refusal(`the time to live of the message ${name} must be 0 to ${LONGEST_LIFE_MS} ms`)
  checkVariables(variables)
}

/** Throws EngineRefusal where a plan names what no version can have. */
export function checkPlan({ version = 1, mapping = {} }: MigrationPlan): void {
  if (!Number.isInteger(version) || Math.abs(version) > LAST_INTEGER)
    throw refusal(`a version is a whole number, not ${version}`)
  for (const id of Object.entries(mapping).flat()) asText('an element id of the mapping', id)
}

/** The fault with what the database cannot keep replaced: why a job stopped is always told, never refused. */
export function keepableFault({ code, constraint, sentence }: Fault): Fault {
  const keepable = (text: string): string =>
    text.replaceAll('\0', '\uFFFD').replaceAll(/\p{Surrogate}/gu, '\uFFFD')
  return {
    code: keepable(code),
    constraint: constraint === null ? null : keepable(constraint),
    sentence: keepable(sentence),
  }
}
