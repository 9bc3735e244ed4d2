// Common Purse, where longer words are written; loaded after entering.js. The page works without it, by
// its button. It only adds: what is typed is kept a moment later, and what somebody else wrote meanwhile
// is shown instead of being written over.
"use strict";

const PAUSE = 1500;

function showTheirs(form, name, theirs, sentence) {
  const box = form.querySelector(`#written-${CSS.escape(name)}`);
  let note = box.querySelector(".note");
  if (!note) {
    note = document.createElement("div");
    note.className = "note";
    box.querySelector("[data-said]").before(note);
  }
  note.replaceChildren();
  const said = document.createElement("div");
  const title = document.createElement("p");
  title.className = "note-title";
  title.textContent = sentence;
  const words = document.createElement("p");
  words.className = "as-typed";
  words.textContent = theirs.text;
  said.append(title, words);
  note.append(said);
  // Saving once more is then a choice, made with both texts in sight.
  form.elements.namedItem(`${name}-over`).value = theirs.over;
}

function writing(form) {
  const told = form.querySelector("[data-kept]");
  let waiting = 0;
  let running = false;
  let again = false;
  let leaving = false;
  const met = new Set();

  const take = (answer) => {
    Object.entries(answer.marks).forEach(([name, mark]) => {
      const over = form.elements.namedItem(`${name}-over`);
      if (over) over.value = mark;
    });
    Object.entries(answer.said).forEach(([name, said]) => {
      const line = form.querySelector(`#written-${CSS.escape(name)} [data-said]`);
      if (line) line.textContent = said;
    });
    Object.entries(answer.theirs).forEach(([name, theirs]) => {
      met.add(name);
      showTheirs(form, name, theirs, answer.wrongs[name]);
    });
    const wrong = Object.values(answer.wrongs)[0];
    told.textContent = wrong || "Kept as you type.";
  };

  const save = async () => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    const sent = new FormData(form);
    const typed = new Map([...form.elements].filter((one) => one.name).map((one) => [one.name, one.value]));
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: new URLSearchParams(sent), headers: { Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(answer.status);
      const said = await answer.json();
      if (!leaving) take(said);
    } catch {
      told.textContent = "Not kept yet: there is no connection, or you were signed out. Your words are still here.";
    }
    running = false;
    // Where somebody went on typing into a field that another wrote in, the button decides.
    const moved = [...form.elements].some((one) => typed.has(one.name) && typed.get(one.name) !== one.value && !one.name.endsWith("-over"));
    if ((again || moved) && !met.size) {
      again = false;
      later();
    }
  };

  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { waiting = 0; save(); }, PAUSE);
  };

  // Whoever follows a link before the pause is over takes nothing away unkept.
  document.addEventListener("click", async (tapped) => {
    const link = tapped.target.closest("a[href]");
    if (!link || !waiting || met.size || link.hash || tapped.ctrlKey || tapped.metaKey || tapped.shiftKey) return;
    tapped.preventDefault();
    clearTimeout(waiting);
    waiting = 0;
    await save();
    window.location.assign(link.href);
  });

  form.addEventListener("input", () => {
    if (!met.size) later();
  });
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(waiting);
  });
  window.addEventListener("pageshow", () => { leaving = false; });
}

document.querySelectorAll("[data-writing]").forEach(writing);
