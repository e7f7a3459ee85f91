// What a script adds to pages that can be read without it. It holds no words: they stand in the page, in its language.
// A classic script, because modules do not load from a file.
(() => {
  "use strict";

  const find = (css, from = document) => from.querySelector(css);
  const all = (css, from = document) => [...from.querySelectorAll(css)];
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  /** Text as it is compared: without case, accents and punctuation, and with a space before each word. */
  const plain = (text) => " " + text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const isNumber = (text) => /^\d{1,5}$/.test(text) && Number(text) <= 65535;
  /** The element that stands for a number; codes stand before ranges. */
  const holding = (number, from) => all("[data-first]", from).find((e) => e.dataset.first <= number && number <= e.dataset.last);

  const theme = () => {
    const button = find("#theme");
    if (!button) return;
    const root = document.documentElement;
    const system = matchMedia("(prefers-color-scheme: dark)");
    const ofSystem = () => (system.matches ? "dark" : "light");
    const now = () => root.dataset.theme || ofSystem();
    const show = () => (find("span", button).textContent = button.dataset[now()]);
    button.onclick = () => {
      const next = now() === "dark" ? "light" : "dark";
      // Who chooses what the system says goes on following it.
      const isChoice = next !== ofSystem();
      if (isChoice) root.dataset.theme = next;
      else delete root.dataset.theme;
      try {
        if (isChoice) localStorage.setItem("closecode-theme", next);
        else localStorage.removeItem("closecode-theme");
      } catch {
        // The choice holds for this page.
      }
      show();
    };
    system.addEventListener("change", show);
    show();
    button.hidden = false;
  };

  /** What the scripts of a field know, once it is turned to. */
  const loaded = new Map();
  const load = ({ dataset }) => {
    if (!loaded.has(dataset.index)) {
      loaded.set(dataset.index, new Promise((resolve) => {
        let classify;
        window.closecodeMessages = (table) => (classify = closecodeClassifier(table));
        window.closecodeIndex = ({ words, rows }) => resolve({ words, classify, index: closecodeSearch.prepare(rows) });
        // In this order, however fast each arrives.
        for (const src of [...dataset.scripts.split(" "), dataset.index]) document.head.append(make("script", { src, async: false }));
      }));
    }
    return loaded.get(dataset.index);
  };

  /** What a pasted text says, below the page that it leads to: the text with what was recognised, and who said so. */
  const read = (text, { origin, certainty, by, start, end }, words) => {
    const bytes = new TextEncoder().encode(text);
    const part = (from, to) => new TextDecoder().decode(bytes.slice(from, to));
    const cut = (side) => (side.length > 60 ? "…" : "");
    const [before, after] = [part(0, start), part(end)];
    const shown = make("span", { dir: "auto", className: "recognised" },
      cut(before) + before.slice(-60), make("mark", {}, part(start, end)), after.slice(0, 60) + cut(after));
    const key = { "received-then-sent": "received", "sent-then-received": "sent", "no-frame": "noFrame" }[origin] ?? origin;
    const names = [...by.slice(0, 4).map(([, name]) => name), ...(by.length > 4 ? ["…"] : [])]
      .reduceRight((rest, first) => (rest ? fill(words.comma, { first, rest }) : first), "");
    const said = [words[key], certainty === "certain" ? "" : words.unsure, names && fill(words.printedBy, { names })];
    return [shown, make("span", {}, said.filter(Boolean).join(" "))];
  };

  const search = () => all("form[role=search]").forEach((form) => {
    const input = find("input", form);
    const [list, status] = ["ul", "output"].map((css) => find(css, form));
    const home = form.dataset.home.replace(/index\.html$/, "");

    const close = () => {
      list.hidden = true;
      list.replaceChildren();
      status.textContent = "";
    };
    const show = async () => {
      const { words, classify, index } = await load(form);
      const text = input.value.trim();
      // While it was loaded, more may have been typed.
      if (!text) return close();
      const finding = classify(text);
      const lookUp = (code) => ({ url: "lookup/index.html?code=" + code, title: fill(words.lookUp, { code }), note: "" });
      const found = closecodeSearch.results(index, text, finding, lookUp).slice(0, 10);
      const isMessage = finding && text.length > 12;
      list.replaceChildren(...found.map(({ url, title, note }, place) => {
        const link = make("a", { href: home + url }, make("b", {}, title));
        if (isMessage && !place) link.append(...read(text, finding, words));
        else if (note) link.append(make("span", {}, note));
        return make("li", {}, link);
      }));
      // An empty list that is not shown would look as if nothing had been asked.
      if (!found.length) list.append(make("li", { className: "none" }, words.none));
      list.hidden = false;
      status.textContent = found.length ? fill(words.count, { count: found.length }) : words.none;
    };

    find("kbd", form).hidden = false;
    input.onfocus = () => load(form);
    input.oninput = show;
    form.onsubmit = async (event) => {
      if (!input.value.trim()) return;
      event.preventDefault();
      await show();
      const first = find("a", list);
      if (first) location.href = first.href;
    };
    form.onkeydown = (event) => {
      const stops = [input, ...all("a", list)];
      const place = stops.indexOf(document.activeElement);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && stops.length > 1 && place >= 0) {
        event.preventDefault();
        stops[(place + step + stops.length) % stops.length].focus();
      } else if (event.key === "Escape") {
        event.preventDefault();
        input.focus();
        if (list.hidden) input.value = "";
        close();
      }
    };
    form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || close());
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey || !input.offsetParent) return;
      event.preventDefault();
      input.focus();
      input.select();
    });
  });

  const filter = () => {
    const input = find("#filter");
    if (!input) return;
    const field = input.closest("[hidden]");
    const count = find("output", field);
    const rows = all("table:is(.overview, .matrix, .sought, .told) tbody tr:not(.group)");
    const group = (row) => find(".group", row.parentNode);
    const texts = rows.map((row) => plain((group(row)?.textContent ?? "") + " " + row.textContent));
    /** Whether a pasted address is one of the row's product. */
    const isAt = ({ dataset }, text) => dataset.address && new RegExp(dataset.address, "i").test(text);
    const apply = () => {
      const words = plain(input.value).split(" ").filter(Boolean);
      rows.forEach((row, i) => (row.hidden = !words.every((word) => texts[i].includes(word)) && !isAt(row, input.value)));
      rows.map(group).forEach((head) => {
        if (!head) return;
        head.hidden = [...head.parentNode.rows].every((row) => row === head || row.hidden);
        // The count is of all rows.
        find("span", head).hidden = words.length > 0;
      });
      const shown = rows.filter((row) => !row.hidden).length;
      count.textContent = words.length ? fill(field.dataset.count, { count: shown, total: rows.length }) : "";
    };
    input.oninput = apply;
    field.hidden = false;
    apply();
  };

  const lookup = () => {
    const result = find("#lookup-result");
    const query = result && (new URLSearchParams(location.search).get("code") || "").trim();
    if (!query) return;
    if (isNumber(query)) {
      const number = Number(query);
      const entry = holding(number);
      const registered = entry.dataset.first === entry.dataset.last;
      const sentence = registered ? result.dataset.registered : result.dataset.unregistered;
      const facts = make("div", { className: "entry" }, ...entry.cloneNode(true).childNodes);
      const used = all(`a[data-number="${number}"]`).map((link) => make("p", { className: "lead" }, link.cloneNode(true)));
      const general = [make("p", {}, fill(sentence, { code: number })), facts];
      // What products mean by a private number is the answer; what they mean by a registered one is an addition.
      result.append(make("h2", {}, String(number)), ...(registered ? [...general, ...used] : [...used, ...general]));
      document.title = number + " " + document.title;
    } else {
      result.append(make("p", {}, fill(result.dataset.invalid, { query })));
      const input = find("#search");
      input.value = query;
      input.focus();
    }
    result.hidden = false;
  };

  /** Of elements with a language, the one that the reader likes most: "zh-CN" is "zh-Hans" written out, and "in" is "id". */
  const preferred = (elements) => {
    const full = (tag) => {
      try {
        const { language, script } = new Intl.Locale(tag).maximize();
        return language + "-" + script;
      } catch {
        return tag;
      }
    };
    const likes = navigator.languages.map(full);
    return likes.map((like) => elements.find((e) => full(e.lang) === like)).find(Boolean);
  };

  /** At the root, where every language is offered, the reader's own is marked. */
  const offered = () => {
    const links = all(".strip a");
    const choice = preferred(links);
    if (choice && choice !== links.find((link) => link.ariaCurrent)) choice.classList.add("preferred");
  };

  /** A press on what people paste shows what is found for it. */
  const examples = () => all(".examples a").forEach((link) => link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const input = find(".home input");
    input.value = link.textContent;
    input.focus();
    input.dispatchEvent(new Event("input"));
  }));

  const notFound = async () => {
    const sections = all(".not-found");
    if (!sections.length) return;
    const folders = location.pathname.split("/");
    const section = sections.find((s) => folders.includes(s.dataset.folder)) || preferred(sections) || sections[0];
    for (const other of sections) other.hidden = other !== section;
    const form = find("form", section);
    const home = form.dataset.home.replace(/index\.html$/, "");
    const root = home.replace(/[^/]+\/$/, "");
    // An escaped character is no digit, and need not be UTF-8: decoding the path would throw.
    const words = (location.pathname + "/").replace(root, "").replace(/%../g, " ").replace(/\.\w+\/?$/, "").split(/[^\p{L}\p{N}]+/u);
    // Beside a code, a small number is more likely a port or a version.
    const hasCode = words.some((word) => isNumber(word) && word >= 1000);
    const isNoise = (word) => word === section.dataset.folder || (hasCode && isNumber(word) && word < 1000);
    const text = words.filter((word) => !isNoise(word)).join(" ").trim();
    const { words: said, index } = await load(form);
    const lookUp = (code) => ({ url: "lookup/index.html?code=" + code, title: fill(said.lookUp, { code }) });
    const found = text && closecodeSearch.results(index, text, null, lookUp).slice(0, 3);
    if (!found.length) return;
    const [sentence, list] = [...find(".offer", section).children];
    list.replaceChildren(...found.map(({ url, title }) => make("li", {}, make("a", { href: home + url }, title))));
    sentence.hidden = list.hidden = false;
  };

  const sort = () => {
    for (const table of all("table.sortable")) {
      const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
      for (const head of all("th[data-sort]", table)) {
        const column = [...head.parentNode.children].indexOf(head);
        const value = (row) => row.children[column].dataset.value ?? row.children[column].textContent.trim();
        const order = head.dataset.sort === "number" ? (a, b) => value(a) - value(b) : (a, b) => collator.compare(value(a), value(b));
        const button = make("button", {}, ...head.childNodes);
        button.onclick = () => {
          const falls = head.getAttribute("aria-sort") === "ascending";
          all("th[aria-sort]", table).forEach((other) => other.removeAttribute("aria-sort"));
          head.setAttribute("aria-sort", falls ? "descending" : "ascending");
          const body = find("tbody", table);
          body.append(...[...body.rows].sort((a, b) => (falls ? order(b, a) : order(a, b))));
        };
        head.append(button);
      }
    }
  };

  const copy = () => {
    const { copy, copied } = document.body.dataset;
    for (const text of all(".sample pre, .seen code")) {
      const button = make("button", { className: "copy" });
      // Beside a message, which is short, there is a sign.
      const show = (title, sign) => Object.assign(button, { title, ariaLabel: title, textContent: text.matches("pre") ? title : sign });
      button.onclick = async () => {
        try {
          await navigator.clipboard.writeText(text.textContent);
        } catch {
          // Where a script may not write to the clipboard, the reader copies what is selected.
          return getSelection().selectAllChildren(text);
        }
        show(copied, "✓");
        setTimeout(show, 2000, copy, "⧉");
      };
      show(copy, "⧉");
      text.before(button);
    }
  };

  /** The language of the programs is remembered from page to page, where anything may be kept. */
  const tabs = () => all(".tabs > input").forEach((input) => {
    try {
      input.checked ||= localStorage["closecode-sample"] === input.id;
      input.onchange = () => (localStorage["closecode-sample"] = input.id);
    } catch {}
  });

  /** A menu that opens over the page closes when the reader turns to something else. */
  const menus = () => {
    for (const menu of all("details.menu")) {
      menu.addEventListener("focusout", (event) => event.relatedTarget && !menu.contains(event.relatedTarget) && (menu.open = false));
      document.addEventListener("click", (event) => menu.contains(event.target) || (menu.open = false));
      menu.onkeydown = (event) => {
        if (event.key !== "Escape" || !menu.open) return;
        menu.open = false;
        find("summary", menu).focus();
      };
    }
  };

  for (const part of [theme, search, examples, filter, lookup, offered, notFound, sort, copy, tabs, menus]) part();
})();
