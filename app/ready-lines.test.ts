import { describe, expect, it } from '@jest/globals'
import { readyLines } from './ready-lines.ts'

const url = 'http://127.0.0.1:3000'
const operateUrl = 'http://127.0.0.1:8080/operate'

describe('what the start prints', () => {
  it('gives every address with its sign-in', () => {
    const text = readyLines({ url, operateUrl, localMail: true, demo: true }).join('\n')
    for (const part of [url, 'Responsabile del procedimento', 'Ragioneria', `${url}/mail`, operateUrl])
      expect(text).toContain(part)
  })

  it('says which engine runs, and that the database stays with it', () => {
    const lines = (operate: string | null) =>
      readyLines({ url, operateUrl: operate, localMail: true, demo: true })
    expect(lines(null).join('\n')).toMatch(/Engine: +our own.*stays with the engine/)
    expect(lines(operateUrl).join('\n')).toMatch(/Engine: +the Camunda.*stays with the engine/)
  })

  it('names no part that was not started here, and no choice of a person outside the demo', () => {
    const text = readyLines({ url, operateUrl: null, localMail: false, demo: false }).join('\n')
    for (const part of ['Operate', '/mail', 'sign in']) expect(text).not.toContain(part)
  })
})
