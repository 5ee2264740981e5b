// A relying party and a resource server on oauth4webapi: every response is checked by hand, as the library makes one do.
import './web-crypto.js'
import * as oauth from 'oauth4webapi'
import { Person } from './person.js'
import { perform } from './task.js'

await perform(async task => {
  const http = { [oauth.allowInsecureRequests]: true }
  const issuer = new URL(task.issuer)
  const discovered = async algorithm =>
    oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { algorithm, ...http }))
  const server = await discovered('oidc')
  const oauthServer = await discovered('oauth2')

  const relyingParty = { client_id: task.client.id }
  const authentication = oauth.ClientSecretBasic(task.client.secret)
  const verifier = oauth.generateRandomCodeVerifier()
  const state = oauth.generateRandomState()
  const nonce = oauth.generateRandomNonce()
  const request = new URL(server.authorization_endpoint)
  request.search = new URLSearchParams({
    client_id: task.client.id,
    response_type: 'code',
    redirect_uri: task.client.redirectUri,
    scope: task.scope,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  })

  const person = new Person(task.account)
  const answer = await person.authorize(request, task.client.redirectUri)
  const parameters = oauth.validateAuthResponse(server, relyingParty, answer, state)

  const tokenResponse = await oauth.authorizationCodeGrantRequest(
    server, relyingParty, authentication, parameters, task.client.redirectUri, verifier, http)
  const tokens = await oauth.processAuthorizationCodeResponse(server, relyingParty, tokenResponse, {
    expectedNonce: nonce,
    requireIdToken: true,
  })
  await oauth.validateApplicationLevelSignature(server, tokenResponse, http)
  const claims = oauth.getValidatedIdTokenClaims(tokens)

  const userInfo = await oauth.processUserInfoResponse(
    server, relyingParty, claims.sub, await oauth.userInfoRequest(server, relyingParty, tokens.access_token, http))

  // RFC 9068 section 4, as a resource server has to check it.
  const apiRequest = new Request(task.resource, { headers: { authorization: `Bearer ${tokens.access_token}` } })
  const accessTokenClaims = await oauth.validateJwtAccessToken(server, apiRequest, task.resource, http)

  const refreshed = await oauth.processRefreshTokenResponse(
    server,
    relyingParty,
    await oauth.refreshTokenGrantRequest(server, relyingParty, authentication, tokens.refresh_token, http))

  const resourceServer = { client_id: task.introspectionClient.id }
  const introspect = async token =>
    oauth.processIntrospectionResponse(
      server,
      resourceServer,
      await oauth.introspectionRequest(
        server, resourceServer, oauth.ClientSecretBasic(task.introspectionClient.secret), token, http))
  const introspected = await introspect(refreshed.access_token)
  await oauth.processRevocationResponse(
    await oauth.revocationRequest(server, relyingParty, authentication, refreshed.access_token, http))
  const introspectedAfterRevocation = await introspect(refreshed.access_token)

  return {
    metadata: server,
    oauthMetadata: oauthServer,
    claims,
    userInfo,
    accessTokenClaims,
    introspected,
    introspectedAfterRevocation,
    secrets: [
      answer.searchParams.get('code'),
      verifier,
      ...[tokens, refreshed].flatMap(set => [set.access_token, set.refresh_token, set.id_token]),
      ...person.cookieValues,
    ].filter(secret => secret !== undefined),
  }
})
