// Keeps an open page as it is shown now: loads it again when its bytes changed, swaps its style sheets when only they did, and tells the
// errors over it. Nothing of the page itself is changed but the room that the errors need at its end.
(function () {
  "use strict";
  var own = document.currentScript.dataset;
  var page = own.page, style = own.style;
  var events = null, edition = null, asking = false, again = false;
  var PLACE = "insyn-place", FOLDED = "insyn-folded";

  // ---- Where the reader is ----

  function keep(key, value) { try { sessionStorage.setItem(key, JSON.stringify(value)); } catch (_) { /* A browser may forbid it. */ } }
  function kept(key) { try { return JSON.parse(sessionStorage.getItem(key)); } catch (_) { return null; }  }
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
    keep(PLACE, { at: location.pathname, x: scrollX, y: scrollY, focus: focus, open: open, to: to });
    rest();
    location.reload();
  }

  // What this page was loaded again for; a page that still differs is not loaded a third time.
  var came = null;
  function restore() {
    var place = kept(PLACE);
    drop(PLACE);
    if (!place || place.at !== location.pathname) { return; }
    came = place.to;
    place.open.forEach(function (one) { var there = find(one[0]); if (there && there.localName === "details") { there.open = one[1]; } });
    var focus = find(place.focus);
    if (focus) { focus.focus({ preventScroll: true }); }
    function back() { scrollTo({ left: place.x, top: place.y, behavior: "instant" }); }
    back();
    var moved = false;
    ["wheel", "keydown", "pointerdown", "touchstart"].forEach(function (name) {
      addEventListener(name, function () { moved = true; }, { once: true, passive: true });
    });
    // Pictures that come later move what is under them.
    addEventListener("load", function () { if (!moved) { back(); } }, { once: true });
  }

  // ---- What stands over the page ----

  var host = null, root, section, status, shown = "null", room = null;
  function make(name, words, into) {
    var element = document.createElement(name);
    if (words) { element.textContent = words; }
    if (into) { into.appendChild(element); }
    return element;
  }
  function build(words) {
    host = make("div", "", document.body);
    host.lang = words.lang;
    host.dir = "ltr";
    root = host.attachShadow({ mode: "open" });
    var link = make("link", "", root);
    link.rel = "stylesheet";
    link.href = "/_insyn/preview.css";
    status = make("p", "", root);
    status.className = "insyn-status";
    status.setAttribute("role", "status");
    section = make("section", "", root);
    section.className = "insyn-over";
    section.setAttribute("aria-label", words.label);
    section.hidden = true;
    room = new ResizeObserver(makeRoom);
    room.observe(section);
  }
  // Nothing of the page may lie hidden under the errors, nor what takes the focus.
  function makeRoom() {
    var height = section.hidden ? "" : section.offsetHeight + "px";
    document.documentElement.style.setProperty("padding-bottom", height);
    document.documentElement.style.setProperty("scroll-padding-bottom", height);
  }
  function tell(now) {
    var over = now.overlay, gone = now.status === 404 && now.page !== page;
    var key = JSON.stringify([over, gone, now.namesake]);
    if (key === shown || (!over && !gone && !host)) { return; }
    if (!host) { build(now.words); }
    shown = key;
    var focused = root.activeElement !== null;
    section.textContent = "";
    section.hidden = !over && !gone;
    var heading = gone && !(over && over.errors.length) ? now.words.gone : over ? over.heading : now.words.sound;
    status.textContent = heading;
    if (!section.hidden) { fill(now, over, gone, heading); }
    if (focused && !section.hidden) { section.querySelector("summary").focus({ preventScroll: true }); }
    makeRoom();
  }
  function fill(now, over, gone, heading) {
    var details = make("details", "", section);
    details.open = !kept(FOLDED);
    details.addEventListener("toggle", function () { keep(FOLDED, !details.open); });
    make("h2", heading, make("summary", "", details));
    var inner = make("div", "", details);
    if (gone && heading !== now.words.gone) { make("p", now.words.gone, inner); }
    if (gone && now.namesake) {
      var moved = make("p", now.words.moved + " ", inner);
      make("a", decodeURI(now.namesake), moved).href = now.namesake;
    }
    if (!over) { return; }
    if (over.day) { make("p", over.day, inner); }
    if (over.words) { make("p", over.words, inner); }
    var list = over.errors.length ? make("ol", "", inner) : null;
    over.errors.forEach(function (error) {
      var item = make("li", "", list);
      if (error.place) { make("code", error.place, item); item.append(" "); }
      item.append(error.message);
      error.help.forEach(function (help) { make("p", help, item); });
    });
    if (over.more) { make("p", over.more, inner); }
    var last = make("p", over.warnings ? over.warnings + " " : "", inner);
    make("a", over.link, last).href = "/_insyn/";
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
    if (now.location) { rest(); location.replace(now.location + location.hash); return; }
    // A page that is gone stays to be read.
    if (now.status !== 404 && now.page !== page && now.page !== came) { reload(now.page); return; }
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
  // A hidden page does not listen: browsers allow six connections to a site, and many open pages would use them up.
  function listen() {
    if (events || document.hidden) { return; }
    events = new EventSource("/_insyn/events");
    events.onmessage = function (event) { if (event.data !== edition) { ask(); } };
  }
  function wake() {
    if (document.hidden) { rest(); } else { listen(); ask(); }
  }
  document.addEventListener("visibilitychange", wake);
  addEventListener("pagehide", rest);
  addEventListener("pageshow", function (event) { if (event.persisted) { wake(); } });
  addEventListener("focus", ask);
  restore();
  wake();
}());
