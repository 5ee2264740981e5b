// Asks the browser for a passkey and sends its answer as the field "credential" of the form that wanted it:
//   data-passkey      "create" makes one, "get" shows one
//   data-options      the address of what to ask for; never older than its challenge may be
//   data-conditional  offers passkeys in the autofill of the form with this id
const RENEW_AFTER = 4 * 60 * 1000;

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const descriptor = (listed) => ({ ...listed, id: bytes(listed.id) });

// What PublicKeyCredential.parse…OptionsFromJSON does, for browsers that do not have it yet.
const parsed = (options) => ({
  ...options,
  challenge: bytes(options.challenge),
  ...(options.user && { user: { ...options.user, id: bytes(options.user.id) } }),
  ...(options.excludeCredentials && { excludeCredentials: options.excludeCredentials.map(descriptor) }),
  ...(options.allowCredentials && { allowCredentials: options.allowCredentials.map(descriptor) }),
});

// And what PublicKeyCredential.toJSON does.
const written = ({ id, rawId, type, response }) => {
  const json = { id, rawId: text(rawId), type, response: { clientDataJSON: text(response.clientDataJSON) } };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (part === "authenticatorData" && response.attestationObject) continue;
    if (response[part]) json.response[part] = text(response[part]);
  }
  if (response.getTransports) json.response.transports = response.getTransports();
  return JSON.stringify(json);
};

let waiting;

const ask = async (form, mediation) => {
  waiting?.abort();
  const mine = new AbortController();
  waiting = mine;
  const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" }, redirect: "error" });
  if (!answer.ok) throw new Error(`options: ${answer.status}`);
  const publicKey = parsed(await answer.json());
  if (mine.signal.aborted) throw new DOMException("Asked anew", "AbortError");
  return form.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey, signal: mine.signal })
    : navigator.credentials.get({ publicKey, signal: mine.signal, ...(mediation && { mediation }) });
};

const send = (form, credential) => {
  form.elements.credential.value = written(credential);
  form.requestSubmit();
};

const offerInAutofill = async (form) => {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  const offer = async () => {
    try {
      send(form, await ask(form, "conditional"));
    } catch {
      // Asked anew, or by the button, or not answered: the form is there for whoever signs in otherwise.
    }
  };
  const renewal = setInterval(offer, RENEW_AFTER);
  form.addEventListener("passkey-asked", () => clearInterval(renewal));
  form.addEventListener("passkey-not-given", offer);
  offer();
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const shown = (name) => form.querySelector(`[data-passkey-${name}]`);
  const show = (name, visible) => {
    if (shown(name)) shown(name).hidden = !visible;
  };
  const button = shown("button");
  if (!window.PublicKeyCredential || !navigator.credentials) continue;
  show("unsupported", false);
  show("divider", true);
  button.hidden = false;

  const start = async () => {
    if (button.disabled || !form.reportValidity()) return;
    button.disabled = true;
    show("failed", false);
    show("exists", false);
    form.dispatchEvent(new Event("passkey-asked"));
    try {
      send(form, await ask(form));
    } catch (problem) {
      show(problem.name === "InvalidStateError" && shown("exists") ? "exists" : "failed", true);
      form.dispatchEvent(new Event("passkey-not-given"));
    } finally {
      button.disabled = false;
    }
  };
  button.addEventListener("click", start);
  // Enter in a field of the form means the button: without an answer of the authenticator there is nothing to send.
  form.addEventListener("submit", (event) => {
    if (form.elements.credential.value === "") {
      event.preventDefault();
      start();
    }
  });
  if ("passkeyConditional" in form.dataset) offerInAutofill(form);
}

// Coming back by the back button: what was sent cannot be sent again.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
