import { z } from 'zod'
import { base, url } from './config-kinds.ts'

/** Settings of a Camunda 8 that somebody runs: needed and allowed with ENGINE=camunda only. */
export const camundaSchema = z.object({
  CONCILIA_ENGINE_ID: z
    .string()
    .min(1)
    .describe("identity of the engine's data; a pair with another database is refused"),
  CONCILIA_ENGINE_API: z.enum(['8.6', '8.8']).default('8.8').describe("shape of the engine's search answers"),
  CONCILIA_ENGINE_USER: z.string().default('demo').describe("the engine's user, with COOKIE and BASIC"),
  CONCILIA_ENGINE_PASSWORD: z.string().default('demo').describe('its password'),
  CONCILIA_ENGINE_ACTUATOR_URL: url('http:', 'https:')
    .optional()
    .describe('demo only: where the clock of the engine is moved'),
  CONCILIA_OPERATE_URL: url('http:', 'https:').describe('Camunda Operate, for deep links'),
  ZEEBE_GRPC_ADDRESS: url('grpc:', 'grpcs:').describe("Camunda's gateway for jobs and messages"),
  CAMUNDA_REST_URL: url('http:', 'https:')
    .transform(base)
    .refine((text) => !text.endsWith('/v2'), 'must be given without /v2')
    .describe("Camunda's REST API (without /v2)"),
  CAMUNDA_AUTH_STRATEGY: z
    .enum(['COOKIE', 'BASIC', 'OAUTH', 'NONE'])
    .default('COOKIE')
    .describe('how we sign in: COOKIE as 8.6 does on its own (REST only), BASIC, OAUTH, or NONE'),
  CAMUNDA_OAUTH_URL: url('http:', 'https:').optional().describe('with OAUTH: where tokens are given'),
  ZEEBE_CLIENT_ID: z.string().optional().describe('with OAUTH: our client id'),
  ZEEBE_CLIENT_SECRET: z.string().optional().describe('with OAUTH: its secret'),
  CAMUNDA_ZEEBE_OAUTH_AUDIENCE: z
    .string()
    .default('zeebe.camunda.io')
    .describe('with OAUTH: audience of the token'),
  CAMUNDA_TOKEN_SCOPE: z.string().optional().describe('with OAUTH: scope of the token'),
})
export type CamundaConfig = z.output<typeof camundaSchema>

const OAUTH_NEEDS = ['CAMUNDA_OAUTH_URL', 'ZEEBE_CLIENT_ID', 'ZEEBE_CLIENT_SECRET'] as const

/** What the chosen way to sign in still needs, one line each. */
export function signInProblems(given: Record<string, string | undefined>): string[] {
  if (given['CAMUNDA_AUTH_STRATEGY'] !== 'OAUTH') return []
  return OAUTH_NEEDS.filter((name) => !given[name]).map((name) => `${name}: is missing`)
}
