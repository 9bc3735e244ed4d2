// Common Purse, where papers and words are entered; loaded after purse.js. The pages work without it. It
// only adds: a smaller photo before it is sent, a finger that covers a part of it, and a kind word before
// a name is written down.
"use strict";

const LONGEST_SIDE = 2400;
const SMALL_ENOUGH = 400000;

// What may name somebody: letter for letter as in webapp/forms/looks_like_a_person.py, which says why.
const NAMES = String.raw`Aaron|Abdul|Abdullah|Abena|Abigail|Adam|Adele|Adrian|Agnes|Agnieszka|Ahmed|Aidan|Aisha|Alan|Albert|Alex|Alexander|Ali|Alice|Alison|Amanda|Amara|Amelia|Amina|Amir|Amy|Andrea|Andrew|Angela|Anil|Anita|Ann|Anna|Anne|Anthony|Arthur|Audrey|Barbara|Beatrice|Ben|Benjamin|Bernard|Beth|Betty|Brenda|Brian|Bridget|Caroline|Carolyn|Catherine|Cheryl|Chidi|Chioma|Chloe|Chris|Christine|Christopher|Claire|Colin|Connor|Craig|Dan|Daniel|Danielle|Darren|Dave|David|Deborah|Deepa|Dennis|Derek|Diana|Diane|Dominic|Donald|Donna|Doreen|Doris|Dorothy|Duncan|Edith|Edward|Eileen|Elaine|Eleanor|Elif|Elizabeth|Ella|Ellen|Emeka|Emily|Emma|Eric|Ethan|Eva|Evelyn|Fatima|Fatma|Femi|Fiona|Frances|Fred|Gareth|Gary|Gemma|Geoff|Geoffrey|George|Gerald|Gillian|Gladys|Graham|Greg|Gurpreet|Hannah|Harold|Harpreet|Harry|Hassan|Helen|Hilary|Hugh|Ian|Ibrahim|Imran|Irene|Isaac|Isabel|Isabella|Ivan|Jacqueline|James|Jamie|Jane|Janet|Janice|Jason|Jaspreet|Jean|Jennifer|Jenny|Jeremy|Jessica|Jill|Jim|Jo|Joan|Joanna|Joanne|Joe|Joel|John|Jonathan|Joseph|Josh|Joshua|Joyce|Judith|Judy|Julia|Julian|Julie|Karen|Katarzyna|Kate|Katherine|Kathleen|Katie|Keith|Kelly|Ken|Kenneth|Kevin|Khadija|Kim|Kofi|Krzysztof|Kwame|Laura|Lauren|Leanne|Leila|Leroy|Leslie|Liam|Linda|Lisa|Louise|Lucy|Luke|Lynn|Magdalena|Maggie|Malcolm|Manjit|Margaret|Maria|Marie|Marion|Marjorie|Mark|Mary|Maryam|Matthew|Maureen|Megan|Mehmet|Melanie|Melissa|Michael|Michelle|Mick|Mike|Mohamed|Mohammad|Mohammed|Moira|Molly|Monica|Muhammad|Mustafa|Nadia|Nancy|Naomi|Natalie|Nathan|Neil|Ngozi|Nicholas|Nick|Nicola|Nicole|Nigel|Noah|Nora|Norma|Norman|Olga|Oliver|Olivia|Omar|Pamela|Patricia|Patrick|Paul|Paula|Pauline|Peggy|Peter|Phil|Philip|Phillip|Phyllis|Piotr|Priya|Rachel|Rahul|Raj|Rajesh|Raymond|Rebecca|Richard|Rita|Robert|Roger|Ron|Ronald|Rosie|Roy|Russell|Ruth|Ryan|Sadia|Sally|Sam|Samantha|Samir|Samuel|Sandra|Sanjay|Sara|Sarah|Scott|Sean|Sharon|Sheila|Sian|Simon|Sofia|Sonia|Sophia|Sophie|Stacey|Stephanie|Stephen|Steve|Steven|Stuart|Sue|Sunil|Sunita|Susan|Suzanne|Svetlana|Sylvia|Tanya|Tara|Teresa|Terry|Theresa|Thomas|Tim|Timothy|Tina|Toby|Tom|Tomasz|Tony|Tracey|Tracy|Trevor|Tunde|Vanessa|Veronica|Vijay|Vincent|Walter|Wayne|Wendy|William|Yasmin|Yusuf|Yvonne|Zahra|Zainab|Zoe`;
const PLACES = String.raw`Abbey|Academy|Ambulance|Appeal|Arms|Arts|Association|Authority|Avenue|Bakers|Bakery|Bank|Bar|Books|Borough|Bread|Brewery|Bridge|Bros|Brothers|Buildings|Bus|Butchers|Cabs|Cafe|Café|Cars|Cash|Catering|Celebration|Centre|Chapel|Charities|Charity|Chemist|Christmas|Church|Cinema|City|Clinic|Close|Club|Co|Coaches|Coffee|College|Community|Company|Corner|Cottage|Council|County|Course|Court|Crescent|Day|Dental|Diocese|District|Drive|Easter|Eid|Electrical|Energy|Enterprises|Estate|Express|Extra|Fair|Farm|Festival|Fields|Flats|Food|Foods|Foundation|Fund|Furniture|Garage|Garden|Gardens|Gate|Green|Grill|Grocers|Grove|Guild|Gym|Hall|Hardware|Health|Hill|Hire|Home|Homes|Hospice|Hospital|Hotel|House|Housing|Inn|Insurance|Kitchen|Lane|Laundry|Library|Limited|Lodge|London|Lottery|Ltd|Market|Meadow|Mews|Mill|Minicabs|Mission|Mosque|Motors|Museum|National|Nursery|Office|Optician|Parade|Park|Partners|Partnership|Pharmacy|Pizza|Place|Plumbing|Post|Press|Primary|Print|Printers|Printing|Project|Properties|Pub|Railway|Rail|Removals|Rental|Restaurant|Rise|Road|Row|Royal|Salon|School|Secondary|Services|Shop|Show|Society|Solutions|Sons|Sports|Square|Stall|Station|Stationers|Stationery|Store|Stores|Street|Studio|Summer|Supermarket|Supplies|Surgery|Tavern|Taxi|Taxis|Team|Temple|Terrace|Theatre|Tools|Town|Toys|Trading|Training|Transport|Travel|Trust|Union|University|Van|Vets|Village|Walk|Water|Way|Week|Weekend|Wharf|Winter|Works|Yard|Youth`;
const CALENDAR = String.raw`January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday`;
const AREAS = String.raw`AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|FK|FY|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE|B|E|G|L|M|N|S|W`;
const NOBODY = String.raw`\b(?:john lewis|john west|john smith['’]?s|robert dyas|russell hobbs|laura ashley|peter jones|paul smith|fred perry|thomas cook|david lloyd|bernard matthews|linda mccartney|betty crocker|sara lee|william hill|samuel smith|jo malone|dr\.? (?:pepper|oetker|martens|beckmann)|mr\.? (?:kipling|muscle|sheen|porky|whippy)|mrs\.? elswood|miss selfridge|ms molly|dr\.? (?:appointment|visit|surgery|letter|note)s?|ms (?:word|office|excel|teams|access)|(?:st|saint|king|queen|prince|princess)\.? [a-z]+(?:['’]s)?)\b|\b(?:order|invoice|ref|reference|account|meter|policy|cheque)\b[.:#\s]*(?:(?:no|number|ref)\b[.:#\s]*)?[a-z0-9/-]*[0-9][a-z0-9/-]*`;
const CAPITAL = String.raw`[A-ZÀ-Þ](?:['’][A-Z])?[a-zß-ÿ]+(?![A-Za-zÀ-ÿ])`;
const SHAPES = [
  ["an e-mail address", String.raw`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}`],
  ["a phone number", String.raw`(?:^|[^0-9A-Za-z.,/-])(?:(?:\+44|0044)[\s()0-]{0,5}[127]|\(?0[127])[0-9](?:[\s()-]{0,2}[0-9]){7,8}(?![0-9])`],
  ["a postcode", String.raw`(?:^|[^A-Za-z0-9])(?:<areas>)[0-9][0-9A-Za-z]?\s?(?!1st|2nd|3rd|[04-9]th|[0-9](?:lb|ft|pt))[0-9][ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}(?![A-Za-z0-9])`],
  ["a person’s name", String.raw`\b(?:(?:MRS?|[Mm]rs?|ms|dr)\.?\s+[A-Za-zÀ-ÿ]|(?:M[sx]|[Mm]iss|MISS|D[rR])\.?\s+[A-ZÀ-Þ])`],
  ["a person’s name", String.raw`\b(?:[Ff]or|[Tt]o|[Ww]ith|[Ff]rom|[Bb]y)\s+(?:<names>)(?![A-Za-zÀ-ÿ-])(?!['’]s\s+[A-Z])(?!(?:\s+[A-Z][a-z]+)*\s+(?:<places>)\b)(?!\s*&)`],
  ["a person’s name", String.raw`\b(?:<names>)\s+(?!(?:<places>)\b)<capital>(?!(?:\s+[A-Z][a-z]+)*\s+(?:<places>)\b)(?!\s*&)`],
  ["a person’s name", String.raw`\b(?:[Ff]or|[Tt]o|[Ww]ith|[Ff]rom)\s+(?!(?:<calendar>|<places>)\b)<capital>\s+(?!(?:<calendar>|<places>)\b)<capital>(?!(?:\s+[A-Z][a-z]+)*\s+(?:<places>)\b)(?!\s*&)`],
];
const LISTS = { names: NAMES, places: PLACES, calendar: CALENDAR, capital: CAPITAL, areas: `${AREAS}|${AREAS.toLowerCase()}` };
const KINDLY = SHAPES.map(([what, shape]) => [what, new RegExp(shape.replace(/<(\w+)>/g, (_, list) => LISTS[list]))]);

