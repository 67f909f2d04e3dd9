type Answers<T> = { -readonly [K in keyof T]: Awaited<T[K]> }

/** What was asked at once, each answer under its name, once all of them have come: nothing of it is still under way where one
 * failed. Throws the first error in their order. */
export async function atOnce<T extends Readonly<Record<string, unknown>>>(asked: T): Promise<Answers<T>> {
  const settled = await Promise.allSettled(Object.values(asked))
  const answers = settled.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
  return Object.fromEntries(Object.keys(asked).map((name, index) => [name, answers[index]])) as Answers<T>
}
