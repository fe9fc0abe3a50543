// What the theme leaves undone for readers without a mouse or without sight.

document.querySelector(".md-search")?.setAttribute("aria-label", "Search");

// What scrolls sideways, the keyboard must reach. The theme sees to that for code, and only where
// there is also a mouse.
const tables = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    target.tabIndex = target.scrollWidth > target.clientWidth ? 0 : -1;
  }
});

component$.subscribe(({ ref, scrollable }) => {
  if (ref.matches("table")) {
    tables.observe(ref.closest(".md-typeset__scrollwrap"));
  } else if (ref.matches("pre > code")) {
    if (scrollable) ref.tabIndex = 0;
    // Each navigation is a landmark of the page; the button for copying is none.
    ref.parentElement.querySelector(".md-code__nav")?.setAttribute("role", "presentation");
  }
});
