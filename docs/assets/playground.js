// Starts the playground on its page. Under instant navigation a module runs once, however often the
// page is visited: so it waits for each page that is shown.

document$.subscribe(async () => {
  const root = document.getElementById("pg-root");
  if (!root || root.dataset.started) return;
  root.dataset.started = "true";
  try {
    const { mount } = await import(new URL("playground/page.js", import.meta.url).href);
    await mount(root);
  } catch (error) {
    root.textContent = `The playground did not start here (${error.message}).`;
  }
});
