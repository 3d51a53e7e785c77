import type { Config } from '../config.ts';
import { createOperatorPages } from '../http/operator/pages.ts';
import type { OperatorPagesOptions } from '../http/operator/pages.ts';
import { listen } from './listener.ts';

const names = { host: 'TELLTALE_OPERATOR_HOST', port: 'TELLTALE_OPERATOR_PORT' };

/** The operator's port. */
export interface OperatorPort {
  url: string;
  /** Answers requests, those that already wait included. */
  serve(options: OperatorPagesOptions): void;
  close(): Promise<void>;
}

/**
 * Listens on the operator's port; null when there is none.
 *
 * @throws StartError when the address cannot be listened on
 */
export async function listenForOperator(config: Config): Promise<OperatorPort | null> {
  const { operatorHost: host, operatorPort: port, requestTimeoutMs } = config;
  if (port === undefined) return null;
  const listener = await listen({ host, port, requestTimeoutMs, names });
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${listener.port}`,
    serve: (options) => listener.serve(createOperatorPages(options)),
    close: () => listener.close(0),
  };
}
