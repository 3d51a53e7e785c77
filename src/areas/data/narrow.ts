import type { DataQuery } from '../../../generated/client/types.gen.ts';
import { ApiError } from '../../domain/errors.ts';
import { TooManyPoints } from '../../store/store.ts';

/** Runs a query; when it would read too much, the error tells how much and what of the query would narrow it. */
export async function withAdvice<T>(query: DataQuery, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof TooManyPoints)) throw error;
    const message = `would read about ${thousands(error.about)} points, and this query reads at most ${thousands(error.limit)}; ${adviceFor(query)}`;
    throw new ApiError('validation_failed', [{ location: 'body', message }]);
  }
}

const thousands = (count: number): string => new Intl.NumberFormat('en').format(count);

const summarized = ['avg', 'sum', 'min', 'max', 'count'];
const summarizedGroups = ['hour', 'day', 'week', 'month'];

function adviceFor(query: DataQuery): string {
  const { startTime, endTime, filters, sourceIds, fields, aggregation, groupBy, offset = 0 } = query;
  const isBounded = (startTime ?? filters?.startTime) !== undefined && (endTime ?? filters?.endTime) !== undefined;
  const advice = [isBounded ? 'bring startTime and endTime closer together' : 'name startTime and endTime'];
  if (offset > 0) advice.push('page by startTime instead of offset');
  advice.push(sourceIds === undefined ? 'name sourceIds' : 'name fewer sourceIds');
  advice.push(fields === undefined ? 'name fields' : 'name fewer fields');
  const hasSummaries =
    summarized.includes(aggregation ?? 'avg') && groupBy !== undefined && (summarizedGroups.includes(groupBy) || /[hdw]$/.test(groupBy));
  if (!hasSummaries && query.chartPoints === undefined) advice.push(`aggregate (${summarized.join(', ')}) by hours or longer groups, which are summarized already`);
  return advice.join('; or ');
}
