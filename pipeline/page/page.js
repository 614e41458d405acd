/* Search, filter and counters over the rows.
 *
 * Without this script the page shows every row. With it the browser reads all
 * but the first rows as one text (what stands in noscript), and only those asked for
 * become elements: ten thousand units stay quick. What is put in place here is
 * markup of the page itself, escaped when it was written. */
(function () {
  "use strict";
  const STEP = 200; // rows shown at a time
  const form = document.getElementById("filter");
  const table = document.getElementById("decisions");
  const body = table.tBodies[0];
  const rest = document.getElementById("rest");
  const more = document.getElementById("more");
  const search = form.elements.q;
  const references = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'"};

  // Each row is a line of the page.
  const HEAD = /^<tr id="(d\d+)" data-s="([^"]*)" data-a="([^"]*)" data-f="([^"]*)" data-u="([^"]*)">/;
  const rows = [];
  for (const line of (body.innerHTML + (rest ? rest.textContent : "")).split("\n")) {
    const head = HEAD.exec(line);
    if (head)
      rows.push({html: line, id: head[1], s: head[2], a: head[3], f: head[4], u: head[5], words: ""});
  }
  if (rest)
    rest.remove();

  // Full-width and half-width, capital and small letters are the same.
  function fold(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  function plain(html) {
    return html.replace(/<[^>]*>/g, " ").replace(/&(?:amp|lt|gt|quot|#39);/g, (r) => references[r]);
  }

  function between(text, from, to) {
    const start = text.indexOf(from);
    return start < 0 ? "" : text.slice(start, text.indexOf(to, start));
  }

  // What is searched: name and id of the unit, numbers of its certificates.
  function words(row) {
    if (!row.words)
      row.words = fold(plain(between(row.html, "<th", "</small>") + " " + between(row.html, "<td class=\"c\"", "</td>")));
    return row.words;
  }

  let shown = rows; // rows that pass the filter
  let placed = 0;   // of these, rows in the table

  function place(count) {
    const to = Math.min(shown.length, placed + count);
    let html = "";
    for (let i = placed; i < to; i++)
      html += shown[i].html + "\n";
    body.insertAdjacentHTML("beforeend", html);
    placed = to;
    const left = shown.length - placed;
    more.hidden = !left;
    more.firstChild.textContent = "再显示 " + Math.min(left, STEP) + " 项（还有 " + left + " 项）";
  }

  function choice(name) {
    return form.querySelector("input[name=" + name + "]:checked");
  }

  // Each choice counts what it would show, the other conditions standing.
  function count(tally) {
    for (const input of form.querySelectorAll("input[type=radio]")) {
      const n = tally[input.name][input.value] || 0;
      input.nextElementSibling.querySelector("b").textContent = n;
      input.parentNode.classList.toggle("zero", n === 0);
    }
  }

  function describe() {
    const parts = [];
    for (const name of ["s", "a", "f"]) {
      const input = choice(name);
      if (input.value)
        parts.push(input.dataset.text);
    }
    if (search.value.trim())
      parts.push("“" + search.value.trim() + "”");
    document.getElementById("conditions").textContent = parts.length ? "条件：" + parts.join("；") : "";
  }

  function show() {
    const terms = fold(search.value).split(/\s+/).filter(Boolean);
    const s = choice("s").value, a = choice("a").value, f = choice("f").value;
    const tally = {s: {"": 0}, a: {"": 0}, f: {"": 0}};
    const units = new Set();

    shown = [];
    for (const row of rows) {
      if (terms.length && !terms.every((term) => words(row).includes(term)))
        continue;
      const isS = !s || row.s === s, isA = !a || row.a === a, isF = !f || row.f.includes(f);
      if (isA && isF) {
        tally.s[""]++;
        tally.s[row.s] = (tally.s[row.s] || 0) + 1;
      }
      if (isS && isF) {
        tally.a[""]++;
        tally.a[row.a] = (tally.a[row.a] || 0) + 1;
      }
      if (isS && isA) {
        tally.f[""]++;
        for (const flag of row.f)
          tally.f[flag] = (tally.f[flag] || 0) + 1;
      }
      if (isS && isA && isF) {
        shown.push(row);
        units.add(row.u);
      }
    }
    body.textContent = "";
    placed = 0;
    place(STEP);
    count(tally);
    describe();
    document.getElementById("none").hidden = shown.length > 0;
    form.elements.n.value = (shown.length < rows.length ? "显示 " + shown.length + " / " : "共 ") + rows.length + " 项，" +
        units.size + " 家单位";
  }

  // To a row that may not be in the table yet; one far down is shown with its unit alone.
  function go(id) {
    const wanted = rows.find((row) => row.id === id);
    if (!wanted)
      return;
    if (!shown.includes(wanted)) {
      search.value = "";
      for (const input of form.querySelectorAll("input[type=radio][value='']"))
        input.checked = true;
      show();
    }
    if (shown.indexOf(wanted) >= placed + STEP) {
      search.value = wanted.u;
      show();
    }
    place(Math.max(0, shown.indexOf(wanted) + 1 - placed));
    const row = document.getElementById(id);
    row.tabIndex = -1;
    row.focus({preventScroll: true});
    row.scrollIntoView();
  }

  form.addEventListener("input", (event) => {
    if (!event.isComposing) // half a word of an input method
      show();
  });
  form.addEventListener("compositionend", show);
  form.addEventListener("reset", () => setTimeout(show, 0));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const link = body.querySelector("a");
    if (link)
      link.focus();
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target === search;
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "Escape" && isTyping && search.value) {
      event.preventDefault();
      search.value = "";
      show();
    }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest ? event.target.closest("a[href^='#d']") : null;
    if (link && /^#d\d+$/.test(link.hash)) {
      event.preventDefault();
      go(link.hash.slice(1));
    }
  });
  addEventListener("beforeprint", () => place(shown.length));

  const button = document.createElement("button");
  button.type = "button";
  button.addEventListener("click", () => place(STEP));
  more.replaceChildren(button);

  for (const part of form.querySelectorAll("[hidden]"))
    part.hidden = false;
  for (const group of form.querySelectorAll("fieldset"))
    group.disabled = false;
  show();
  if (/^#d\d+$/.test(location.hash))
    go(location.hash.slice(1));
})();
