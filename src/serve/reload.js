// Keeps an open page as it is shown now: loads it again when its bytes changed, swaps its style sheets when only they did, and shows over it
// what is wrong. Nothing of the page itself is changed but the room at its end that this needs.
(function () {
  "use strict";
  var own = document.currentScript.dataset;
  var page = own.page, style = own.style;
  var events = null, edition = null, asking = false, again = false;
  var PLACE = "insyn-place", FOLDED = "insyn-folded", TOLD = "insyn-told";

  // ---- Where the reader is ----

  function keep(key, value) { try { sessionStorage.setItem(key, JSON.stringify(value)); } catch (_) { /* A browser may forbid it. */ } }
  function kept(key) { try { return JSON.parse(sessionStorage.getItem(key)); } catch (_) { return null; } }
  function drop(key) { try { sessionStorage.removeItem(key); } catch (_) { /* The same. */ } }

  function path(element) {
    var parts = [];
    for (; element && element !== document.documentElement; element = element.parentElement) {
      if (element.id) { parts.unshift("#" + CSS.escape(element.id)); break; }
      parts.unshift(":nth-child(" + (1 + Array.prototype.indexOf.call(element.parentElement.children, element)) + ")");
    }
    return parts.join(">");
  }
  function find(words) { try { return words ? document.querySelector(words) : null; } catch (_) { return null; } }

  function reload(to) {
    var open = Array.prototype.map.call(document.querySelectorAll("details"), function (one) { return [path(one), one.open]; });
    var active = document.activeElement;
    var focus = active && active !== document.body && active !== host ? path(active) : "";
    keep(PLACE, { at: location.pathname, x: scrollX, y: scrollY, focus: focus, over: active === host, open: open, to: to });
    rest();
    location.reload();
  }

  // What this page was loaded again for: should it differ even so, it is not loaded a third time at once. And whether the focus was in what
  // stands over it.
  var came = null, wasOver = false;
  function restore() {
    var place = kept(PLACE);
    drop(PLACE);
    if (!place || place.at !== location.pathname) { return; }
    came = place.to;
    wasOver = place.over;
    place.open.forEach(function (one) { var there = find(one[0]); if (there && there.localName === "details") { there.open = one[1]; } });
    var focus = find(place.focus);
    if (focus) { focus.focus({ preventScroll: true }); }
    function back() { scrollTo({ left: place.x, top: place.y, behavior: "instant" }); }
    back();
    var moved = false;
    ["wheel", "keydown", "pointerdown", "touchstart"].forEach(function (name) {
      addEventListener(name, function () { moved = true; }, { once: true, passive: true });
    });
    // Pictures that come later, and the room at the end, move what is under them.
    addEventListener("load", function () { if (!moved) { back(); } }, { once: true });
    settle = function () { if (!moved) { back(); } settle = function () {}; };
  }
  var settle = function () {};

  // ---- What stands over the page ----

  var host = null, root, section, told, shown = "";
  function make(name, words, into) {
    var element = document.createElement(name);
    // What stands between backticks is code; a last one without a second is itself.
    var parts = (words || "").split("`");
    if (parts.length % 2 === 0) { parts.push(parts.splice(-2).join("`")); }
    parts.forEach(function (part, at) {
      if (at % 2) { element.appendChild(document.createElement("code")).textContent = part; } else if (part) { element.append(part); }
    });
    if (into) { into.appendChild(element); }
    return element;
  }
  // It is there, empty, before there is anything to tell: what comes with its words already in it is not heard.
  function build() {
    host = make("div", "", document.body);
    host.dir = "ltr";
    root = host.attachShadow({ mode: "open" });
    var link = make("link", "", root);
    link.rel = "stylesheet";
    link.href = "/_insyn/preview.css";
    told = make("p", "", root);
    told.className = "told";
    told.setAttribute("role", "status");
    section = make("section", "", root);
    section.hidden = true;
    section.addEventListener("keydown", function (event) {
      var details = section.querySelector("details");
      if (event.key === "Escape" && details.open) { details.open = false; details.firstChild.focus(); }
    });
    new ResizeObserver(makeRoom).observe(section);
  }
  // Nothing of the page may lie hidden under it, nor what takes the focus.
  function makeRoom() {
    var height = section.hidden ? "" : section.offsetHeight + "px";
    document.documentElement.style.setProperty("padding-bottom", height);
    document.documentElement.style.setProperty("scroll-padding-bottom", height);
    if (height) { settle(); }
  }
  function tell(now) {
    var over = now.over, gone = now.status === 404 && now.page !== page;
    var key = JSON.stringify([over, gone, now.namesake]);
    if (key === shown) { return; }
    shown = key;
    var heading = gone ? now.words.gone : over.heading || over.day;
    host.lang = now.words.lang;
    section.setAttribute("aria-label", now.words.label);
    section.className = over.errors.length ? "over errors" : "over";
    section.hidden = !heading;
    var focused = root.activeElement !== null || wasOver, scrolled = section.scrollTop;
    wasOver = false;
    keepFold();
    section.textContent = "";
    if (heading) { fill(now, over, gone, heading); }
    section.scrollTop = scrolled;
    if (focused && heading) { section.querySelector("summary").focus({ preventScroll: true }); }
    makeRoom();
    // Said once, not for every page that is opened or loaded again: the errors themselves, when they are others than before.
    var said = kept(TOLD) || "", say = JSON.stringify([over.errors, gone && location.pathname]), nothing = "[[],false]";
    if (say !== said && (said || say !== nothing)) { told.textContent = say === nothing ? now.words.sound : heading; }
    keep(TOLD, say === nothing ? "" : say);
  }
  function keepFold() {
    var details = section.querySelector("details");
    if (details) { keep(FOLDED, !details.open); }
  }
  function fill(now, over, gone, heading) {
    var details = make("details", "", section);
    details.open = !kept(FOLDED);
    make("h2", heading, make("summary", "", details));
    var inner = make("div", "", details);
    if (gone && over.heading) { make("p", over.heading, inner); }
    if (gone && now.namesake) {
      var moved = make("p", now.words.moved + " ", inner);
      make("a", decodeURI(now.namesake), moved).href = now.namesake;
    }
    if (heading === over.day) { make("p", now.words.day, inner); }
    if (over.errors.length) { make("p", now.words.errors, inner); }
    var list = over.errors.length ? make("ol", "", inner) : null;
    over.errors.forEach(function (error) {
      var item = make("li", "", list);
      if (error.place) {
        var place = make("code", "", item);
        place.className = "place";
        place.textContent = error.place;
      }
      make("p", error.message, item);
      error.help.forEach(function (help) { make("p", help, item); });
    });
    if (over.more) { make("p", over.more, inner); }
    if (over.day && heading !== over.day) { make("p", over.day + " " + now.words.day, inner); }
    var last = make("p", over.warnings ? over.warnings + " " : "", inner);
    make("a", now.words.all, last).href = "/_insyn/";
  }

  // ---- What is shown now ----

  function swap(mark) {
    document.querySelectorAll("link[rel~=stylesheet]").forEach(function (old) {
      var address = new URL(old.href);
      if (address.origin !== location.origin) { return; }
      address.searchParams.set("insyn", mark);
      var next = old.cloneNode();
      next.href = address;
      next.onload = next.onerror = function () { old.remove(); };
      old.after(next);
    });
    style = mark;
  }
  function compare(now) {
    edition = now.edition;
    var before = came;
    came = null;
    if (now.location) { rest(); location.replace(now.location + location.hash); return; }
    // A page that is gone stays to be read.
    if (now.status !== 404 && now.page !== page && now.page !== before) { reload(now.page); return; }
    if (now.status !== 404 && now.page === page && now.style !== style) { swap(now.style); }
    tell(now);
  }
  function ask() {
    if (asking) { again = true; return; }
    asking = true;
    fetch("/_insyn/now?" + location.pathname, { cache: "no-store" })
      .then(function (answer) { return answer.json(); })
      .then(compare)
      // A preview that was ended says nothing; when it is there again, it is heard.
      .catch(function () {})
      .then(function () { asking = false; if (again) { again = false; ask(); } });
  }
  function rest() {
    if (events) { events.close(); events = null; }
  }
  // A hidden page does not listen: browsers allow six connections to a site, and many open pages would use them up. Whoever listens hears at
  // once which edition is shown.
  function listen() {
    if (events || document.hidden) { return; }
    events = new EventSource("/_insyn/events");
    events.onmessage = function (event) { if (event.data !== edition) { ask(); } };
    // Refused, as too many listen: it is asked now, and when the reader comes back to the page.
    events.onerror = function () { if (events && events.readyState === EventSource.CLOSED) { events = null; ask(); } };
  }
  function wake() {
    if (document.hidden) { rest(); } else { listen(); }
  }
  document.addEventListener("visibilitychange", wake);
  addEventListener("pagehide", function () { rest(); keepFold(); });
  addEventListener("pageshow", wake);
  addEventListener("focus", wake);
  build();
  restore();
  wake();
}());
