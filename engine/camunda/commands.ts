import { extname } from 'node:path'
import { TransientError } from '../../domain/shared/errors.ts'
import { TEN_YEARS_MS } from '../port.ts'
import type { Fault, Message, ModelFile, ProcessEngine } from '../port.ts'
import { send } from './client.ts'
import type { EngineClients } from './client.ts'
import { isAlreadyExists } from './errors.ts'

const LONGEST_MESSAGE = 2_000

/** A fault as the one text that Operate shows: the sentence, and in brackets the code and the violated constraint. */
export function faultText({ sentence, code, constraint }: Fault): string {
  return `${sentence} (${constraint === null ? code : `${code}, ${constraint}`})`.slice(0, LONGEST_MESSAGE)
}

type Commands = Pick<
  ProcessEngine,
  | 'deploy'
  | 'completeJob'
  | 'failJob'
  | 'throwJobError'
  | 'updateJobRetries'
  | 'publishMessage'
  | 'setVariables'
  | 'resolveIncident'
  | 'cancelInstance'
  | 'probe'
>

/** Everything that is told to the engine over gRPC in one call; who asks again is answered the same. */
export function createCommands({ grpc, signIn }: Pick<EngineClients, 'grpc' | 'signIn'>): Commands {
  const told = async (call: Promise<unknown>): Promise<void> => {
    await send(signIn, call)
  }
  return {
    async deploy(files) {
      if (files.length > 0) await told(grpc.deployResources(files.map(toResource)))
    },
    completeJob: (jobKey, variables) => told(grpc.completeJob({ jobKey, variables: variables as never })),
    failJob: (jobKey, { retries, backOffMs, fault }) =>
      told(grpc.failJob({ jobKey, retries, retryBackOff: backOffMs, errorMessage: faultText(fault) })),
    throwJobError: (jobKey, { errorCode, message }) =>
      told(grpc.throwError({ jobKey, errorCode, errorMessage: message, variables: {} })),
    updateJobRetries: (jobKey, retries) => told(grpc.updateJobRetries({ jobKey, retries })),
    async publishMessage(message) {
      await publishOnce({ grpc, signIn }, message)
    },
    setVariables: ({ elementInstanceKey, variables, local }) =>
      told(grpc.setVariables({ elementInstanceKey, variables: variables as never, local })),
    resolveIncident: (incidentKey) => told(grpc.resolveIncident({ incidentKey })),
    cancelInstance: (processInstanceKey) => told(grpc.cancelProcessInstance(processInstanceKey)),
    probe: () => told(grpc.topology()),
  }
}

/** Publishes a message; false when the engine has one with this id already, which is sent too. Throws TransientError when it
 * is not sent: an answer without a key is none. */
export async function publishOnce(
  { grpc, signIn }: Pick<EngineClients, 'grpc' | 'signIn'>,
  message: Message,
): Promise<boolean> {
  const { timeToLiveMs, variables, ...named } = message
  let isNew = true
  const published = grpc
    .publishMessage({
      ...named,
      timeToLive: timeToLiveMs ?? TEN_YEARS_MS,
      variables: variables as Record<string, string>,
    })
    .catch((error: unknown) => {
      if (!isAlreadyExists(error)) throw error
      isNew = false
      return { key: 'sent before' }
    })
  const { key } = await send(signIn, published)
  if (!key) throw new TransientError('engine: the message was not sent')
  return isNew
}

function toResource({ name, content }: ModelFile) {
  const kind = extname(name)
  if (kind === '.dmn') return { name, decision: content }
  return kind === '.form' ? { name, form: content } : { name, process: content }
}
