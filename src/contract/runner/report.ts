import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CellResult, RunReport } from './run.ts';

const nameOf = (cell: CellResult) => `${cell.operation} ${cell.status} ${cell.mediaType ?? '-'} ${cell.example}`;

const escape = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, '?');

/** One line for each area, and one for all. */
export function summary(report: RunReport): string {
  const line = (name: string, cells: readonly CellResult[]) => {
    const count = (outcome: CellResult['outcome']) => cells.filter((cell) => cell.outcome === outcome).length;
    const requests = cells.reduce((sum, cell) => sum + cell.requests, 0);
    return `${name.padEnd(12)} ${String(cells.length).padStart(4)} cells  ${String(count('passed')).padStart(4)} passed  ${String(count('failed')).padStart(3)} failed  ${String(count('unreachable')).padStart(3)} not reachable  ${String(requests).padStart(5)} answers judged`;
  };
  const tags = [...new Set(report.cells.map((cell) => cell.tag))];
  return [
    ...tags.map((tag) =>
      line(
        tag,
        report.cells.filter((cell) => cell.tag === tag),
      ),
    ),
    line('all', report.cells),
    `paths        ${report.paths.requests} answers judged, ${report.paths.failures.length} failed; ${(report.durationMs / 1000).toFixed(1)} s in all`,
  ].join('\n');
}

/** Every failure with the command line that repeats it. */
export function failures(report: RunReport): string[] {
  const ofCells = report.cells.flatMap((cell) =>
    cell.failures.map((failure) => `${nameOf(cell)}\n    ${failure.problem}\n    ${failure.curl ?? ''}`),
  );
  return [...ofCells, ...report.paths.failures.map((failure) => `paths\n    ${failure.problem}\n    ${failure.curl ?? ''}`)];
}

function junit(report: RunReport): string {
  const cases = report.cells.map((cell) => {
    const open = `  <testcase classname="${escape(cell.tag)}.${cell.operation}" name="${escape(nameOf(cell))}" time="${(cell.durationMs / 1000).toFixed(3)}"`;
    if (cell.outcome === 'unreachable') return `${open}><skipped message="${escape(cell.reason ?? '')}"/></testcase>`;
    if (cell.outcome === 'passed') return `${open}/>`;
    return `${open}><failure message="${escape(cell.failures[0]?.problem ?? '')}">${escape(cell.failures.map(({ problem, curl }) => `${problem}\n${curl ?? ''}`).join('\n\n'))}</failure></testcase>`;
  });
  const failed = report.paths.failures.map(({ problem, curl }) => `${problem}\n${curl ?? ''}`).join('\n\n');
  cases.push(
    failed === ''
      ? '  <testcase classname="paths" name="paths"/>'
      : `  <testcase classname="paths" name="paths"><failure message="paths">${escape(failed)}</failure></testcase>`,
  );
  const count = (outcome: string) => report.cells.filter((cell) => cell.outcome === outcome).length;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="contract" tests="${cases.length}" failures="${count('failed') + (failed === '' ? 0 : 1)}" skipped="${count('unreachable')}" time="${(report.durationMs / 1000).toFixed(3)}">
${cases.join('\n')}
</testsuite>
`;
}

const style = `body{font:14px system-ui,sans-serif;margin:2rem;color:#1c2430;background:#fff}table{border-collapse:collapse}th,td{border:1px solid #c8d0da;padding:.3rem .5rem;text-align:center;vertical-align:top}
th:first-child,td:first-child{text-align:left}.passed{background:#d9f2e0}.failed{background:#f9d3d0}.unreachable{background:#e8ebef}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f4f6f8;padding:.75rem}
@media(prefers-color-scheme:dark){body{color:#e4e8ee;background:#14181e}th,td{border-color:#3a4350}.passed{background:#1d4a2c}.failed{background:#5c2320}.unreachable{background:#2c333d}pre{background:#1e242c}}`;

/** Operations by statuses; each field tells how many cells passed. */
function html(report: RunReport): string {
  const statuses = [...new Set(report.cells.map((cell) => cell.status))].sort((a, b) => a - b);
  const operations = [...new Set(report.cells.map((cell) => cell.operation))];
  const field = (operation: string, status: number) => {
    const cells = report.cells.filter((cell) => cell.operation === operation && cell.status === status);
    if (cells.length === 0) return '<td></td>';
    const worst =
      (['failed', 'unreachable', 'passed'] as const).find((outcome) => cells.some((cell) => cell.outcome === outcome)) ?? 'passed';
    const title = cells.map((cell) => `${cell.example}: ${cell.outcome}, ${cell.requests} answers`).join('\n');
    return `<td class="${worst}" title="${escape(title)}">${cells.filter((cell) => cell.outcome === 'passed').length}/${cells.length}</td>`;
  };
  const rows = operations.map(
    (operation) => `<tr><td>${operation}</td>${statuses.map((status) => field(operation, status)).join('')}</tr>`,
  );
  const found = failures(report).map((failure) => `<pre>${escape(failure)}</pre>`);
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Contract report</title><style>${style}</style>
<h1>Contract report</h1>
<p>${escape(report.baseUrl)}, contract ${escape(report.apiVersion)}. Each field: cells passed of cells documented; point at it for the examples.</p>
<table><thead><tr><th>Operation</th>${statuses.map((status) => `<th>${status}</th>`).join('')}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table>
<pre>${escape(summary(report))}</pre>
${found.length > 0 ? `<h2>Failures</h2>\n${found.join('\n')}` : ''}
</html>
`;
}

/** Writes contract.json, contract.xml (JUnit) and contract.html. */
export async function writeReports(report: RunReport, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await Promise.all([
    writeFile(join(directory, 'contract.json'), `${JSON.stringify(report, null, 2)}\n`),
    writeFile(join(directory, 'contract.xml'), junit(report)),
    writeFile(join(directory, 'contract.html'), html(report)),
  ]);
}
