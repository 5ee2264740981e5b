// A relying party on openid-client 6, used as its documentation shows. Only http is allowed on top of the defaults.
import './web-crypto.js'
import * as client from 'openid-client'
import { Person } from './person.js'
import { perform } from './task.js'

await perform(async task => {
  const issuer = new URL(task.issuer)
  const overHttp = { execute: [client.allowInsecureRequests] }
  const discover = ({ id, secret }) => client.discovery(issuer, id, {}, client.ClientSecretBasic(secret), overHttp)
  const config = await discover(task.client)

  const verifier = client.randomPKCECodeVerifier()
  const state = client.randomState()
  const nonce = client.randomNonce()
  const request = client.buildAuthorizationUrl(config, {
    redirect_uri: task.client.redirectUri,
    scope: task.scope,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  })

  const person = new Person(task.account)
  const answer = await person.authorize(request, task.client.redirectUri)
  const tokens = await client.authorizationCodeGrant(config, answer, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  const userInfo = await client.fetchUserInfo(config, tokens.access_token, claims.sub)
  const statistics = await client.fetchProtectedResource(
    config, tokens.access_token, new URL('/admin/statistics', task.resource), 'GET')
    .then(response => response.status, error => error.status)
  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token)

  const resourceServer = await discover(task.introspectionClient)
  const introspect = token => client.tokenIntrospection(resourceServer, token)
  const introspected = await introspect(refreshed.access_token)
  await client.tokenRevocation(config, refreshed.refresh_token)
  const introspectedAfterRevocation = await introspect(refreshed.access_token)
  const refusal = await client
    .refreshTokenGrant(config, refreshed.refresh_token)
    .then(() => null, error => error.error)

  const service = await discover(task.serviceClient)
  const serviceTokens = await client.clientCredentialsGrant(service, { scope: 'notes:read' })

  return {
    metadata: config.serverMetadata(),
    claims,
    userInfo,
    statistics,
    tokens: { tokenType: tokens.token_type, expiresIn: tokens.expires_in, scope: tokens.scope },
    introspected,
    introspectedAfterRevocation,
    refusal,
    serviceTokens: { scope: serviceTokens.scope, refreshToken: serviceTokens.refresh_token ?? null },
    secrets: [
      answer.searchParams.get('code'),
      verifier,
      ...[tokens, refreshed].flatMap(set => [set.access_token, set.refresh_token, set.id_token]),
      serviceTokens.access_token,
      ...person.cookieValues,
    ].filter(secret => secret !== undefined),
  }
})
