import { describe, expect, it } from '@jest/globals'
import { demoSessionRoutes } from '../../api/session.ts'
import { routes } from '../../api/routes.ts'
import { pages } from '../../web/router.ts'
import { walks } from '../bench/scale/walk.ts'

describe('the walk of the bench', () => {
  it('measures every GET route and every page, or says why not', () => {
    const read = [...routes, ...demoSessionRoutes].filter(({ method }) => method === 'get')
    const all = [...read, ...pages].map(({ path }) => path)
    expect(
      Object.keys(walks({ tasks: ['task'], callTask: 't', guidanceId: 'guidance', lead: 1 })).toSorted(),
    ).toEqual(all.toSorted())
  })
})
