/** A part of a list, and how long the whole list is. */
export interface Page<Row> {
  rows: Row[];
  total: number;
}

/** Which part of a list is wanted. */
export interface PageRequest {
  limit: number;
  offset: number;
}

/** A list as the contract answers it. */
export function listReply<Row, Resource>({ limit, offset }: PageRequest, { rows, total }: Page<Row>, resource: (row: Row) => Resource) {
  const data = rows.map(resource);
  return { data, pagination: { limit, offset, total, hasMore: offset + data.length < total } };
}
