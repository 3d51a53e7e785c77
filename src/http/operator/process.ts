import { performance } from 'node:perf_hooks';
import type { EventLoopUtilization } from 'node:perf_hooks';
import type { Streams } from '../../domain/streams.ts';
import type { Housekeeping } from '../housekeeping.ts';
import type { WorkName, WorkState } from '../work-log.ts';
import type { Meter } from './meter.ts';
import { createProcessMetrics } from './metrics.ts';

/** What a process of the server does. `all`: it is the only one. */
export type Role = 'all' | 'requests' | 'background';

/** How one process of the server is. */
export interface ProcessState {
  pid: number;
  role: Role;
  /** Unix milliseconds. */
  startedAt: number;
  /** Resident memory. */
  memoryBytes: number;
  /** The share of time since the last question in which the event loop was at work, from 0 to 1. */
  busy: number;
  requests: number;
  pool: PoolUse;
  works: [WorkName, WorkState][];
}

/** Connections to the database. `waiting`: who waits for one. */
export interface PoolUse {
  used: number;
  free: number;
  waiting: number;
  most: number;
}

/** One process as the operator's pages see it. */
export interface ProcessReporter {
  state(): ProcessState;
  /** The process's metrics, as prom-client aggregates them. */
  metrics(): Promise<object[]>;
}

export interface ReporterOptions {
  role: Role;
  startedAt: number;
  meter: Meter;
  housekeeping: Housekeeping;
  streams: Streams['counts'];
  poolUse: () => PoolUse;
}

export function createProcessReporter({ role, startedAt, meter, housekeeping, streams, poolUse }: ReporterOptions): ProcessReporter {
  const registry = createProcessMetrics({ meter, housekeeping, streams, poolUse });
  let before: EventLoopUtilization = performance.eventLoopUtilization();
  return {
    state() {
      const { utilization } = performance.eventLoopUtilization(before);
      before = performance.eventLoopUtilization();
      let requests = 0;
      for (const { statuses } of meter.operations.values()) for (const count of statuses.values()) requests += count;
      const pool = poolUse();
      const memoryBytes = process.memoryUsage.rss();
      return { pid: process.pid, role, startedAt, memoryBytes, busy: utilization, requests, pool, works: [...housekeeping.works()] };
    },
    metrics: () => registry.getMetricsAsJSON(),
  };
}
