// Rows of a table that are dragged by their first cell; where one is let go, its new place is posted.

export function letGo(table) {
  for (const row of table.querySelectorAll("tr[data-move]:not([data-move=''])")) {
    const handle = row.cells[0];
    handle.classList.add("drag-handle");
    handle.addEventListener("pointerdown", (event) => begin(event, row, table));
  }
}

function begin(event, row, table) {
  if (event.button !== 0) return;
  event.preventDefault();
  const rows = [...table.querySelectorAll("tr[data-item]")];
  let target = null;
  const move = (moved) => {
    target = rows.findLast((each) => middle(each) < moved.clientY) ?? null;
    table.querySelector(".drop-after")?.classList.remove("drop-after");
    table.classList.toggle("drop-first", target === null);
    target?.classList.add("drop-after");
  };
  const finish = (ended) => {
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", finish);
    removeEventListener("pointercancel", finish);
    row.classList.remove("dragged");
    table.classList.remove("drop-first");
    table.querySelector(".drop-after")?.classList.remove("drop-after");
    if (ended.type === "pointerup" && ended.clientY !== event.clientY) drop(row, rows, target);
  };
  row.classList.add("dragged");
  addEventListener("pointermove", move);
  addEventListener("pointerup", finish);
  addEventListener("pointercancel", finish);
}

const middle = (row) => row.getBoundingClientRect().top + row.offsetHeight / 2;

function drop(row, rows, target) {
  const since = Number(row.dataset.place);
  const behind = target ? rows.indexOf(target) + 1 : 0;
  const place = behind < since ? behind + 1 : behind;
  if (place === since) return;
  htmx.ajax("POST", row.dataset.move, { target: "#rows", swap: "outerHTML", values: { place } });
}
