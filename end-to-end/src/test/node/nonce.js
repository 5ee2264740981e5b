// A client with a DPoP key at a node that wants nonces: without one, with one that it made up, with the one it was given.
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { perform } from './task.js'

const encode = value => Buffer.from(JSON.stringify(value)).toString('base64url')

await perform(async task => {
  const node = task.nodes[1]
  const { id, secret } = task.serviceClient
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = publicKey.export({ format: 'jwk' })

  const proof = nonce => {
    // The address as the metadata of the node has it.
    const htu = new URL('/oauth2/token', node.replace('http:', 'https:')).href
    const claims = { jti: randomUUID(), htm: 'POST', htu, iat: Math.floor(Date.now() / 1000), nonce }
    const input = `${encode({ typ: 'dpop+jwt', alg: 'ES256', jwk })}.${encode(claims)}`
    return `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
  }
  const token = nonce =>
    fetch(new URL('/oauth2/token', node), {
      method: 'POST',
      headers: {
        authorization: 'Basic ' + Buffer.from(`${id}:${secret}`).toString('base64'),
        dpop: proof(nonce),
      },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'notes:read' }),
    })
  const told = async response => {
    const { error, token_type: type } = await response.json()
    return { status: response.status, error, type }
  }

  const refused = await token()
  const invented = await token(createHash('sha256').update('invented').digest('base64url'))
  const given = await token(refused.headers.get('dpop-nonce'))
  return { without: await told(refused), invented: await told(invented), given: await told(given) }
})
