// Runs before the first paint, so that nobody who chose dark sees a white flash. Its own file: inline scripts are
// forbidden by the content security policy.
(function () {
  var stored = null;
  try {
    stored = localStorage.getItem('orbis-theme');
  } catch {
    // Storage may be forbidden; the system's choice is then all there is.
  }
  var dark = stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
