import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import { serveParent } from '../child.ts';
import { bucket } from './sample.ts';

// Node alone: no routes, no key, no validation. What nobody can be faster than.
function answer(response: ServerResponse, status: number): void {
  const body = JSON.stringify(bucket);
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

const server = createServer((request, response) => {
  if (request.method === 'GET') return answer(response, 200);
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString('utf8'));
    answer(response, 201);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  serveParent(typeof address === 'object' ? (address?.port ?? 0) : 0);
});
