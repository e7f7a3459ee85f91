// Sets the chosen theme before the page is painted; everything else waits in site.js.
try {
  const theme = localStorage.getItem("closecode-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Without storage the page follows the system.
}
