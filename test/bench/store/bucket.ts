import { seriesCount } from '../data-set.ts';
import { openClients, wireRequest } from '../load.ts';
import { sourceName } from './writes.ts';
import type { Target } from './writes.ts';

/** Makes a bucket with a source for each series of the data set. */
export async function createBucket(port: number, key: string, name: string): Promise<Target> {
  const clients = await openClients(port, 1);
  const create = async (path: string, body: object): Promise<string> => {
    const reply = await clients.ask(201, wireRequest('POST', path, key, JSON.stringify(body)));
    const answer: { data: { id: string } } = JSON.parse(reply.toString('utf8'));
    return answer.data.id;
  };
  const bucketId = await create('/api/buckets', { name });
  const sourceIds: string[] = [];
  for (let series = 0; series < seriesCount; series++)
    sourceIds.push(await create(`/api/buckets/${bucketId}/sources`, { name: sourceName(series), downsampling: false }));
  clients.close();
  return { port, key, bucketId, sourceIds };
}
