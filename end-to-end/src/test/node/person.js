// A person without a browser: follows redirects, keeps cookies, fills in the forms of the authorization server.

const MOST_STEPS = 15

export class Person {
  #account
  #cookies = new Map()
  /** Every value a cookie ever had. */
  cookieValues = new Set()

  /** @param account username, password, and code if the account has a second factor */
  constructor(account) {
    this.#account = account
  }

  /** Goes from an authorization request to where the answer is sent, and returns that address without visiting it. */
  async authorize(authorizationUrl, redirectUri) {
    let request = { url: new URL(authorizationUrl) }
    for (let step = 0; step < MOST_STEPS; step++) {
      const response = await this.#send(request)
      const location = response.headers.get('location')
      if (location !== null) {
        const target = new URL(location, request.url)
        if (target.href.startsWith(redirectUri)) return target
        request = { url: target }
      } else if (response.ok) {
        request = this.#fillIn(await response.text(), request.url)
      } else {
        throw new Error(`${request.url.pathname} answered ${response.status}: ${await response.text()}`)
      }
    }
    throw new Error(`No answer after ${MOST_STEPS} steps, last at ${request.url}`)
  }

  #fillIn(html, url) {
    const page = firstForm(html)
    const answers = { username: this.#account.username, password: this.#account.password, code: this.#account.code }
    for (const [name, value] of Object.entries(answers)) {
      if (!page.fields.has(name)) continue
      if (value === undefined) throw new Error(`${url.pathname} asks for ${name}, which this account does not have`)
      page.fields.set(name, value)
    }
    if (page.html.includes('name="decision"')) page.fields.set('decision', 'allow')
    return { url: new URL(page.action, url), body: page.fields }
  }

  async #send({ url, body }) {
    const response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      body,
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === undefined ? {} : { origin: url.origin }),
      },
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)
      if (value === '') {
        this.#cookies.delete(name)
      } else {
        this.#cookies.set(name, value)
        this.cookieValues.add(value)
      }
    }
    return response
  }
}

/** The form in the main part of a page, with the fields a browser would send untouched. */
function firstForm(html) {
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html
  const form = /<form\b([^>]*)>([\s\S]*?)<\/form>/.exec(main)
  if (form === null) throw new Error(`A page without a form: ${html}`)
  const fields = new URLSearchParams()
  for (const [, attributes] of form[2].matchAll(/<input\b([^>]*)>/g)) {
    const name = attribute(attributes, 'name')
    const box = attribute(attributes, 'type') === 'checkbox'
    if (name === undefined || / disabled/.test(attributes) || (box && !/ checked/.test(attributes))) continue
    fields.append(name, attribute(attributes, 'value') ?? (box ? 'on' : ''))
  }
  return { action: attribute(form[1], 'action'), fields, html: form[2] }
}

function attribute(attributes, name) {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)
  return found === null ? undefined : unescape(found[1])
}

function unescape(text) {
  return text
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
}
