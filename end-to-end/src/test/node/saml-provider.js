// A SAML identity provider on one of the libraries that others build theirs with. It believes everybody who they say they are. The
// first line that it reads says what to be; it says on one line when it is there, and stops when nobody speaks to it any more.
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import samlify from 'samlify'
import samlp from 'samlp'
import { generate } from 'selfsigned'

const PERSISTENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'

const lines = createInterface({ input: process.stdin })
lines.on('close', () => process.exit(0))
const task = await new Promise(resolve => lines.once('line', line => resolve(JSON.parse(line))))

const server = createServer()
await new Promise(resolve => server.listen(task.port, '127.0.0.1', resolve))
const here = `http://127.0.0.1:${server.address().port}`

// Every start has another key, as after a rotation.
const { private: key, cert } = await generate([{ name: 'commonName', value: 'provider' }], { keySize: 2048 })
const provider = task.library === 'samlp' ? onSamlp() : onSamlify()

server.on('request', (request, response) =>
  serve(request, response).catch(error => {
    console.error(error)
    response.writeHead(500).end(String(error))
  }))
console.log(JSON.stringify({ address: here, entityId: here }))

async function serve(request, response) {
  const url = new URL(request.url, here)
  response.setHeader('content-type', 'text/html; charset=utf-8')
  if (url.pathname === '/metadata') {
    response.setHeader('content-type', 'application/samlmetadata+xml')
    response.end(await provider.metadata(request))
  } else if (request.method === 'POST') {
    const login = new URLSearchParams(await text(request)).get('login')
    response.end(await provider.answer(url, login))
  } else {
    response.end('<!DOCTYPE html><title>Sign in</title><form method="post"><input name="login" autofocus><button>Sign in</button></form>')
  }
}

function attributes(login) {
  return { uid: login, displayName: 'Nora at Npm', email: `${login}@example.test` }
}

/** What the house publishes of itself, as an operator of a provider would take it in. */
async function house() {
  const answer = await fetch(task.serviceProvider)
  if (!answer.ok) throw new Error(`The house has no metadata: ${answer.status}`)
  return samlify.ServiceProvider({ metadata: await answer.text() })
}

/** Signs assertions, and wants requests that are signed. */
function onSamlp() {
  const options = {
    issuer: here,
    cert,
    key,
    nameIdentifierFormat: PERSISTENT,
    redirectEndpointPath: '/sso',
    postEndpointPath: '/sso',
    profileMapper: Object.assign(login => ({
      getClaims: () => attributes(login),
      getNameIdentifier: () => ({ nameIdentifier: login }),
    }), { prototype: { metadata: [] } }),
  }
  return {
    metadata: request => new Promise(resolve =>
      samlp.metadata(options)(Object.assign(request, { protocol: 'http' }), { set: () => {}, send: resolve })),
    answer: async (url, login) => {
      const own = (await house()).entityMeta
      const acs = own.getAssertionConsumerService('post')
      const settings = {
        ...options,
        destination: acs,
        recipient: acs,
        sessionIndex: randomUUID(),
        signingCert: `-----BEGIN CERTIFICATE-----\n${own.getX509Certificate('signing')}\n-----END CERTIFICATE-----`,
        getPostURL: (audience, dom, request, callback) => callback(null, acs),
      }
      const request = { method: 'GET', query: Object.fromEntries(url.searchParams), user: login }
      return new Promise((resolve, reject) =>
        samlp.auth(settings)(request, { set: () => {}, send: resolve }, reject))
    },
  }
}

/** Signs whole responses besides, and wants requests that are signed. */
function onSamlify() {
  samlify.setSchemaValidator({ validate: async () => 'the other library looks closer' })
  const provider = samlify.IdentityProvider({
    entityID: here,
    privateKey: key,
    signingCert: cert,
    wantAuthnRequestsSigned: true,
    nameIDFormat: [PERSISTENT],
    singleSignOnService: [{ Binding: REDIRECT, Location: `${here}/sso` }],
    requestSignatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
    loginResponseTemplate: {
      context: samlify.SamlLib.defaultLoginResponseTemplate.context,
      attributes: Object.keys(attributes('')).map(name => ({
        name,
        valueTag: name,
        nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic',
        valueXsiType: 'xs:string',
      })),
    },
  })
  return {
    metadata: () => provider.getMetadata(),
    answer: async (url, login) => {
      const own = await house()
      own.entitySetting.wantMessageSigned = true
      const query = Object.fromEntries(url.searchParams)
      const request = await provider.parseLoginRequest(own, 'redirect', { query, octetString: signedPart(url) })
      const { context, entityEndpoint } = await provider.createLoginResponse(
        own, request, 'post', {}, template => ({ id: '', context: filled(template, own.entityMeta, request, login) }))
      return `<!DOCTYPE html><title>Back</title><form method="post" action="${entityEndpoint}">
        <input type="hidden" name="SAMLResponse" value="${context}">
        <input type="hidden" name="RelayState" value="${query.RelayState}"></form>
        <script>document.forms[0].submit()</script>`
    },
  }
}

/** Of the address, as it was sent (SAML Bindings §3.4.4.1). */
function signedPart(url) {
  return url.search.slice(1).split('&').filter(pair => !pair.startsWith('Signature=')).join('&')
}

function filled(template, own, request, login) {
  const now = new Date().toISOString()
  const soon = new Date(Date.now() + 300_000).toISOString()
  const acs = own.getAssertionConsumerService('post')
  const said = attributes(login)
  return samlify.SamlLib.replaceTagsByValue(template, {
    ID: `_${randomUUID()}`,
    AssertionID: `_${randomUUID()}`,
    Destination: acs,
    Audience: own.getEntityID(),
    SubjectRecipient: acs,
    Issuer: here,
    IssueInstant: now,
    StatusCode: 'urn:oasis:names:tc:SAML:2.0:status:Success',
    ConditionsNotBefore: now,
    ConditionsNotOnOrAfter: soon,
    SubjectConfirmationDataNotOnOrAfter: soon,
    NameIDFormat: PERSISTENT,
    NameID: login,
    InResponseTo: request.extract.request.id,
    AuthnStatement: '',
    attrUid: said.uid,
    attrDisplayName: said.displayName,
    attrEmail: said.email,
  }).replace('<saml:AttributeStatement', `<saml:AuthnStatement AuthnInstant="${now}" SessionIndex="_${randomUUID()}"><saml:AuthnContext>
    <saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>$&`)
}
