import { z } from 'zod'

/** An instant as JSON holds it. */
export const instant = z.iso.datetime({ offset: true })

/** A day of Rome. */
export const day = z.iso.date()

/** The bytes of a file that streams out. */
export const fileContent = z.string().meta({ format: 'binary' })
