// Steps, filters and copies. Without it the page reads the same.
const failures = [...document.querySelectorAll("article.failure")];
const filter = document.getElementById("filter");
const found = document.getElementById("found");
const findable = [...document.querySelectorAll("[data-find]")];

function step(by) {
  const shown = failures.filter((failure) => !failure.hidden);
  if (shown.length === 0) return;
  const at = shown.indexOf(document.activeElement?.closest("article.failure"));
  const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + by, 0), shown.length - 1);
  shown[next].focus({ preventScroll: true });
  shown[next].scrollIntoView({ block: "start" });
  history.replaceState(null, "", `#${shown[next].id}`);
}

function search() {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const element of findable) {
    const text = element.textContent.toLowerCase();
    element.hidden = !words.every((word) => text.includes(word));
    if (!element.hidden) count += 1;
  }
  for (const area of document.querySelectorAll("details.area")) {
    area.hidden = area.querySelector("[data-find]:not([hidden])") === null;
    area.open = words.length > 0;
  }
  found.textContent = words.length === 0 ? "" : `${count} found`;
}

async function copy(button) {
  const text = button.previousElementSibling.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    getSelection().selectAllChildren(button.previousElementSibling);
    document.execCommand("copy");
  }
  button.textContent = "Copied";
  setTimeout(() => {
    button.textContent = "Copy";
  }, 1500);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === filter) {
    if (event.key === "Escape") {
      filter.value = "";
      search();
      filter.blur();
    }
    return;
  }
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "/") {
    event.preventDefault();
    filter.focus();
  }
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("button.copy");
  if (button !== null) copy(button);
});
filter.addEventListener("input", search);

// A browser opens what hides the target of a link, and not the target itself.
function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) target.open = true;
}
addEventListener("hashchange", openTarget);
openTarget();
