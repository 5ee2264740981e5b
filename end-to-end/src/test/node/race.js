// Shows one code, and one refresh token, fifty times at once to two nodes, and tells what came of it.
import './web-crypto.js'
import { createHash, randomBytes } from 'node:crypto'
import { Person } from './person.js'
import { perform } from './task.js'

const RUNNERS = 50

await perform(async task => {
  const { id, secret, redirectUri } = task.client
  const basic = 'Basic ' + Buffer.from(`${id}:${secret}`).toString('base64')
  const person = new Person(task.account)

  const code = async verifier => {
    const request = new URL('/oauth2/authorize', task.issuer)
    request.search = new URLSearchParams({
      response_type: 'code',
      client_id: id,
      redirect_uri: redirectUri,
      scope: task.scope,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    })
    return (await person.authorize(request, redirectUri)).searchParams.get('code')
  }
  const token = async (node, form) => {
    const response = await fetch(new URL('/oauth2/token', node), {
      method: 'POST',
      headers: { authorization: basic },
      body: new URLSearchParams(form),
    })
    return { status: response.status, body: await response.json() }
  }
  const race = form =>
    Promise.all(Array.from({ length: RUNNERS }, (_, i) => token(task.nodes[i % task.nodes.length], form)))
  const successes = answers => answers.filter(({ status }) => status === 200)

  const codeWinners = []
  const codeRefusals = new Set()
  for (let round = 0; round < task.rounds; round++) {
    const verifier = randomBytes(32).toString('base64url')
    const answers = await race({
      grant_type: 'authorization_code',
      code: await code(verifier),
      redirect_uri: redirectUri,
      code_verifier: verifier,
    })
    codeWinners.push(successes(answers).length)
    answers.filter(({ status }) => status !== 200).forEach(({ body }) => codeRefusals.add(body.error))
  }

  const verifier = randomBytes(32).toString('base64url')
  const first = await token(task.nodes[0], {
    grant_type: 'authorization_code',
    code: await code(verifier),
    redirect_uri: redirectUri,
    code_verifier: verifier,
  })
  let current = first.body.refresh_token
  const successors = []
  for (let round = 0; round < task.rounds; round++) {
    const answers = await race({ grant_type: 'refresh_token', refresh_token: current })
    const next = new Set(successes(answers).map(({ body }) => body.refresh_token))
    successors.push(next.size)
    current = [...next][0]
  }
  return { codeWinners, codeRefusals: [...codeRefusals], successors }
})
