import { describe, expect, it } from 'vitest';
import { answerOf } from '../../src/http/answers.ts';

const statusOf = (error: unknown) => answerOf(error, 'id', 'http://localhost').status;

describe('a database that is lost', () => {
  it.each([
    'Connection terminated unexpectedly',
    'select 1 - Connection terminated unexpectedly',
    'with clock as (update ts_shard\n set x = 1)\n select * from clock - Connection terminated',
    'ROLLBACK - Client has encountered a connection error and is not queryable',
    'aborted',
    'BEGIN; - timeout expired',
  ])('is 503: %j', (message) => {
    expect(statusOf(new Error(message))).toBe(503);
  });

  it.each(['EPIPE', 'ECONNRESET', '57P01', '57P03', '08006'])('is 503: %s', (code) => {
    expect(statusOf(Object.assign(new Error('any'), { code }))).toBe(503);
  });

  it.each(['Connection terminated is what the text says', 'transaction aborted by us', 'select aborted from x - column does not exist'])(
    'is not what a mistake of ours is: %j',
    (message) => {
      expect(statusOf(new Error(message))).toBe(500);
    },
  );
});
