// Makes and uses passkeys (WebAuthn) for forms that say data-passkey. The browser's answer goes into
// the form, which is then sent like any other; without this file the server says what is missing.
const CANNOT = "This browser cannot use passkeys here. Sign in another way.";
const SENTENCES = {
  InvalidStateError: "There is a passkey for you on this device already.",
  NotAllowedError: "No passkey was used. Try again, or sign in another way.",
};

function bytesOf(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function textOf(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function described(credentials = []) {
  return credentials.map((each) => ({ ...each, id: bytesOf(each.id) }));
}

function made(options) {
  return navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytesOf(options.challenge),
      user: { ...options.user, id: bytesOf(options.user.id) },
      excludeCredentials: described(options.excludeCredentials),
    },
  });
}

function used(options) {
  return navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: bytesOf(options.challenge),
      allowCredentials: described(options.allowCredentials),
    },
  });
}

function written(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = textOf(credential.response[name]);
  }
  const { id, type } = credential;
  return JSON.stringify({ id, rawId: textOf(credential.rawId), type, response });
}

async function answered(form) {
  const begun = await fetch(form.dataset.begin, { method: "POST", body: new FormData(form) });
  const options = await begun.json();
  if (!begun.ok) throw new Error(options.sentence);
  return written(await (form.dataset.passkey === "make" ? made(options) : used(options)));
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const says = form.querySelector("[data-passkey-says]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    says.textContent = "";
    if (form.elements.name && !form.elements.name.value.trim()) {
      form.submit(); // the server says at the field that it is empty
    } else if (location.origin !== form.dataset.origin) {
      says.textContent = `Passkeys can be used at ${form.dataset.origin} only.`;
    } else if (!window.PublicKeyCredential) {
      says.textContent = CANNOT;
    } else {
      try {
        form.elements.credential.value = await answered(form);
        form.submit();
      } catch (fault) {
        const isOurs = fault.constructor === Error && fault.message;
        says.textContent = SENTENCES[fault.name] ?? (isOurs ? fault.message : CANNOT);
      }
    }
  });
}
