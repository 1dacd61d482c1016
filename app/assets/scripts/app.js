// Starts the Design System's behaviours that our pages use. Every page works without this file.
import {
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  NotificationBanner,
  Radios,
  ServiceNavigation,
  SkipLink,
} from "./govuk-frontend.js";

// A browser that loads modules is one that the components support; they look for these classes.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const component of [
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  Radios,
  ServiceNavigation,
  SkipLink,
]) {
  createAll(component);
}
createAll(Button, { preventDoubleClick: true });

// Scores are saved as one goes: the form's own request, answered in a sentence. Its button stays.
const AFTER_TYPING = 1500;

function saveAsOneGoes(form, status) {
  let timer;
  let running = false;
  let again = false;
  let submitter = null;

  async function save() {
    clearTimeout(timer);
    timer = undefined;
    if (running) {
      again = true;
      return;
    }
    running = true;
    again = false;
    status.textContent = "Saving…";
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
      });
      if ((answer.headers.get("Content-Type") ?? "").includes("json")) {
        const told = await answer.json();
        status.textContent = told.said;
        for (const [name, mark] of Object.entries(told.seen)) form.elements[name].value = mark;
      } else {
        status.textContent =
          "Not saved: your sign-in may have ended. What you typed is still on this page: copy it before you leave.";
      }
    } catch {
      status.textContent = "Not saved: the tracker did not answer. What you typed is still on this page.";
    }
    running = false;
    if (submitter) form.requestSubmit(submitter);
    else if (again) save();
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, AFTER_TYPING);
  });
  form.addEventListener("change", save);
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (running && !submitter) {
      // What is on its way says first what it saved, or the page would be told of a change it made.
      event.preventDefault();
      submitter = event.submitter;
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && timer !== undefined) save();
  });
}

for (const status of document.querySelectorAll("[data-autosave-status]")) {
  saveAsOneGoes(status.closest("form"), status);
}
