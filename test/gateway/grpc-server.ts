import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import { dirname, join } from 'node:path'
import * as grpc from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'
import type { Activation } from './activation.ts'
import type { Outcome, Pass, Refusal } from './gate.ts'
import { activateJobs } from './verbs.ts'
import type { ActivateRequest, Verb, Verbs } from './verbs.ts'

const sdk = dirname(createRequire(import.meta.url).resolve('@camunda8/sdk'))
const protocol = loadSync(join(sdk, 'proto/zeebe.proto'), { longs: String, enums: String, defaults: true })
const { Gateway } = (
  grpc.loadPackageDefinition(protocol) as unknown as {
    gateway_protocol: { Gateway: grpc.ServiceClientConstructor }
  }
).gateway_protocol

const codes: Record<Refusal, grpc.status> = {
  RESOURCE_EXHAUSTED: grpc.status.RESOURCE_EXHAUSTED,
  UNAVAILABLE: grpc.status.UNAVAILABLE,
  UNAUTHENTICATED: grpc.status.UNAUTHENTICATED,
  ALREADY_EXISTS: grpc.status.ALREADY_EXISTS,
  NOT_FOUND: grpc.status.NOT_FOUND,
  INVALID_STATE: grpc.status.FAILED_PRECONDITION,
  INVALID_ARGUMENT: grpc.status.INVALID_ARGUMENT,
  INTERNAL: grpc.status.INTERNAL,
}

export interface GrpcParts {
  port: number
  pass: Pass
  verbs: Verbs
  activation: Activation
}

type Answering = Pick<grpc.ServerUnaryCall<unknown, unknown>, 'metadata' | 'getPeer'>

/** Camunda's gRPC protocol at a port of the loopback address, by the .proto that the SDK ships. */
export async function startGrpc({ port, pass, verbs, activation }: GrpcParts): Promise<{ stop: () => void }> {
  const connections = createConnections()
  const unary =
    <Name extends Verb>(name: Name): grpc.handleUnaryCall<Parameters<Verbs[Name]>[0], object> =>
    (call, callback) => {
      const run = () =>
        (verbs[name] as (request: Parameters<Verbs[Name]>[0]) => Promise<object>)(call.request)
      void pass({ name, over: 'GRPC', headers: headersOf(call), run }).then((outcome) =>
        connections.tell(call, outcome, {
          answer: (answer) => callback(null, answer),
          refuse: (error) => callback(error),
        }),
      )
    }
  const streamed: grpc.handleServerStreamingCall<ActivateRequest, object> = (call) => {
    const run = () => activateJobs(activation, call.request, () => !call.cancelled)
    void pass({ name: 'ActivateJobs', over: 'GRPC', headers: headersOf(call), run }).then((outcome) =>
      connections.tell(call, outcome, {
        answer(answer) {
          if ((answer as { jobs: unknown[] }).jobs.length > 0) call.write(answer)
          call.end()
        },
        refuse: (error) => call.emit('error', error),
      }),
    )
  }
  const server = new grpc.Server()
  const names = Object.keys(verbs) as Verb[]
  server.addService(Gateway.service, {
    ...Object.fromEntries(names.map((name) => [name, unary(name)])),
    ActivateJobs: streamed,
  })
  return connections.listen(server, port)
}

function headersOf({ metadata }: Answering) {
  const [authorization] = metadata.get('authorization')
  const [cookie] = metadata.get('cookie')
  return { authorization: authorization?.toString(), cookie: cookie?.toString() }
}

interface Told {
  answer: (answer: object) => void
  refuse: (error: { code: grpc.status; details: string }) => void
}

/* The server takes its connections from us: so that the one on which a call came can be cut. */
function createConnections() {
  const open = new Map<string, Socket>()
  return {
    tell(call: Answering, outcome: Outcome<object>, { answer, refuse }: Told): void {
      if (outcome === 'CUT') open.get(call.getPeer())?.destroy()
      else if ('answer' in outcome) answer(outcome.answer)
      else refuse({ code: codes[outcome.refusal], details: outcome.detail })
    },
    async listen(server: grpc.Server, port: number): Promise<{ stop: () => void }> {
      const injector = server.createConnectionInjector(grpc.ServerCredentials.createInsecure())
      const listener = createServer((socket) => {
        const peer = `${socket.remoteAddress}:${socket.remotePort}`
        open.set(peer, socket)
        socket.on('close', () => open.delete(peer))
        socket.on('error', () => undefined)
        injector.injectConnection(socket)
      })
      await new Promise<void>((resolve, reject) => {
        listener.once('error', reject)
        listener.listen(port, '127.0.0.1', resolve)
      })
      return {
        stop() {
          listener.close()
          server.forceShutdown()
          for (const socket of open.values()) socket.destroy()
        },
      }
    },
  }
}
