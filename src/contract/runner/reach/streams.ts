import { usualCredential } from '../callers.ts';
import { credentialHeader } from '../credential.ts';
import type { Check } from '../probe.ts';
import { Unreachable, prepare, probe, usualRequest } from '../probe.ts';
import { pathOf } from '../scenario.ts';

/** More streams than this are not opened to find the bound of a server somewhere else. */
const mostOpened = 400;

/** As many streams as an organization may have; when they are closed the same call succeeds. */
export async function reachTooManyStreams(check: Check): Promise<void> {
  const scenario = await prepare(check);
  const request = usualRequest(check, scenario);
  const url = check.target.baseUrl + pathOf(scenario, check.operation);
  const headers = credentialHeader(usualCredential(check, scenario));
  const closing = new AbortController();
  let isFull = false;
  try {
    for (let opened = 0; !isFull && opened <= mostOpened; opened++) {
      const answer = await fetch(url, { headers, signal: closing.signal });
      isFull = answer.status === 429;
    }
    if (!isFull) throw new Unreachable(`an organization may have more than ${mostOpened} streams`);
    await probe(check, scenario, request, { status: 429, code: 'too_many_streams', why: 'as many streams as may be' });
  } finally {
    closing.abort();
  }
}
