// Common Purse, at the door: a password that can be looked at while it is typed, and passkeys. The pages
// work without this file; a passkey alone needs it.
"use strict";

function showable(field) {
  const row = document.createElement("div");
  row.className = "secret-row";
  field.replaceWith(row);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button quiet";
  button.setAttribute("aria-controls", field.id);
  const rest = document.createElement("span");
  rest.className = "unseen";
  rest.textContent = " the password";
  const tell = () => { button.replaceChildren(field.type === "password" ? "Show" : "Hide", rest); };
  button.addEventListener("click", () => {
    field.type = field.type === "password" ? "text" : "password";
    tell();
  });
  // A browser keeps what was typed in a plain field, and no password belongs there.
  if (field.form) field.form.addEventListener("submit", () => { field.type = "password"; tell(); });
  tell();
  row.append(field, button);
}

// Passkeys speak in bytes, forms in letters.
function bytes(letters) {
  const plain = atob(letters.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function letters(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function asked(question) {
  const named = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));
  const whole = { ...question, challenge: bytes(question.challenge) };
  if (question.user) whole.user = { ...question.user, id: bytes(question.user.id) };
  if (question.excludeCredentials) whole.excludeCredentials = named(question.excludeCredentials);
  if (question.allowCredentials) whole.allowCredentials = named(question.allowCredentials);
  return { publicKey: whole };
}

function told(key) {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const said = parts.filter((name) => key.response[name]);
  const response = Object.fromEntries(said.map((name) => [name, letters(key.response[name])]));
  return JSON.stringify({ id: key.id, rawId: letters(key.rawId), type: key.type, response });
}

const WHY = {
  InvalidStateError: "This device has a passkey for you already.",
  NotAllowedError: "That was stopped or took too long. Press the button to try once more.",
  SecurityError: "This browser does not accept passkeys at this address.",
};

function passkey(form) {
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  const button = form.querySelector("button");
  const said = form.querySelector("[role=status]");
  const act = form.dataset.passkey;
  said.textContent = "";
  button.hidden = false;
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      const key = await navigator.credentials[act](asked(JSON.parse(form.dataset.question)));
      form.elements.namedItem("answer").value = told(key);
    } catch (fault) {
      said.textContent = WHY[fault.name] || "Your browser could not use a passkey. Take another way.";
      return;
    }
    form.submit();
  });
}

document.querySelectorAll("input[type=password]").forEach(showable);
document.querySelectorAll("[data-passkey]").forEach(passkey);
