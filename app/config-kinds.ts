import { z } from 'zod'

/** A URL with one of these protocols, named with their colon. */
export const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be a URL beginning with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  })

/** An address without the slashes at its end. */
export const base = (text: string): string => text.replace(/\/+$/, '')
