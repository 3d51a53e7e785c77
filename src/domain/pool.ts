import type { Knex } from 'knex';

/** The pool behind a handle. What a process remembers is kept by it, as the handles of several organizations share one. */
export const poolOf = ({ client }: Knex): WeakKey => client.pool;
