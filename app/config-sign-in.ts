import { z } from 'zod'
import { base, url } from './config-kinds.ts'

const LOOPBACK = ['127.0.0.1', '[::1]', 'localhost']

/** Settings of the OpenID Connect provider by which people sign in: needed in production, refused in the demo. */
export const signInSchema = z.object({
  OIDC_ISSUER: url('http:', 'https:')
    .transform(base)
    .refine(
      (text) => !text.startsWith('http:') || LOOPBACK.includes(new URL(text).hostname),
      'must be https://, but on this machine',
    )
    .describe('the identity provider, as its discovery document names it'),
  OIDC_CLIENT_ID: z.string().min(1).describe('our client id there'),
  OIDC_CLIENT_SECRET: z.string().min(1).describe('its secret'),
  OIDC_TAX_CODE_CLAIM: z
    .string()
    .min(1)
    .describe(
      'claim with the codice fiscale, such as fiscal_number or https://attributes.eid.gov.it/fiscal_number',
    ),
  OIDC_SCOPE: z
    .string()
    .regex(/(^| )openid( |$)/, 'must hold openid')
    .default('openid profile')
    .describe('scopes that are asked for'),
})
export type SignInConfig = z.output<typeof signInSchema>
