import type { Knex } from 'knex';
import type { Page, PageRequest } from '../domain/page.ts';

/** In which order the rows come, and which columns are wanted of them. */
interface Shape {
  order: string[];
  columns: string[];
}

const byId: Shape = { order: ['id'], columns: ['*'] };

/** A page of the rows that `own` asks for, in the order of their ids or another one, and how many there are in all. */
export async function pageOf<Row>(
  own: () => Knex.QueryBuilder,
  { limit, offset }: PageRequest,
  { order, columns }: Shape = byId,
): Promise<Page<Row>> {
  const [rows, counted] = await Promise.all([
    own().orderBy(order).select(columns).limit(limit).offset(offset),
    own().count<{ count: number }[]>({ count: '*' }),
  ]);
  return { rows, total: counted[0]?.count ?? 0 };
}
