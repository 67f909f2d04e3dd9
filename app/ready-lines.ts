import { roles } from '../domain/shared/roles.ts'
import { titleOf } from '../words/codes.ts'

interface Ready {
  url: string
  /** Null on the embedded engine. */
  operateUrl: string | null
  /** True where the mails stay here, on a page. */
  localMail: boolean
  demo: boolean
}

/** What `npm start` prints once everything answers: addresses, and how to sign in to each. */
export function readyLines({ url, operateUrl, localMail, demo }: Ready): string[] {
  const people = roles.map((role) => titleOf('role', role)).join(', ')
  return [
    '',
    `Concilia is ready: ${url}`,
    ...(demo ? [`  sign in:         choose a person: ${people}`] : []),
    ...(localMail ? [`Mails sent here:   ${url}/mail  (each person reads its own)`] : []),
    ...(operateUrl === null
      ? ['Engine:            our own, in the database; a database stays with the engine that it began on']
      : [
          'Engine:            the Camunda of ZEEBE_GRPC_ADDRESS; a database stays with the engine that it began on',
          `Camunda Operate:   ${operateUrl}`,
        ]),
    'Ctrl-C stops all of it; the next start goes on from here.',
  ]
}
