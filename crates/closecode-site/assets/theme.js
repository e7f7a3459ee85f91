// What has to be known before the page is painted: the chosen theme, and whether a number is asked for.
try {
  const theme = localStorage.getItem("closecode-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Without storage the page follows the system.
}
// What a number in the address stands for is put above all else, so the rest waits until the other script is done or has failed.
if (/[?&]code=./.test(location)) {
  const root = document.documentElement;
  root.className = "asked";
  addEventListener("DOMContentLoaded", () => (root.className = ""));
}
