import { methods, operationsOf } from '../openapi.ts';
import type { OpenApiDocument } from '../openapi.ts';
import { at, beginScenario, jsonOf, send, unknownId } from './scenario.ts';
import type { Scenario } from './scenario.ts';
import type { Target } from './target.ts';

type Fail = (path: string, problem: string, scenario: Scenario | null) => void;

/**
 * What holds for paths and not for operations: every undocumented method answers 405 with the exact `Allow`, OPTIONS
 * the same `Allow`, an unknown path 404, all without a key. Answers how many requests were judged.
 */
export async function checkPaths(document: OpenApiDocument, target: Target, fail: Fail): Promise<number> {
  const scenario = await beginScenario(target);
  let judged = 0;
  const expect = async (template: string, method: string, path: string, status: number, code: string | null, allow: string | null) => {
    const response = await send(scenario, { method, path, headers: {} });
    judged++;
    const problem = (text: string) => fail(template, `${method} ${path}: ${text}`, scenario);
    if (response.status !== status) return problem(`answered ${response.status} instead of ${status}`);
    if (response.headers['x-request-id'] === undefined) problem('has no X-Request-Id');
    if (allow !== null && response.headers['allow'] !== allow) problem(`Allow is ${response.headers['allow']} instead of ${allow}`);
    if (code !== null && method !== 'HEAD' && at(jsonOf(response), 'code') !== code) problem(`is not the error ${code}`);
  };
  for (const path of Object.keys(document.paths)) {
    const own = operationsOf(document)
      .filter((operation) => operation.path === path)
      .map((operation) => operation.method);
    const known = methods.filter((method) => own.includes(method)).map((method) => method.toUpperCase());
    const allow = [...known, ...(own.includes('get') ? ['HEAD', 'OPTIONS'] : ['OPTIONS'])].join(', ');
    const concrete = path.replaceAll(/\{\w+\}/g, unknownId);
    for (const method of [...methods.map((one) => one.toUpperCase()), 'HEAD', 'TRACE', 'PROPFIND'])
      if (!allow.split(', ').includes(method)) await expect(path, method, concrete, 405, 'method_not_allowed', allow);
    await expect(path, 'OPTIONS', concrete, 204, null, allow);
    for (const other of [`${concrete}/`, `${concrete}/nothing/here`, concrete.toUpperCase()])
      await expect(path, 'GET', other, 404, 'not_found', null);
  }
  await expect('(unknown)', 'GET', '/api/%E0%A4%A', 404, 'not_found', null);
  await expect('(unknown)', 'GET', '/api//buckets', 404, 'not_found', null);
  return judged;
}
