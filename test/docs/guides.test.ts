import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';
import { blocksOf, stepsOf } from './support/blocks.ts';
import { comparable } from './support/compare.ts';
import { runSession } from './support/session.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));
const guides = readdirSync(`${project}docs`).filter((name) => name.endsWith('.md'));
const read = (name: string) => readFileSync(`${project}docs/${name}`, 'utf8');
/** The blocks of the README that call a server; the others install and start one. */
const readmeSteps = blocksOf(readFileSync(`${project}README.md`, 'utf8'))
  .filter(({ language, text }) => language === 'sh' && text.includes('$TELLTALE_URL'))
  .map(({ text }) => ({ script: text, expected: null }));

const sessions = [
  ...guides.map((name) => ({ name: `docs/${name}`, steps: stepsOf(read(name)) })).filter(({ steps }) => steps.length > 0),
  { name: 'README.md', steps: readmeSteps },
];

/** A server of its own for each document, so that none meets another's buckets. */
describe.each(sessions)('$name', ({ steps }) => {
  let server: TestServer;
  let home: string;
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'telltale-home-'));
    server = await startTestServer();
  });
  afterAll(async () => {
    await server.close();
    rmSync(home, { recursive: true });
  });

  it('does what it says', async () => {
    expect(steps).not.toEqual([]);
    const client = { TELLTALE_URL: server.url, TELLTALE_KEY: server.adminKey };
    const operator = { DATABASE_URL: server.databaseUrl, PATH: process.env['PATH'] ?? '', HOME: home, npm_config_offline: 'true' };
    const { exitCode, outputs, errors } = await runSession(steps, { cwd: project, env: { ...client, ...operator } });
    expect({ exitCode, blocks: outputs.length, errors }).toEqual({ exitCode: 0, blocks: steps.length, errors });
    for (const [index, { script, expected }] of steps.entries()) {
      if (!expected) continue;
      const [is, should] = [outputs[index] ?? '', expected.text].map((text) => comparable(expected.language, text, server.url));
      expect(is, script).toEqual(should);
    }
  });
});

describe('the blocks of the guides', () => {
  it('are of a kind that is executed, compared, or shown on purpose', () => {
    for (const name of guides) {
      const languages = blocksOf(read(name)).map((block) => block.language);
      expect(['bash', 'json', 'csv', 'text', 'console', 'yaml', 'nginx'], name).toEqual(expect.arrayContaining(languages));
    }
  });

  it('run nothing but the starting, watching, backing up and moving of servers outside of a test', () => {
    const shown = guides.flatMap((name) => blocksOf(read(name))).filter((block) => block.language === 'console');
    const allowed = /^\$ ([A-Z_]+=('[^']*'|\S+) )*(npm start|npm run bench|createuser|createdb|pg_dump|pg_restore|tar|curl -s http:\/\/127\.0\.0\.1|npx telltale (contract|keys|organizations|outbox|serve|db))\b/;
    for (const command of shown.flatMap((block) => block.text.split('\n'))) expect(command).toMatch(allowed);
  });

  it('are there for every guide that is for users of the API', () => {
    const executed = guides.filter((name) => stepsOf(read(name)).length > 0);
    const users = ['authentication', 'errors', 'getting-started', 'idempotency', 'import-export', 'ingest', 'query', 'rate-limits', 'records', 'plans', 'audit-log'];
    expect(executed).toEqual(expect.arrayContaining(users.map((name) => `${name}.md`)));
  });
});
