import { z } from 'zod'

const answerSchema = z.object({ epochMilli: z.number().int() })

/** The broker's present instant, moved or not. */
export async function brokerTime(actuatorUrl: string): Promise<Date> {
  return readInstant(await fetch(`${actuatorUrl}/clock`))
}

/** Moves the broker's clock forwards by milliseconds; gives its new instant. Times out every activated job. */
export async function addClockOffset(actuatorUrl: string, offsetMs: number): Promise<Date> {
  if (!Number.isSafeInteger(offsetMs) || offsetMs <= 0)
    throw new RangeError(`The clock moves forwards only, by whole milliseconds: ${offsetMs}`)
  return readInstant(
    await fetch(`${actuatorUrl}/clock/add`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ offsetMilli: offsetMs }),
    }),
  )
}

/**
 * Brings the broker to the system's time plus the total offset (ms) by adding what is missing; does nothing when it is
 * there. For after each start of the broker, which forgets its offset, and before any worker connects.
 */
export async function ensureClockOffset(actuatorUrl: string, totalOffsetMs: number): Promise<void> {
  const asked = Date.now()
  const broker = await brokerTime(actuatorUrl)
  const missing = asked + totalOffsetMs - broker.getTime()
  // What the question itself takes is not a lost offset.
  if (missing > 1000) await addClockOffset(actuatorUrl, missing)
}

async function readInstant(answer: Response): Promise<Date> {
  if (!answer.ok)
    throw new Error(`The broker's clock answered ${answer.status}: is it started with a controlled clock?`)
  return new Date(answerSchema.parse(await answer.json()).epochMilli)
}
