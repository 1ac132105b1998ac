// Loads the page again when the preview has a newer edition than the one that this page was made from.
(function () {
  "use strict";
  var own = document.currentScript.getAttribute("data-edition");
  var events = null;
  function rest() {
    if (events) { events.close(); events = null; }
  }
  // A hidden page does not listen: browsers allow six connections to a site, and many open pages would use them up.
  function listen() {
    if (events || document.hidden) { return; }
    events = new EventSource("/_insyn/events");
    events.onmessage = function (event) {
      if (event.data !== own) { rest(); location.reload(); }
    };
  }
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) { rest(); } else { listen(); }
  });
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  listen();
}());
