// A single-page application on oidc-client-ts 3, as its documentation shows. The test calls it from outside; frames that the
// library opens come back to this same page.
const manager = fetch('settings.json')
  .then(response => response.json())
  .then(settings => {
    const here = new URL('/', location.href).href
    return new oidc.UserManager({
      redirect_uri: here,
      silent_redirect_uri: here,
      post_logout_redirect_uri: here,
      response_type: 'code',
      loadUserInfo: true,
      validateSubOnSilentRenew: true,
      automaticSilentRenew: false,
      ...settings,
    })
  })

/** What came of the address that this page was opened with: a sign-in, a sign-out, or nothing. */
const arrival = manager.then(async users => {
  const parameters = new URLSearchParams(location.search)
  if (parameters.has('code') || parameters.has('error')) return users.signinCallback()
  if (parameters.has('state')) return users.signoutCallback()
})

const application = {
  signIn: async () => (await manager).signinRedirect({ nonce: crypto.randomUUID() }),
  signOut: async () => (await manager).signoutRedirect({ state: 'kept' }),
  renew: async () => (await manager).signinSilent(),
  renewInAFrame: async () => (await manager).signinSilent({ forceIframeAuth: true }),
  revoke: async () => (await manager).revokeTokens(['refresh_token']),
  user: async () => {
    await arrival
    return (await manager).getUser()
  },
  arrival: async () => (await arrival) ?? null,
}
