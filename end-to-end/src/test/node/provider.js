// Another OpenID provider, on oidc-provider as its documentation shows. It believes everybody who they say they are. The first
// line that it reads says what to be; it says on one line when it is there, and stops when nobody speaks to it any more.
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import Provider from 'oidc-provider'

const lines = createInterface({ input: process.stdin })
lines.on('close', () => process.exit(0))
const task = await new Promise(resolve => lines.once('line', line => resolve(JSON.parse(line))))

const server = createServer()
await new Promise(resolve => server.listen(task.port, '127.0.0.1', resolve))

const provider = new Provider(`http://127.0.0.1:${server.address().port}`, {
  clients: [task.client],
  jwks: { keys: [newKey()] },
  cookies: { keys: [randomUUID()] },
  pkce: { required: () => true },
  claims: { openid: ['sub'], profile: ['name', 'preferred_username'], email: ['email', 'email_verified'] },
  features: {
    devInteractions: { enabled: false },
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: { enabled: true, logoutSource },
  },
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (ctx, id) => ({ accountId: id, claims: () => claims(id) }),
  loadExistingGrant,
  // Without its own dispatcher, which talks to nobody on this machine.
  fetch: (url, { dispatcher, ...options }) => fetch(url, options),
})

server.on('request', (request, response) => {
  const answer = request.url.startsWith('/interaction/') ? interact : provider.callback()
  Promise.resolve(answer(request, response)).catch(error => response.destroy(error))
})
console.log(JSON.stringify({ issuer: provider.issuer }))

/** Every start has another key, as after a rotation. */
function newKey() {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
  return { ...key, kid: randomUUID(), use: 'sig', alg: 'RS256' }
}

function claims(id) {
  return { sub: id, name: 'Nora at Npm', preferred_username: id, email: `${id}@example.test`, email_verified: true }
}

/** Consent is somebody else's test. */
async function loadExistingGrant(ctx) {
  const { client, session } = ctx.oidc
  const known = session.grantIdFor(client.clientId)
  if (known !== undefined) return provider.Grant.find(known)
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope('openid profile email')
  await grant.save()
  return grant
}

async function interact(request, response) {
  if (request.method === 'POST') {
    const fields = new URLSearchParams(await text(request))
    await provider.interactionFinished(request, response, { login: { accountId: fields.get('login') } })
    return
  }
  page(response, '<form method="post"><input name="login" autofocus><button>Sign in</button></form>')
}

function logoutSource(ctx, form) {
  ctx.body = `<!DOCTYPE html><title>Sign out</title>${form}<button form="op.logoutForm" name="logout" value="yes">Sign out</button>`
}

function page(response, content) {
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end(`<!DOCTYPE html><title>Sign in</title>${content}`)
}
