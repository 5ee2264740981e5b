// An application on openid-client 6 that nobody has registered: it does that itself.
import './web-crypto.js'
import * as client from 'openid-client'
import { Person } from './person.js'
import { perform } from './task.js'

await perform(async task => {
  const redirectUri = 'https://registered.test/callback'
  const config = await client.dynamicClientRegistration(
    new URL(task.issuer),
    {
      client_name: 'Registered by openid-client',
      redirect_uris: [redirectUri],
      subject_type: 'pairwise',
      // What the library does with a secret that it was not told how to show.
      token_endpoint_auth_method: 'client_secret_post',
    },
    undefined,
    { initialAccessToken: task.initialAccessToken, execute: [client.allowInsecureRequests] },
  )
  const registered = config.clientMetadata()

  const verifier = client.randomPKCECodeVerifier()
  const nonce = client.randomNonce()
  const request = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid profile',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    nonce,
  })
  const answer = await new Person(task.account).authorize(request, redirectUri)
  const tokens = await client.authorizationCodeGrant(config, answer, {
    pkceCodeVerifier: verifier,
    expectedNonce: nonce,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  const userInfo = await client.fetchUserInfo(config, tokens.access_token, claims.sub)

  const authorization = { authorization: `Bearer ${registered.registration_access_token}` }
  const manage = method => fetch(registered.registration_client_uri, { method, headers: authorization })
  const read = await (await manage('GET')).json()
  const deleted = (await manage('DELETE')).status

  return { registered, claims, userInfo, read, deleted }
})
