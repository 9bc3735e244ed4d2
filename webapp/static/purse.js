// Common Purse: every page works without this file. It only adds: a smaller photo before it is sent, a
// live total, a kind word before a name is written down, a copy button, and one record for two taps.
"use strict";

const LONGEST_SIDE = 2400;
const SMALL_ENOUGH = 400000;

// Pounds typed by a person, as whole pence; null for anything that the server would refuse.
function pence(typed) {
  const plain = typed.replace(/[£\s]/g, "").replace(/,(?=\d{3}(\D|$))/g, "");
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

const KINDLY = [
  [/[^\s@]+@[^\s@]+\.[a-z]{2,}/i, "an e-mail address"],
  [/(\+44|\b0)[\d\s()-]{9,}\d/, "a phone number"],
  [/\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b/i, "a postcode"],
  [/\b(mr|mrs|ms|miss|mx|dr)\.?\s+[a-z]/i, "a person’s name"],
  [/\b(for|to|with|from)\s+(?!January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)[A-Z][a-z]+\s+[A-Z][a-z]+\b/, "a person’s name"],
];

// A warning only: it never stops anybody, and nothing that was typed leaves the page.
function kindly(field) {
  const warning = document.createElement("p");
  warning.className = "kindly";
  warning.hidden = true;
  warning.setAttribute("role", "status");
  field.after(warning);
  const look = () => {
    const found = KINDLY.find(([shape]) => shape.test(field.value));
    warning.hidden = !found;
    warning.textContent = found
      ? `This looks like ${found[1]}. The books are read by others: leave out who was helped.` : "";
  };
  field.addEventListener("change", look);
  field.addEventListener("input", () => { if (!warning.hidden) look(); });
  look();
}

function isPicture(file) {
  return file.type.startsWith("image/") && file.type !== "image/svg+xml";
}

// The photo, upright and at most 2,400 pixels; the file itself when the browser cannot read it.
async function smaller(file) {
  if (!isPicture(file) || !window.createImageBitmap) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    if (scale === 1 && file.size <= SMALL_ENOUGH) return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((kept) => canvas.toBlob(kept, "image/jpeg", 0.85));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  } catch {
    return file;
  }
}

function photo(box) {
  const input = box.querySelector("input[type=file]");
  const shown = box.querySelector("[data-photo-shown]");
  input.addEventListener("change", async () => {
    const chosen = [...input.files];
    const small = await Promise.all(chosen.map(smaller));
    try {
      const kept = new DataTransfer();
      small.forEach((file) => kept.items.add(file));
      input.files = kept.files;
    } catch {
      // An old browser sends the photo as it is; the server makes it smaller.
    }
    shown.replaceChildren(...small.map(preview));
  });
}

function preview(file) {
  const line = document.createElement("p");
  line.textContent = isPicture(file) ? "Photo ready." : `${file.name} is ready.`;
  if (!isPicture(file)) return line;
  const picture = document.createElement("img");
  picture.alt = "The photo that you chose";
  picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
  picture.addEventListener("error", () => {
    picture.remove();
    line.textContent = `${file.name} cannot be shown here; it is looked at when you record.`;
  });
  picture.src = URL.createObjectURL(file);
  const both = document.createDocumentFragment();
  both.append(picture, line);
  return both;
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
all("[data-watch]", kindly);
all("[data-photo]", photo);
all("[data-copy]", copying);
all("form[method=post]", once);
all("[data-first]", (summary) => summary.focus());
all("[data-print]", (button) => { button.hidden = false; button.addEventListener("click", () => window.print()); });
all(".more", (box) => { if (box.querySelector(".wrong")) box.open = true; });

// On a phone, Escape or a tap on a place's own page closes the menu.
document.addEventListener("keydown", (pressed) => {
  if (pressed.key === "Escape" && location.hash === "#places") location.hash = "";
});