function looksLike(typed) {
  const rest = typed.slice(0, 500).replace(new RegExp(NOBODY, "gi"), "#");
  const found = KINDLY.find(([, shape]) => shape.test(rest));
  return found ? found[0] : "";
}

// A warning only: it stops nobody, and nothing that was typed leaves the page. Where the server asks
// the same, its words are taken over; a name that the books know already is no news.
function kindly(field) {
  const told = field.parentElement.querySelector(".kindly");
  const warning = told || document.createElement("p");
  warning.className = "kindly";
  warning.setAttribute("role", "status");
  field.after(warning);
  const known = () => [...(field.list ? field.list.options : [])].some((one) => one.value === field.value.trim());
  const look = () => {
    const found = known() ? "" : looksLike(field.value);
    warning.hidden = !found;
    warning.textContent = found
      ? `This looks like ${found}. The books are read by others: leave out who was helped.` : "";
  };
  field.addEventListener("change", () => {
    // What appears must not push away the button that is being pressed.
    if (document.querySelector("button:active")) addEventListener("click", look, { once: true });
    else look();
  });
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
  const show = (files) => {
    let remove = (gone) => show(files.filter((one) => one !== gone));
    try {
      const kept = new DataTransfer();
      files.forEach((file) => kept.items.add(file));
      input.files = kept.files;
    } catch {
      // An old browser sends the photos as they are, all of them; the server makes them smaller.
      remove = null;
    }
    shown.replaceChildren(...files.map((file) => preview(file, remove)), ...actsOn(box, files));
  };
  input.addEventListener("change", async () => show(await Promise.all([...input.files].map(smaller))));
}

