import { request } from 'node:http';

/** An answer as tests look at it. */
export interface HttpAnswer {
  status: number;
  body: string;
}

/** Sends a request over a connection of its own, so that each may reach another process. */
export function sendAlone(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<HttpAnswer> {
  const { method = 'GET', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      incoming.once('error', reject).once('end', () => resolve({ status: incoming.statusCode ?? 0, body: text }));
    });
    outgoing.once('error', reject).end(body);
  });
}
