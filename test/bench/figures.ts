/** The value below which a share of the figures lies; NaN when there are none. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const median = (figures: readonly number[]): number => quantile(figures, 0.5);

/** Whether tables are printed as Markdown, for the docs. */
const asMarkdown = process.argv.includes('--markdown');

/** A table of text, its first column to the left and the others to the right. */
export function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (asMarkdown) {
    const marked = [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows].map((row) => `| ${row.join(' | ')} |`);
    return ['', title, '', ...marked].join('\n');
  }
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)));
  const padded = (cell: string, column: number) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0));
  const line = (row: readonly string[]) => row.map(padded).join('  ');
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return ['', title, '', line(head), rule, ...rows.map(line)].join('\n');
}

/** A number with so many digits after the point, grouped by thousands. */
export const round = (figure: number, digits = 0): string =>
  figure.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
