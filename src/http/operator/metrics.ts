import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Backlog } from '../../store/store.ts';
import type { Streams } from '../../domain/streams.ts';
import type { Housekeeping } from '../housekeeping.ts';
import { durationBounds } from './meter.ts';
import type { Meter } from './meter.ts';
import type { PoolUse } from './process.ts';

interface Sources {
  meter: Meter;
  housekeeping: Housekeeping;
  streams: Streams['counts'];
  poolUse: () => PoolUse;
}

/**
 * The metrics of one process, read from its counters when they are asked for. Over several processes they are summed, but for
 * times, of which the latest counts. No label names a bucket, a source or an organization, so that their number is bounded.
 */
export function createProcessMetrics({ meter, housekeeping, streams, poolUse }: Sources): Registry {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });

  const counter = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    fill: (set: (labels: Partial<Record<Label, string>>, value: number) => void) => void,
  ) =>
    new Counter({
      name,
      help,
      labelNames,
      registers,
      collect() {
        this.reset();
        fill((labels, value) => this.inc(labels, value));
      },
    });

  counter('telltale_http_requests_total', 'Requests by operation of the contract and status.', ['operation', 'status'], (set) => {
    for (const [operation, { statuses }] of meter.operations)
      for (const [status, count] of statuses) set({ operation, status: String(status) }, count);
  });
  counter('telltale_http_request_bytes_total', 'Bytes of request bodies by operation, decompressed.', ['operation'], (set) => {
    for (const [operation, { bytes }] of meter.operations) if (bytes > 0) set({ operation }, bytes);
  });
  durations(meter, register);
  counter('telltale_ingest_writes_total', 'Writes to the store.', [], (set) => set({}, meter.stored.writes));
  counter('telltale_ingest_points_total', 'Points (source and time) that writes made or changed.', ['result'], (set) => {
    set({ result: 'inserted' }, meter.stored.inserted);
    set({ result: 'updated' }, meter.stored.updated);
  });
  counter('telltale_stream_events_total', 'Records sent to streams.', [], (set) => set({}, streams.events));
  new Gauge({
    name: 'telltale_streams_open',
    help: 'Open streams of records.',
    registers,
    collect() {
      this.set(streams.open);
    },
  });
  new Gauge({
    name: 'telltale_database_connections',
    help: 'Connections to the database by state; max is how many there may be, waiting who waits for one.',
    labelNames: ['state'],
    registers,
    collect() {
      const { used, free, waiting, most } = poolUse();
      for (const [state, value] of Object.entries({ used, free, waiting, max: most })) this.set({ state }, value);
    },
  });
  works(housekeeping, register);
  return register;
}

/** The histogram of durations, from counts that are there already. */
function durations(meter: Meter, register: Registry): void {
  const name = 'telltale_http_request_duration_seconds';
  const histogram = new Histogram({
    name,
    help: 'Time from the head of a request to its answer, by operation.',
    labelNames: ['operation'],
    buckets: [...durationBounds],
    registers: [register],
  });
  const get = async () => {
    const values: { metricName: string; labels: { operation: string; le?: number | string }; value: number }[] = [];
    for (const [operation, counts] of meter.operations) {
      let sum = 0;
      for (const [index, count] of counts.durations.entries()) {
        sum += count;
        values.push({ metricName: `${name}_bucket`, labels: { le: durationBounds[index] ?? '+Inf', operation }, value: sum });
      }
      values.push({ metricName: `${name}_sum`, labels: { operation }, value: counts.seconds });
      values.push({ metricName: `${name}_count`, labels: { operation }, value: sum });
    }
    return { ...(await Histogram.prototype.get.call(histogram)), values };
  };
  Object.assign(histogram, { get });
}

function works(housekeeping: Housekeeping, register: Registry): void {
  const labelNames = ['work'] as const;
  const registers = [register];
  const totals = [
    ['runs', 'Runs of the work beside the requests.'],
    ['errors', 'Failures of the work beside the requests.'],
    ['done', 'What it did: values folded, values merged, points swept, answers forgotten, messages sent.'],
  ] as const;
  for (const [key, help] of totals) {
    new Counter({
      name: `telltale_work_${key}_total`,
      help,
      labelNames,
      registers,
      collect() {
        this.reset();
        for (const [work, state] of housekeeping.works()) this.inc({ work }, state[key]);
      },
    });
  }
  const times = [
    ['lastRunAt', 'telltale_work_last_run_timestamp_seconds', 'The end of the last run.'],
    ['lastSuccessAt', 'telltale_work_last_success_timestamp_seconds', 'The end of the last run without a failure.'],
  ] as const;
  for (const [key, name, help] of times) {
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      aggregator: 'max',
      collect() {
        for (const [work, { [key]: time }] of housekeeping.works()) if (time !== null) this.set({ work }, time / 1000);
      },
    });
  }
}

/** What is known of the whole server and its database, not of one process. */
export interface ServerFigures {
  healthy: boolean;
  processes: { running: number; expected: number };
  databaseUp: boolean;
  /** Null when the database did not tell. */
  backlog: Backlog | null;
  /** Null when the database did not tell. */
  mail: { waiting: number; failed: number; oldestSeconds: number } | null;
}

/** The metrics that there is one of for all processes. */
export function serverMetrics({ healthy, processes, databaseUp, backlog, mail }: ServerFigures): Promise<object[]> {
  const register = new Registry();
  const gauge = (name: string, help: string, value: number): void => {
    new Gauge({ name, help, registers: [register] }).set(value);
  };
  gauge('telltale_healthy', 'Whether GET /health answers 200.', Number(healthy));
  gauge('telltale_processes', 'Processes of the server that answer.', processes.running);
  gauge('telltale_processes_expected', 'Processes that the server should have.', processes.expected);
  gauge('telltale_database_up', 'Whether the database answers.', Number(databaseUp));
  if (mail !== null) {
    gauge('telltale_mail_waiting', 'Messages that wait to be sent.', mail.waiting);
    gauge('telltale_mail_failed', 'Messages that were given up and are still kept.', mail.failed);
    gauge('telltale_mail_oldest_waiting_seconds', 'Age of the oldest message that waits.', mail.oldestSeconds);
  }
  if (backlog !== null) {
    gauge('telltale_store_unfolded_values', 'Values that are not folded yet, in all buckets.', backlog.values);
    gauge('telltale_store_unfolded_batches', 'Batches that hold them.', backlog.batches);
    gauge('telltale_store_oldest_unfolded_seconds', 'Age of the oldest of these batches.', backlog.oldestSeconds);
    gauge('telltale_store_fold_lag_seconds', 'How much longer than it should this batch waits.', backlog.lagSeconds);
    gauge('telltale_store_fullest_bucket_unfolded_values', 'Unfolded values of the bucket with the most.', backlog.fullest?.values ?? 0);
    gauge('telltale_store_unfolded_values_limit', 'Unfolded values of a bucket from which on writes are refused.', backlog.maxUnfolded);
    const parts = new Gauge({
      name: 'telltale_store_parts',
      help: 'Parts that are to be merged, by whether their day still runs or is over.',
      labelNames: ['day'],
      registers: [register],
    });
    parts.set({ day: 'open' }, backlog.openParts);
    parts.set({ day: 'closed' }, backlog.closedParts);
  }
  return register.getMetricsAsJSON();
}
