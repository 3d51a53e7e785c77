import { errorCatalogue, errorCodes } from '../../../generated/errors.ts';
import type { ErrorCode } from '../../../generated/errors.ts';
import type { OpenApiDocument } from '../../contract/openapi.ts';
import { errorUse } from '../../contract/server/error-uses.ts';
import type { OperationName } from '../../contract/server/error-uses.ts';
import { ApiError } from '../../domain/errors.ts';
import { answerOf } from '../answers.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import type { Page } from './layout.ts';
import { renderInline } from './markdown.ts';

const sampleRequestId = '8f14e45fceea167a5a36dedd';

/** The table of all codes, each with a link to its page. */
export function errorTable(base: string): Html {
  const rows = errorCodes.map((code) => {
    const { status, message } = errorCatalogue[code];
    return html`<tr><td>${status}</td><td><a href="${base}/docs/errors/${code}"><code>${code}</code></a></td><td>${message}</td></tr>`;
  });
  return html`<div class="table" tabindex="0" role="region" aria-label="Error codes"><table>
<thead><tr><th scope="col">Status</th><th scope="col">Code</th><th scope="col">Message</th></tr></thead>
<tbody>
${rows}
</tbody></table></div>
`;
}

/** One page for each code. */
export function errorPages(document: OpenApiDocument, base: string, publicUrl: string): Page[] {
  return errorCodes.map((code) => codePage(document, base, publicUrl, code));
}

function codePage(document: OpenApiDocument, base: string, publicUrl: string, code: ErrorCode): Page {
  const { status, title, message, cause, fix } = errorCatalogue[code];
  const { example, operations } = errorUse(document, code, status);
  const body = html`<p class="trail"><a href="${base}/docs/errors">All errors</a></p>
<h1><code>${code}</code></h1>
<p class="status"><span>${status}</span> ${title}</p>
<p>${message}</p>
<h2>What happened</h2>
<p>${renderInline(cause)}</p>
<h2>How to fix it</h2>
<p>${renderInline(fix)}</p>
<h2>How it looks</h2>
<pre tabindex="0"><code class="language-json">${exampleBody(example, publicUrl, code)}</code></pre>
<h2>Which operations answer it</h2>
${operationList(base, operations)}`;
  return { path: `/docs/errors/${code}`, title: code, description: `${status} ${title}: ${message}`, body };
}

/** The body as this server sends it, with the details of a recorded one. */
function exampleBody(recorded: object | null, publicUrl: string, code: ErrorCode): string {
  const details: unknown = recorded && 'details' in recorded ? recorded.details : undefined;
  const { requestId, docs, ...rest }: Record<string, unknown> = JSON.parse(answerOf(new ApiError(code), sampleRequestId, publicUrl).body);
  return JSON.stringify({ ...rest, details, requestId, docs }, null, 2);
}

function operationList(base: string, operations: readonly OperationName[]): Html {
  if (operations.length === 0) return html`<p>No single one: it belongs to the server as a whole.</p>`;
  const items = operations.map(
    (operation) => html`<li><a href="${base}/docs/reference#${referenceAnchor(operation)}">${operation.summary}</a>
<code>${operation.method} ${operation.path}</code></li>`,
  );
  return html`<ul>
${items}
</ul>`;
}

/** Where the reference shows an operation. */
function referenceAnchor({ tag, id }: OperationName): string {
  return `/${tag.replaceAll(' ', '-')}/${id}`.toLowerCase();
}
