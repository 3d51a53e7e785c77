import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** An event as the WHATWG standard has clients see it. */
export interface ServerEvent {
  type: string;
  data: string;
  id: string;
}

/** A client of server-sent events that is read one by one. */
export interface EventReader {
  status: number;
  headers: IncomingHttpHeaders;
  /** The id of the last event, or of what moved it on. */
  lastEventId(): string;
  /** The next event; null when the stream has ended. @throws Error when it was broken off */
  next(): Promise<ServerEvent | null>;
  /** The events until one of them fulfils a condition, that one included. */
  until(isLast: (event: ServerEvent) => boolean): Promise<ServerEvent[]>;
  /** Waits for the next comment. */
  comment(): Promise<string>;
  /** All that has come, as text. */
  text(): string;
  /** The text of an answer that is no stream. */
  rest(): Promise<string>;
  incoming: IncomingMessage;
  close(): void;
}

/** Opens a stream over a connection of its own, and waits for its head. */
export async function openEvents(url: string, headers: Record<string, string> = {}): Promise<EventReader> {
  const outgoing = request(url, { headers, agent: false });
  outgoing.end();
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => outgoing.once('response', resolve).once('error', reject));
  outgoing.on('error', () => undefined);
  let [whole, rest, id] = ['', '', ''];
  let isOver = false;
  let failure: Error | undefined;
  const events: ServerEvent[] = [];
  const comments: string[] = [];
  let changed = Promise.withResolvers<undefined>();
  const change = (): void => {
    changed.resolve(undefined);
    changed = Promise.withResolvers<undefined>();
  };
  const take = (block: string): void => {
    let [type, data] = ['message', ''];
    for (const line of block.split('\n')) {
      const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
      if (name === '' && line !== '') comments.push(value);
      if (name === 'event') type = value;
      if (name === 'id') id = value;
      if (name === 'data') data += `${value}\n`;
    }
    if (data !== '') events.push({ type, data: data.slice(0, -1), id });
  };
  incoming.setEncoding('utf8').on('data', (chunk: string) => {
    whole += chunk;
    const blocks = (rest + chunk).split('\n\n');
    rest = blocks.pop() ?? '';
    blocks.forEach(take);
    change();
  });
  incoming.once('error', (error) => ((failure = error), change())).once('close', () => ((isOver = true), change()));
  const next = async (): Promise<ServerEvent | null> => {
    for (;;) {
      const event = events.shift();
      if (event) return event;
      if (failure) throw failure;
      if (isOver) return null;
      await changed.promise;
    }
  };
  return {
    status: incoming.statusCode ?? 0,
    headers: incoming.headers,
    lastEventId: () => id,
    next,
    async until(isLast) {
      const found: ServerEvent[] = [];
      for (;;) {
        const event = await next();
        if (event === null) throw new Error(`the stream ended after ${JSON.stringify(found)}`);
        found.push(event);
        if (isLast(event)) return found;
      }
    },
    async comment() {
      for (;;) {
        const comment = comments.shift();
        if (comment !== undefined) return comment;
        await changed.promise;
      }
    },
    text: () => whole,
    async rest() {
      if (!isOver) await once(incoming, 'close');
      return whole;
    },
    incoming,
    close: () => void outgoing.destroy(),
  };
}
