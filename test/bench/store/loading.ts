import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Job, Loaded } from './loader.ts';

/** A load that is ready to begin. */
export interface Loading {
  begin(): Promise<Loaded>;
}

/** Starts a process for a load, and waits until it has made all its requests. */
export async function prepareLoad(job: Job): Promise<Loading> {
  const child = fork(new URL('./loader.ts', import.meta.url), [JSON.stringify(job)]);
  const lost = once(child, 'exit').then(([code]) => Promise.reject(new Error(`a loader ended with ${code}: ${job.kind}`)));
  lost.catch(() => undefined);
  const said = async (): Promise<string> => String((await Promise.race([once(child, 'message'), lost]))[0]);
  await said();
  return {
    async begin() {
      child.send('begin');
      const loaded: Loaded = JSON.parse(await said());
      return loaded;
    },
  };
}

export const runLoad = async (job: Job): Promise<Loaded> => (await prepareLoad(job)).begin();
