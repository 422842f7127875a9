// A list of records is shown as a table.

const mostRows = 200;
const mostColumns = 30;

type Record_ = Record<string, unknown>;

/** The HTML table of a list of plain objects with simple values; undefined for every other value. */
export function tableOf(value: unknown): string | undefined {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isRecord)) return undefined;
  const columns = [...new Set(value.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0 || columns.length > mostColumns) return undefined;
  const shown = value.slice(0, mostRows);
  const rows = shown.map((row, i) => tr("td", [i, ...columns.map((column) => row[column])]));
  const rest = value.length - shown.length;
  const more = rest === 0 ? "" : `<p>… and ${rest} more rows</p>`;
  return `<table><thead>${tr("th", ["", ...columns])}</thead><tbody>${rows.join("")}</tbody></table>${more}`;
}

function isRecord(row: unknown): row is Record_ {
  if (typeof row !== "object" || row === null || Object.getPrototypeOf(row) !== Object.prototype)
    return false;
  return Object.values(row).every((cell) => cell === null || typeof cell !== "object");
}

function tr(tag: string, cells: readonly unknown[]): string {
  return `<tr>${cells.map((cell) => `<${tag}>${escape(text(cell))}</${tag}>`).join("")}</tr>`;
}

function text(cell: unknown): string {
  if (cell === undefined || cell === null) return "";
  if (typeof cell === "symbol") return cell.toString();
  return typeof cell === "function" ? "ƒ" : `${cell as number}`;
}

function escape(raw: string): string {
  return raw.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
