// Common Purse, last year's figures: says while they are typed whether they end with what the books
// began with. The page works without it: the server proves the same when the form is sent.
"use strict";

{
  const inPence = (typed) => {
    const plain = typed.replace(/[£\s]/g, "").replace(/,(?=\d{3}(\D|$))/g, "");
    const parts = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(plain);
    return parts ? Number(parts[1]) * 100 + Number((parts[2] || "").padEnd(2, "0")) : null;
  };
  const inPounds = (amount) => {
    const whole = Math.floor(Math.abs(amount) / 100).toLocaleString("en-GB");
    return `£${whole}.${String(Math.abs(amount) % 100).padStart(2, "0")}`;
  };
  const form = document.querySelector("[data-began]");
  const said = form.querySelector("[data-adds-up]");
  const began = Number(form.dataset.began);
  const tell = () => {
    let reached = 0;
    for (const one of form.querySelectorAll("[data-amount]")) {
      const amount = one.value.trim() ? inPence(one.value) : 0;
      if (amount === null) {
        said.textContent = "";
        return;
      }
      reached += one.name.startsWith("out-") ? -amount : amount;
    }
    const off = reached - began;
    said.textContent = off === 0
      ? `That ends with ${inPounds(began)}, which is what these books began with.`
      : `That ends with ${reached < 0 ? "less than nothing, by " : ""}${inPounds(reached)}: ` +
        `${inPounds(off)} ${off > 0 ? "more" : "less"} than the ${inPounds(began)} that these books began with.`;
  };
  form.addEventListener("input", tell);
  tell();
}
