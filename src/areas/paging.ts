import type { Knex } from 'knex';
import type { Page, PageRequest } from '../domain/page.ts';

/** A page of the rows that `own` asks for, in the order of their ids, and how many there are in all. */
export async function pageOf<Row>(own: () => Knex.QueryBuilder, { limit, offset }: PageRequest): Promise<Page<Row>> {
  const [rows, counted] = await Promise.all([
    own().orderBy('id').limit(limit).offset(offset),
    own().count<{ count: number }[]>({ count: '*' }),
  ]);
  return { rows, total: counted[0]?.count ?? 0 };
}
