// Common Purse: every page works without this file. It only adds: a live total, a copy button, and one
// record for two taps.
"use strict";

// Pounds typed by a person, as whole pence; null for anything that the server would refuse.
function pence(typed) {
  const bare = typed.replace(/^[ \t]*£?[ \t]*/, "").replace(/[ \t]+$/, "");
  const plain = /^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(bare) ? bare.replaceAll(",", "") : bare;
  const parts = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(plain);
  return parts ? Number(parts[1]) * 100 + Number((parts[2] || "").padEnd(2, "0")) : null;
}

function pounds(amount) {
  const whole = Math.floor(amount / 100).toLocaleString("en-GB");
  return `£${whole}.${String(amount % 100).padStart(2, "0")}`;
}

// What is left over while a sum is shared between funds.
function liveShares(box) {
  const form = box.closest("form");
  const total = form.elements.namedItem(box.dataset.sharesOf);
  const said = box.querySelector("[data-shares-left]");
  const tell = () => {
    const whole = pence(total.value);
    const typed = [...box.querySelectorAll("[data-share]")].filter((one) => one.value.trim());
    const shares = typed.map((one) => pence(one.value));
    if (whole === null || !typed.length || shares.includes(null)) {
      said.textContent = "";
      return;
    }
    const left = whole - shares.reduce((sum, one) => sum + one, 0);
    said.textContent = left === 0 ? `That is all of ${pounds(whole)}.`
      : left > 0 ? `${pounds(left)} of ${pounds(whole)} still to share.`
      : `${pounds(-left)} more than ${pounds(whole)}.`;
  };
  form.addEventListener("input", tell);
  tell();
}

// The button says what will happen, with the figure, while it is typed.
function liveButton(button) {
  const form = button.form;
  const first = form.querySelector("[data-amount]");
  const words = button.querySelector("span");
  const plain = words.textContent;
  const tell = () => {
    const amount = pence(first.value);
    words.textContent = amount ? button.dataset.says.replace("{}", pounds(amount)) : plain;
  };
  first.addEventListener("input", tell);
  tell();
}

function copying(button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  const words = button.querySelector("span");
  const plain = words.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    words.textContent = "Copied";
    setTimeout(() => { words.textContent = plain; }, 2500);
  });
}

// Two taps are one record. The server knows this too, by the form's own key.
function once(form) {
  form.addEventListener("submit", (sent) => {
    if (form.dataset.sent) {
      sent.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    form.querySelectorAll("[type=submit]").forEach((one) => one.setAttribute("aria-disabled", "true"));
  });
  window.addEventListener("pageshow", () => {
    delete form.dataset.sent;
    form.querySelectorAll("[type=submit]").forEach((one) => one.removeAttribute("aria-disabled"));
  });
}

const all = (what, act) => document.querySelectorAll(what).forEach(act);

all("[data-shares-of]", liveShares);
all("[data-says]", liveButton);
all("[data-copy]", copying);
all("form[method=post]", once);
all("[data-first]", (summary) => summary.focus());
all("[data-print]", (button) => { button.hidden = false; button.addEventListener("click", () => window.print()); });
all(".more", (box) => { if (box.querySelector(".wrong")) box.open = true; });

// On a phone, Escape or a tap on a place's own page closes the menu.
document.addEventListener("keydown", (pressed) => {
  if (pressed.key === "Escape" && location.hash === "#places") location.hash = "";
});
