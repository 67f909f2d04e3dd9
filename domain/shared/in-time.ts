import { TransientError } from './errors.ts'

/** Waits for an answer from outside so many milliseconds at most: a driver or an SDK may wait without end. Throws
 * TransientError when it is late; what it does afterwards is nobody's concern. */
export async function inTime<T>(asked: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TransientError(`no answer within ${limitMs} ms`)), limitMs)
  })
  try {
    return await Promise.race([asked, late])
  } finally {
    clearTimeout(timer)
  }
}
