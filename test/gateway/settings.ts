import { z } from 'zod'

const port = z.coerce.number().int().min(1).max(65_535)

/** What the gateway is told by its environment. */
export const gatewaySchema = z.object({
  /** A database of its own: the engine's rows are kept there. */
  GATEWAY_DATABASE_URL: z.string().min(1),
  GATEWAY_GRPC_PORT: port,
  GATEWAY_REST_PORT: port,
  /** The shape of its answers over REST. */
  GATEWAY_API: z.enum(['8.6', '8.8']),
  GATEWAY_SIGN_IN: z.enum(['NONE', 'COOKIE', 'BASIC', 'OAUTH']),
})
export type GatewaySettings = z.output<typeof gatewaySchema>
