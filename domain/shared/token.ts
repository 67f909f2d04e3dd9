import { randomBytes } from 'node:crypto'
import { sha256Hex } from './canonical-json.ts'

/** A token that nobody guesses, as it stands in a cookie or in an address. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What a token is known by in the database: whoever reads it there can do nothing with it. */
export const tokenHash = (token: string): string => sha256Hex(token)