function quietButton(text, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button quiet";
  button.textContent = text;
  button.addEventListener("click", act);
  return button;
}

// The form's own buttons for it, which send all that was typed, brought to the photo.
function actsOn(box, files) {
  const acts = { "photo-cover": "Cover a part", "photo-turn": "Turn it" };
  const own = [...box.closest("form").querySelectorAll("[name^=photo-][value=new]")];
  if (!own.length || !files.some(isPicture)) return [];
  const row = document.createElement("div");
  row.className = "photo-acts";
  row.append(...own.map((one) => quietButton(acts[one.name], () => one.form.requestSubmit(one))));
  return [row];
}

function preview(file, remove) {
  const box = document.createElement("div");
  box.className = "photo-kept";
  const line = document.createElement("p");
  line.textContent = isPicture(file) ? "Photo ready." : `${file.name} is ready.`;
  box.append(line);
  if (remove) box.append(quietButton("Take this one away", () => remove(file)));
  if (!isPicture(file)) return box;
  const picture = document.createElement("img");
  picture.alt = "The photo that you chose";
  picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
  picture.addEventListener("error", () => {
    picture.remove();
    line.textContent = `${file.name} cannot be shown here; it is looked at when you record.`;
  });
  picture.src = URL.createObjectURL(file);
  box.prepend(picture);
  return box;
}

