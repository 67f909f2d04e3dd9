/** Does the work for each number below `count`, so many at a time. */
export async function inLanes(
  { count, lanes }: { count: number; lanes: number },
  work: (index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < count) {
      const index = next
      next += 1
      await work(index)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}
