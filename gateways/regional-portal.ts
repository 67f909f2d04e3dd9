import { z } from 'zod'
import { TransientError } from '../domain/shared/errors.ts'
import type { RegionalPortal } from '../domain/shared/ports.ts'
import { PermanentRefusal } from '../domain/shared/ports.ts'
import { sentFiles } from './sent-file.ts'

const TIMEOUT_MS = 120_000

const receiptSchema = z.object({
  receiptNumber: z.string().min(1),
  protocolNumber: z.string().min(1),
  receivedAt: z.iso.datetime({ offset: true }),
  packageSha256: z.string(),
})

/**
 * The Region's office over HTTPS, as `local/region-receiver.openapi.yaml` describes it. Server errors, 408, 425, 429 and
 * the network throw TransientError; any other refusal, or a receipt that is not for our package, throws PermanentRefusal.
 */
export function createRegionalPortal(settings: { url: string }): RegionalPortal {
  const address = new URL('packages', settings.url.endsWith('/') ? settings.url : `${settings.url}/`)
  return {
    async submit(regionalPackage) {
      const answer = await post(address, regionalPackage)
      if (!answer.ok) throw await refusalOf(answer)
      const receipt = receiptSchema.safeParse(await answer.json().catch(() => null))
      if (!receipt.success)
        throw new PermanentRefusal(`the Region's receipt is not readable: ${z.prettifyError(receipt.error)}`)
      if (receipt.data.packageSha256 !== regionalPackage.file.sha256) {
        throw new PermanentRefusal(
          `the Region's receipt ${receipt.data.receiptNumber} is for another package (${receipt.data.packageSha256})`,
        )
      }
      return receipt.data
    },
  }
}

async function post(
  address: URL,
  regionalPackage: Parameters<RegionalPortal['submit']>[0],
): Promise<Response> {
  const { file } = regionalPackage
  const files = sentFiles()
  try {
    return await fetch(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/zip',
        'idempotency-key': regionalPackage.idempotencyKey,
        'content-length': String(file.sizeBytes),
        'x-package-sha256': file.sha256,
      },
      body: files.stream(file),
      duplex: 'half',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
  } catch (error) {
    files.throwFault()
    throw new TransientError('the Region could not be reached', { cause: error })
  }
}

async function refusalOf(answer: Response): Promise<Error> {
  const said = `the Region answered ${answer.status}: ${(await answer.text().catch(() => '')).slice(0, 500)}`
  const mayPass = answer.status >= 500 || [408, 425, 429].includes(answer.status)
  return mayPass ? new TransientError(said) : new PermanentRefusal(said)
}
