// The search page: the only script of the site. It asks the index beside the page and nobody else, stores nothing, and leaves the page as
// it was where it cannot run: opened from a folder, in the preview, or without the index.
'use strict';

(() => {
  const form = document.getElementById('search');
  // From a folder browsers fetch nothing.
  if (!form || location.protocol === 'file:') return;

  const PAGE = 10;
  const FILTERS = ['kind', 'status', 'body', 'year'];
  const words = form.dataset;
  const at = (id) => document.getElementById(id);
  const [found, status, list, more] = ['found', 'found-status', 'found-list', 'found-more'].map(at);
  const input = form.elements.q;
  const language = document.documentElement.lang;
  const plural = new Intl.PluralRules(language);
  let index;
  let results = [];
  let shown = 0;
  // What was asked last: an answer to an earlier question that comes late is not shown.
  let turn = 0;

  start();

  async function start() {
    form.hidden = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      ask(true);
    });
    at('search-clear').addEventListener('click', () => {
      for (const name of FILTERS) form.elements[name].value = '';
      ask(true);
      input.focus();
    });
    more.addEventListener('click', () => show(true));
    addEventListener('popstate', () => ask(false));
    try {
      index = await import(words.index + 'pagefind.js');
      await index.options({ baseUrl: '/', noWorker: true, excerptLength: 26 });
      await index.init();
      offer(await index.filters());
    } catch {
      return lost();
    }
    await ask(false);
  }

  /// Without an index there is nothing to ask: the lists of the page are what is left.
  function lost() {
    form.hidden = true;
    found.hidden = true;
    at('search-lost').hidden = false;
  }

  /// Fills the choices with what the index has, each with how many pages it gives.
  function offer(filters) {
    const order = new Intl.Collator(language);
    for (const name of FILTERS) {
      const values = Object.entries(filters[name] ?? {}).sort(([a], [b]) => (name === 'year' ? b - a : order.compare(a, b)));
      const select = form.elements[name];
      for (const [value, count] of values) select.add(new Option(`${value} (${count})`, value));
      select.closest('p').hidden = values.length === 0;
    }
  }

  /// Answers what the form says, or, when the reader came here by a link or by Back, what the address says. A search has an address of its
  /// own, so that it can be linked, and Back leads to it.
  async function ask(submitted) {
    const own = ++turn;
    if (submitted) {
      const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
      const address = query.size ? `?${query}` : location.pathname;
      if (address !== (location.search || location.pathname)) history.pushState(null, '', address);
    } else {
      const query = new URLSearchParams(location.search);
      input.value = query.get('q') ?? '';
      for (const name of FILTERS) {
        form.elements[name].value = query.get(name) ?? '';
        if (form.elements[name].selectedIndex < 0) form.elements[name].value = '';
      }
    }
    const asked = input.value.trim();
    const chosen = FILTERS.map((name) => [name, form.elements[name].value]).filter(([, value]) => value);
    at('search-clear').parentElement.hidden = chosen.length === 0;
    if (!asked && chosen.length === 0) {
      found.hidden = true;
      if (submitted) input.focus();
      return;
    }
    found.hidden = false;
    status.textContent = words.busy;
    let straight, answer, pages, meant;
    try {
      [straight, answer] = await Promise.all([asked ? shortcuts(asked) : [], index.search(asked || null, { filters: Object.fromEntries(chosen) })]);
      const first = await Promise.all(answer.results.slice(0, PAGE).map((result) => result.data()));
      const typed = spelt(asked);
      const amiss = straight.length > 0 ? [] : typed.filter((word) => !first.some((page) => holds(page, word)));
      // A word that it has not the index answers with pages that have one of the same first letters: they are no answer.
      pages = typed.length > 0 && amiss.length === typed.length ? [] : answer.results;
      meant = await proposals(asked, amiss);
    } catch {
      return lost();
    }
    if (own !== turn) return;
    // The number of a case leads straight to it, when the reader has just asked for it. Who comes back, or by a link, stays here and finds it first:
    // Back must lead out of a page, and nobody is sent away from where a link said that it leads.
    if (submitted && straight.length === 1 && straight[0].exact) return location.assign(straight[0].url);
    tell(asked, straight, pages, meant);
    await show(false);
    if (own === turn && submitted) at('found-heading').focus();
  }

  /// What a word or number leads straight to, from the one table that would hold it.
  async function shortcuts(asked) {
    const paragraph = asked.match(/^(?:§+|par\.?|paragraf|paragraph)\s*(\d+)$/i) ?? asked.match(/^(\d+)\s*§$/);
    const typed = paragraph ? `§${Number(paragraph[1])}` : asked.normalize('NFC').replace(/[^\p{Alphabetic}\p{N}]/gu, '').toLowerCase();
    if (!typed) return [];
    const table = await tableOf(words.shortcuts, typed);
    return Object.hasOwn(table, typed) ? table[typed] : [];
  }

  /// The one of the tables at an address that would hold a key. Without it the search itself still answers.
  async function tableOf(address, key) {
    let hash = 0x811c9dc5;
    for (let unit = 0; unit < key.length; unit += 1) hash = Math.imul(hash ^ key.charCodeAt(unit), 0x01000193) >>> 0;
    const response = await fetch(`${address}${hash % Number(words.tables)}.json`);
    return response.ok ? response.json() : [];
  }

  /// The words of a text, in small letters.
  function spelt(text) {
    return text.normalize('NFC').toLowerCase().match(/[\p{Alphabetic}\p{M}\p{N}]+/gu) ?? [];
  }

  /// Whether a page was found by a word, or by another form of it: by one that has half of it, rounded down, in one piece. In several languages a form has
  /// signs before the stem too. A page without places was found by what else its subject is called.
  function holds(page, word) {
    const bare = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    const wanted = bare(word);
    const least = Math.min(wanted.length, Math.max(3, Math.floor(wanted.length / 2)));
    const pieces = Array.from({ length: wanted.length - least + 1 }, (_, at) => wanted.slice(at, at + least));
    const text = page.raw_content ?? '';
    const all = text.split(text.includes('\u200b') ? '\u200b' : /\s+/);
    const by = page.locations.length > 0 ? page.locations.map((at) => all[at] ?? '') : Object.values(page.meta);
    return by.some((found) => pieces.some((piece) => bare(found).includes(piece)));
  }

  /// What may have been meant by words that nothing has: each with the nearest words that records go by.
  async function proposals(asked, amiss) {
    const near = await Promise.all(amiss.map(async (word) => {
      const most = word.length < 7 ? 1 : 2;
      const table = word.length < 4 ? [] : await tableOf(words.spellings, [...word][0]);
      const known = table.map((other) => [slips(word, other), other]).filter(([count]) => count > 0 && count <= most);
      const order = new Intl.Collator(language);
      return known.sort(([a, one], [b, other]) => a - b || order.compare(one, other)).map(([, other]) => other);
    }));
    const at = near.findIndex((others) => others.length > 0);
    if (at < 0) return [];
    const best = new Map(amiss.map((word, place) => [word, near[place][0] ?? word]));
    return near[at].slice(0, 3).map((other) => spelt(asked).map((word) => (word === amiss[at] ? other : (best.get(word) ?? word))).join(' '));
  }

  /// How many letters are missing, too many, wrong or changed about with the next, from one word to another: the distance of Damerau and
  /// Levenshtein in its restricted form.
  function slips(from, to) {
    let [before, last] = [[], Array.from({ length: to.length + 1 }, (_, at) => at)];
    for (let i = 1; i <= from.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= to.length; j += 1) {
        const same = from[i - 1] === to[j - 1];
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      [before, last] = [last, row];
    }
    return last[to.length];
  }

  /// Says how many there are, and shows what the words lead straight to, or what may have been meant.
  function tell(asked, straight, pages, meant) {
    results = pages;
    shown = 0;
    list.replaceChildren();
    const count = (key, n) => (words[`${key}${capital(plural.select(n))}`] ?? words[`${key}Other`]).replace('{n}', n.toLocaleString(language));
    const said = [];
    if (straight.length > 0) said.push(count('straight', straight.length));
    if (pages.length > 0) said.push(asked ? count('count', pages.length) : count('narrowed', pages.length));
    if (said.length === 0) said.push(words.none);
    status.textContent = said.join(' ').replace('{q}', () => asked);
    at('straight').hidden = straight.length === 0;
    at('straight-choose').hidden = straight.length < 2 || !/^§/.test(straight[0].title);
    at('straight-list').replaceChildren(...straight.map(({ title, url, note }) => entry('h4', title, url, note)));
    at('pages-heading').hidden = straight.length === 0 || pages.length === 0;
    at('found-none').hidden = straight.length + pages.length > 0;
    at('found-meant').hidden = meant.length === 0;
    at('found-meant-list').replaceChildren(...meant.flatMap((query, place) => (place > 0 ? [', ', proposal(query)] : [proposal(query)])));
  }

  /// Shows the next results. After "show more" the first new one has the focus, since the button may be gone.
  async function show(moved) {
    const own = turn;
    const next = await Promise.all(results.slice(shown, shown + PAGE).map((result) => result.data()));
    if (own !== turn) return;
    const level = at('pages-heading').hidden ? 'h3' : 'h4';
    const entries = next.map((page) => {
      const { kind = [], year = [] } = page.filters;
      const years = year.length > 1 ? `${year.at(0)}–${year.at(-1)}` : (year[0] ?? '');
      const item = entry(level, page.meta.title, page.url, [kind[0], years].filter(Boolean).join(', '));
      item.append(extract(page.excerpt));
      return item;
    });
    list.append(...entries);
    shown += next.length;
    more.hidden = shown >= results.length;
    if (moved) entries[0]?.querySelector('a').focus();
  }

  function proposal(query) {
    const link = document.createElement('a');
    link.href = `?${new URLSearchParams({ q: query })}`;
    link.textContent = query;
    return link;
  }

  function entry(level, title, url, note) {
    const [item, heading, link, line] = ['li', level, 'a', 'p'].map((name) => document.createElement(name));
    heading.className = 'card';
    link.href = url;
    link.textContent = title;
    heading.append(link);
    item.append(heading);
    if (note) {
      line.className = 'note';
      line.textContent = note;
      item.append(line);
    }
    return item;
  }

  /// The stretch of the page around the words, which stay marked. Its markup is read and not run: only its text and its marks come along.
  function extract(html) {
    const line = document.createElement('p');
    for (const node of new DOMParser().parseFromString(html, 'text/html').body.childNodes) {
      const part = node.nodeName === 'MARK' ? document.createElement('mark') : new Text();
      part.textContent = node.textContent;
      line.append(part);
    }
    return line;
  }

  function capital(word) {
    return word[0].toUpperCase() + word.slice(1);
  }
})();
