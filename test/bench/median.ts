/** The middle one of the numbers (of an odd count). Throws RangeError for none. */
export function median(numbers: readonly number[]): number {
  const middle = [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]
  if (middle === undefined) throw new RangeError('no median of no numbers')
  return middle
}
