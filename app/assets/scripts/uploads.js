// Sends the files of a quote in parts, and goes on where the line was cut. Without it the form does it.
import { isSupported, Upload } from "./tus.js";

const PART = 4 * 1024 * 1024;
const SECOND = 1000;
// Seconds before each further try; after the last, a button tries again.
const DELAYS = [0, 1, 2, 5, 10, ...Array(57).fill(20)].map((seconds) => seconds * SECOND);
const SIGNED_OUT = [400, 401, 403];

const form = document.querySelector("[data-uploads]");
const input = form?.querySelector("input[type=file]");
const list = document.getElementById("sending");
const row = document.getElementById("upload-row");
const status = document.getElementById("upload-status");
const token = form?.querySelector("[name=csrf_token]").value;
const endpoint = form && new URL(form.dataset.uploads, location.href).href;

const sendings = [];
const queue = [];
let current = null;

// As the page itself writes it.
function size(bytes) {
  if (bytes < 1000) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

// The address of an upload of the same file that was begun before, on this page or another.
function begunBefore(file) {
  for (const item of document.querySelectorAll("[data-upload]")) {
    const { upload, name, size: bytes, modified } = item.dataset;
    if (name === file.name && Number(bytes) === file.size && modified === String(file.lastModified)) {
      const rest = item.closest("[data-begun]");
      item.remove();
      if (!rest.querySelector("[data-upload]")) rest.remove();
      return new URL(upload, location.href).href;
    }
  }
  return null;
}

// One file on the page: its bar, its words and its buttons.
class Sending {
  constructor(file) {
    this.file = file;
    this.sent = 0;
    this.state = "waiting";
    this.part = row.content.firstElementChild.cloneNode(true);
    this.find("name").textContent = file.name;
    this.bar = this.find("bar");
    this.bar.max = Math.max(file.size, 1);
    this.bar.setAttribute("aria-label", `How much of ${file.name} has been sent`);
    for (const hidden of this.part.querySelectorAll("[data-of]")) hidden.textContent = ` ${file.name}`;
    for (const [name, act] of [
      ["pause", () => this.pause()],
      ["resume", () => this.resume()],
      ["again", () => this.resume()],
      ["check", () => this.check()],
      ["remove", () => this.remove()],
    ]) {
      this.find(name).addEventListener("click", act);
    }
    list.append(this.part);
    sendings.push(this);
    this.upload = new Upload(file, {
      endpoint,
      uploadUrl: begunBefore(file),
      chunkSize: PART,
      retryDelays: DELAYS,
      storeFingerprintForResuming: false,
      metadata: { filename: file.name, modified: String(file.lastModified) },
      headers: { "X-CSRFToken": token },
      onShouldRetry: (fault) => this.mayRetry(fault),
      onProgress: (bytes) => this.progress(bytes),
      onError: (fault) => this.failed(fault),
      onSuccess: () => this.ask(),
    });
    this.show("waiting", "It waits until the file before it has been sent.");
  }

  find(name) {
    return this.part.querySelector(`[data-part="${name}"]`);
  }

  // Only a change of state is read out, never each step of the bar.
  show(state, words, isFault = false) {
    const isNew = state !== this.state;
    this.state = state;
    this.find("words").textContent = words;
    this.find("words").className = isFault ? "govuk-error-message" : "govuk-body";
    this.find("pause").hidden = !["sending", "broken"].includes(state);
    this.find("resume").hidden = state !== "paused";
    this.find("again").hidden = state !== "failed";
    this.find("check").hidden = state !== "held";
    this.find("remove").hidden = ["checking", "done"].includes(state);
    this.bar.hidden = ["done", "refused", "held"].includes(state);
    if (isNew && state !== "waiting") status.textContent = `${this.file.name}: ${words}`;
  }

  get soFar() {
    return `${size(this.sent)} of ${size(this.file.size)}`;
  }

  start() {
    current = this;
    this.show("sending", "It is being sent.");
    this.upload.start();
  }

  pause() {
    this.upload.abort();
    this.show("paused", `Paused: ${this.soFar} has been sent. What has arrived is kept for a week.`);
    this.find("resume").focus();
  }

  resume() {
    if (current && current !== this) {
      queue.push(this);
      this.show("waiting", "It waits until the file before it has been sent.");
      return;
    }
    const wasPaused = document.activeElement === this.find("resume");
    this.start();
    if (wasPaused) this.find("pause").focus();
  }

  async remove() {
    const address = this.upload.url;
    const place = queue.indexOf(this);
    if (place >= 0) queue.splice(place, 1);
    await this.upload.abort();
    sendings.splice(sendings.indexOf(this), 1);
    this.part.remove();
    status.textContent = `${this.file.name}: removed.`;
    input.focus();
    if (current === this) next();
    if (address) await Upload.terminate(address, { headers: { "X-CSRFToken": token }, retryDelays: DELAYS.slice(0, 5) }).catch(() => {});
  }

  progress(bytes) {
    this.sent = bytes;
    this.bar.value = bytes;
    if (this.state === "paused") return;
    if (bytes < this.file.size) this.show("sending", `${this.soFar} has been sent.`);
    else this.show("checking", "All of it has been sent. It is being checked.");
  }

  mayRetry(fault) {
    if (isHeld(fault.originalResponse)) return false;
    const code = fault.originalResponse?.getStatus() ?? 0;
    if (code !== 0 && code !== 409 && code !== 423 && code < 500) return false;
    this.show(
      "broken",
      `The connection is lost. ${this.soFar} has been sent. It goes on by itself once the connection is back.`,
    );
    return true;
  }

  failed(fault) {
    const answer = fault.originalResponse;
    const code = answer?.getStatus() ?? 0;
    if (isHeld(answer)) {
      this.held(answer.getBody());
    } else if (isPlain(answer?.getHeader("Content-Type"))) {
      this.refused(answer.getBody());
    } else if (SIGNED_OUT.includes(code)) {
      this.show(
        "failed",
        "You have been signed out. What has arrived is kept. Sign in again, then choose the same file: it goes on where it stopped.",
        true,
      );
      this.find("again").hidden = true;
      this.find("sign-in").hidden = false;
    } else {
      this.show("failed", "It could not be sent. What has arrived is kept. Try again in a while.", true);
    }
    this.over();
  }

  // It is over for now: the next file may be sent, unless another one is being sent.
  over() {
    if (current === this) next();
  }

  // All of it has arrived and stays there, but it could not be checked for viruses.
  held(sentence) {
    this.show("held", sentence, true);
  }

  async check() {
    this.show("checking", "It is being checked.");
    await this.ask();
    if (this.state === "held") this.find("check").focus();
  }

  refused(sentence) {
    this.show("refused", sentence, true);
  }

  // All of it is there: ask what became of it, also where the last answer was lost on the line.
  async ask() {
    for (const delay of [0, ...DELAYS.slice(1)]) {
      await new Promise((done) => setTimeout(done, delay));
      try {
        const answer = await fetch(this.upload.url, { headers: { "Tus-Resumable": "1.0.0" } });
        if (!answer.ok) return this.failed(asFault(answer));
        const found = await answer.json();
        if (found.ended === "added") return this.added();
        if (found.ended === "refused") {
          this.refused(found.refusal);
          return this.over();
        }
        this.show("checking", "All of it has been sent. It is being checked.");
        const checked = found.is_in_use ? null : await this.finish();
        if (checked?.status === 503 && isPlain(checked.headers.get("Content-Type"))) {
          this.held(await checked.text());
          return this.over();
        }
      } catch {
        this.show("checking", "All of it has been sent. The connection is lost; what became of it is asked again.");
      }
    }
    this.failed({});
  }

  // A part without bytes at the end has it checked, where that was cut off.
  finish() {
    const headers = {
      "Tus-Resumable": "1.0.0",
      "Upload-Offset": String(this.file.size),
      "Content-Type": "application/offset+octet-stream",
      "X-CSRFToken": token,
    };
    return fetch(this.upload.url, { method: "PATCH", headers });
  }

  async added() {
    this.show("done", "Added to your quote.");
    this.over();
    if (sendings.every((each) => each.state === "done")) {
      location.assign(`${location.pathname}?added=${sendings.length}`);
      return;
    }
    const answer = await fetch(location.pathname);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("quote-files");
    if (answer.ok && fresh) document.getElementById("quote-files").replaceWith(fresh);
  }
}

function isPlain(kind) {
  return (kind ?? "").startsWith("text/plain");
}

// The check for viruses is not running: nothing is wrong with the line, or with the file.
function isHeld(answer) {
  return answer?.getStatus() === 503 && isPlain(answer.getHeader("Content-Type"));
}

function asFault(answer) {
  return {
    originalResponse: {
      getStatus: () => answer.status,
      getHeader: (name) => answer.headers.get(name),
      getBody: () => "",
    },
  };
}

function next() {
  current = null;
  queue.shift()?.start();
}

if (form && isSupported) {
  form.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    queue.push(...[...input.files].map((file) => new Sending(file)));
    form.reset();
    if (!current) next();
  });
  window.addEventListener("online", async () => {
    if (current?.state !== "broken") return;
    await current.upload.abort();
    current.start();
  });
}