// Black boxes, drawn over a photo with a finger or a mouse. Each is a row of four numbers in per cent,
// which is what is sent, and what can be written without drawing.
function covering(part) {
  const [picture, sheet, rows, undo, said] = ["img", "svg", "[data-boxes]", "[data-undo]", "[data-drawn]"]
    .map((what) => part.querySelector(what));
  const fields = (row) => [...row.querySelectorAll("input")];
  const numbers = (row) => fields(row).map((one) => Number(one.value || NaN));
  const drawn = () => [...rows.children].filter((row) => numbers(row).every((one) => one >= 0));
  const blank = rows.lastElementChild.cloneNode(true);
  fields(blank).forEach((one) => { one.value = ""; });
  const write = (row, box) => fields(row).forEach((one, at) => { one.value = String(Math.round(box[at] * 10) / 10); });
  const tell = () => {
    sheet.replaceChildren(...drawn().map((row) => {
      const box = document.createElementNS(sheet.namespaceURI, "rect");
      ["x", "y", "width", "height"].forEach((name, at) => box.setAttribute(name, numbers(row)[at]));
      return box;
    }));
    const count = drawn().length;
    undo.hidden = !count;
    said.textContent = !count ? "No box is drawn yet." : count === 1 ? "One box is drawn." : `${count} boxes are drawn.`;
  };
  const at = (event) => {
    const there = picture.getBoundingClientRect();
    return [(event.clientX - there.left) / there.width, (event.clientY - there.top) / there.height]
      .map((one) => Math.min(100, Math.max(0, one * 100)));
  };
  const remove = (row) => {
    if (rows.children.length > 1) row.remove(); else fields(row).forEach((one) => { one.value = ""; });
    tell();
  };
  let from = null;
  let row = null;
  sheet.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button) return;
    event.preventDefault();
    sheet.setPointerCapture(event.pointerId);
    from = at(event);
    row = [...rows.children].find((one) => fields(one).every((field) => !field.value));
    if (!row) {
      row = blank.cloneNode(true);
      rows.append(row);
    }
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!from || !event.isPrimary) return;
    const to = at(event);
    write(row, [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.abs(from[0] - to[0]), Math.abs(from[1] - to[1])]);
    tell();
  });
  const end = (event) => {
    if (!from || !event.isPrimary) return;
    const [, , width, height] = numbers(row);
    from = null;
    // A tap, or a second finger that came to look closer, is no box.
    if (event.type === "pointercancel" || !(width >= 0.5 && height >= 0.5)) remove(row);
  };
  sheet.addEventListener("pointerup", end);
  sheet.addEventListener("pointercancel", end);
  undo.addEventListener("click", () => { const last = drawn().pop(); if (last) remove(last); if (undo.hidden) said.focus(); });
  rows.addEventListener("input", tell);
  tell();
}

all("[data-watch]", kindly);
all("[data-photo]", photo);
all("[data-cover]", covering);
