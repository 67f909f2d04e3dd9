import type supertest from 'supertest'

type Http = ReturnType<typeof supertest>
type Fields = string | Readonly<Record<string, unknown>>

/** The function in which a session acts now: what the forms of its pages say; empty where nobody is signed in. */
export async function functionOf(http: Http, cookie: string): Promise<string> {
  const answer = await http.get('/api/session').set('cookie', cookie)
  return (answer.body as { functionId?: string }).functionId ?? ''
}

/** Sends a form as its page does, written in the function in which the session acts, unless the fields say another. */
export async function sendForm(http: Http, address: string, fields: Fields, cookie: string) {
  const written = await functionOf(http, cookie)
  const sent = typeof fields === 'string' ? `function=${written}&${fields}` : { function: written, ...fields }
  return http.post(address).set('cookie', cookie).type('form').send(sent)
}
