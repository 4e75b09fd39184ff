/** Formulas and tables that are wider than the page scroll sideways; then, and only then, the keyboard reaches them. */
const parts = '.katex-block, .prose .table';

const observer = new ResizeObserver((entries) => {
  for (const { target } of entries) mark(target);
});

function mark(part: Element): void {
  if (part.scrollWidth > part.clientWidth) part.setAttribute('tabindex', '0');
  else part.removeAttribute('tabindex');
}

/** After each time that a page is drawn: what is observed already stays observed once. */
export function reachWideParts(root: Element): void {
  for (const part of root.querySelectorAll(parts)) {
    mark(part);
    observer.observe(part);
  }
}
