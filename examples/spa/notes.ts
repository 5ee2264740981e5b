import * as oauth from 'oauth4webapi'

const configuration: { issuer: string; api: string; client_id: string } =
  await (await fetch('configuration.json')).json()
const issuer = new URL(configuration.issuer)
const client: oauth.Client = { client_id: configuration.client_id }
const redirectUri = new URL('/', location.href).href
// For this machine only: everywhere else the issuer has https.
const http = { [oauth.allowInsecureRequests]: issuer.hostname === 'localhost' }

const message = document.querySelector<HTMLElement>('#message')!
const signInButton = document.querySelector<HTMLButtonElement>('#sign-in')!

async function discover(): Promise<oauth.AuthorizationServer> {
  return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, http))
}

/** Leaves for the authorization server. What the answer will be checked with waits in this tab. */
async function signIn(): Promise<void> {
  const server = await discover()
  const pending = {
    verifier: oauth.generateRandomCodeVerifier(),
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
  }
  sessionStorage.setItem('pending', JSON.stringify(pending))
  const request = new URL(server.authorization_endpoint!)
  request.search = new URLSearchParams({
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: redirectUri,
    scope: 'openid profile notes:read',
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
  }).toString()
  location.assign(request)
}

/** Exchanges the code for tokens that are bound to a key, which no script can read, this one included. */
async function complete(answer: URL, stored: string): Promise<void> {
  const pending = JSON.parse(stored)
  const server = await discover()
  const parameters = oauth.validateAuthResponse(server, client, answer, pending.state)
  const key = await oauth.generateKeyPair('ES256', { extractable: false })
  const DPoP = oauth.DPoP(client, key)

  const tokens = await withNonce(async () =>
    oauth.processAuthorizationCodeResponse(
      server,
      client,
      await oauth.authorizationCodeGrantRequest(
        server, client, oauth.None(), parameters, redirectUri, pending.verifier, { DPoP, ...http }),
      { expectedNonce: pending.nonce, requireIdToken: true }))

  const { sub } = oauth.getValidatedIdTokenClaims(tokens)!
  const person = await withNonce(async () =>
    oauth.processUserInfoResponse(
      server, client, sub, await oauth.userInfoRequest(server, client, tokens.access_token, { DPoP, ...http })))

  const response = await withNonce(() =>
    oauth.protectedResourceRequest(
      tokens.access_token, 'GET', new URL('/notes', configuration.api), undefined, undefined, { DPoP, ...http }))
  if (!response.ok) throw new Error(`The notes API answered ${response.status}`)
  const { notes } = (await response.json()) as { notes: { title: string }[] }
  show(String(person.name), notes.map(note => note.title))
}

/** A server may ask for its nonce in the proof (RFC 9449 §8); the library has remembered it for the second try. */
async function withNonce<T>(request: () => Promise<T>): Promise<T> {
  return request().catch(error => {
    if (oauth.isDPoPNonceError(error)) return request()
    throw error
  })
}

function show(name: string, titles: string[]): void {
  message.textContent = `Signed in as ${name}. Notes: ${titles.length}`
  document.querySelector('#notes')!.replaceChildren(
    ...titles.map(title => {
      const item = document.createElement('li')
      item.textContent = title
      return item
    }))
}

async function start(): Promise<void> {
  const answer = new URL(location.href)
  const stored = sessionStorage.getItem('pending')
  // Used once, and out of the address bar and the history.
  sessionStorage.removeItem('pending')
  history.replaceState(null, '', redirectUri)
  if (stored !== null && (answer.searchParams.has('code') || answer.searchParams.has('error'))) {
    return complete(answer, stored)
  }
  message.textContent = 'You are not signed in.'
  signInButton.hidden = false
}

function fail(error: unknown): void {
  console.error(error)
  message.textContent = error instanceof oauth.AuthorizationResponseError && error.error === 'access_denied'
    ? 'You did not allow it.'
    : 'That did not work.'
  signInButton.hidden = false
}

signInButton.addEventListener('click', () => signIn().catch(fail))
start().catch(fail)
