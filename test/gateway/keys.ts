/* Camunda's partition 4 begins at 2^53: no key of it fits a double, so whoever reads one as a number gets another. Tasks have
   keys of a partition more: none of them is the key of its element. */
const PARTITION = 2n ** 51n
const FIRST = 4n * PARTITION
const TASKS = 5n * PARTITION

/** A key of the engine as clients of the gateway see it, and back. */
export const outer = (key: string): string => String(BigInt(key) + FIRST)
export const inner = (key: string): string => String(BigInt(key) - FIRST)

/** The key of the user task at an element instance, and back. */
export const outerTask = (key: string): string => String(BigInt(key) + TASKS)
export const innerTask = (key: string): string => String(BigInt(key) - TASKS)
