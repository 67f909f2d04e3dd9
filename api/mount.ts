import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import express from 'express'
import type { Response, Router } from 'express'
import { codeOf } from '../domain/shared/errors.ts'
import type { StoredFile } from '../domain/shared/ports.ts'
import type { ApiParts, Asked } from './carry-out.ts'
import { carryOut, toldAnswer } from './carry-out.ts'
import type { FileAnswer, Route } from './route.ts'
import { receiveUpload } from './upload.ts'
import { refuseCrowded } from './well-formed.ts'

const JSON_LIMIT = 1024 * 1024

/** Mounts declared operations, each at its path. */
export function mountRoutes(routes: readonly Route[], parts: ApiParts): Router {
  const router = express.Router()
  for (const route of routes) {
    const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1')
    const json = express.json({ limit: route.bodyLimit ?? JSON_LIMIT, strict: true, verify: refuseCrowded })
    router[route.method](path, json, async (request, response) => {
      const asked: Asked = {
        ...{ request, response },
        arrivedAt: parts.now(),
        path: `${request.method} ${request.path}`,
        key: request.get('idempotency-key'),
        version: request.get('if-match'),
        writtenIn: request.get('acting-function'),
        params: request.params,
        query: request.query,
        body: (): unknown => {
          if (!route.upload) return request.body
          request.on('data', () => {
            asked.arrivedAt = parts.now()
          })
          return receiveUpload(request, parts)
        },
      }
      await send(route, await answerTo(route, asked, parts), response)
    })
  }
  return router
}

function answerTo(route: Route, asked: Asked, parts: ApiParts): Promise<unknown> {
  if (route.method !== 'get') return carryOut(route, asked, parts)
  return parts.reading(asked.request, (signedIn, sure) =>
    carryOut(route, asked, {
      ...parts,
      actorOf: () => Promise.resolve(signedIn?.actor ?? null),
      run: async (...noted) => {
        await sure()
        return parts.run(...noted)
      },
      runOnce: async (...noted) => {
        await sure()
        return parts.runOnce(...noted)
      },
    }),
  )
}

const isFile = (answer: unknown): answer is FileAnswer =>
  typeof answer === 'object' && answer !== null && 'file' in answer

async function send(route: Route, answer: unknown, response: Response): Promise<void> {
  if (!isFile(answer)) {
    response.status(route.status ?? 200).json(toldAnswer(route, answer))
    return
  }
  const { content, fileName, mediaType, inline = false } = answer.file
  response.setHeader('Content-Type', mediaType)
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.attachment(fileName)
  response.type(mediaType)
  if (inline) {
    const named = response.get('Content-Disposition') ?? ''
    response.setHeader('Content-Disposition', named.replace(/^attachment/, 'inline'))
  }
  if (Buffer.isBuffer(content)) response.send(content)
  else await streamOut(content, response)
}

/* A file that breaks off has not the length it was said to have. Whoever leaves before its end is no error. */
async function streamOut({ content, sizeBytes }: StoredFile, response: Response): Promise<void> {
  response.setHeader('Content-Length', sizeBytes)
  await pipeline(Readable.from(content()), response).catch((error: unknown) => {
    if (codeOf(error) !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  })
}
