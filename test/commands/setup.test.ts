import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../support/directory.ts';

const packageFile = { name: 'small', version: '1.0.0', dependencies: { here: 'file:here' } };
const packages = { '': packageFile, here: { version: '1.0.0' }, 'node_modules/here': { resolved: 'here', link: true } };
const lock = { name: 'small', version: '1.0.0', lockfileVersion: 3, requires: true, packages };

/** A project that has our setup script and no dependency but a folder of its own, so that npm needs no network. */
function smallProject(): string {
  const project = temporaryDirectory();
  for (const folder of ['scripts', 'here']) mkdirSync(join(project, folder));
  writeFileSync(join(project, 'here', 'package.json'), JSON.stringify({ name: 'here', version: '1.0.0' }));
  copyFileSync(new URL('../../scripts/setup.mjs', import.meta.url), join(project, 'scripts', 'setup.mjs'));
  writeFileSync(join(project, 'package.json'), JSON.stringify(packageFile));
  writeFileSync(join(project, 'package-lock.json'), JSON.stringify(lock));
  return project;
}

function setup(project: string, flags: string[] = [], env: Record<string, string> = {}): { code: number | null; err: string } {
  const result = spawnSync(process.execPath, [join(project, 'scripts', 'setup.mjs'), ...flags], {
    encoding: 'utf8',
    env: { ...process.env, npm_config_registry: 'http://127.0.0.1:1', npm_config_fetch_retries: '0', ...env },
  });
  return { code: result.status, err: result.stderr };
}

const quiet = { code: 0, err: '' };
const installing = { code: 0, err: 'setup: installing packages (npm ci), about a minute ...\n' };

describe('scripts/setup.mjs', () => {
  it('installs once, and again when the lock has changed', () => {
    const project = smallProject();
    expect(setup(project)).toEqual(installing);
    expect(setup(project)).toEqual(quiet);
    writeFileSync(join(project, 'here', 'package.json'), JSON.stringify({ name: 'here', version: '1.1.0' }));
    writeFileSync(join(project, 'package-lock.json'), JSON.stringify({ ...lock, packages: { ...packages, here: { version: '1.1.0' } } }));
    expect(setup(project)).toEqual(installing);
    expect(setup(project)).toEqual(quiet);
    rmSync(join(project, 'node_modules'), { recursive: true });
    expect(setup(project)).toEqual(installing);
  });

  it('leaves alone what npm ci installed by hand, also without the packages for development', () => {
    const project = smallProject();
    expect(setup(project)).toEqual(installing);
    rmSync(join(project, 'node_modules', '.telltale-setup'));
    const dev = { 'node_modules/tool': { version: '1.0.0', dev: true } };
    writeFileSync(join(project, 'package-lock.json'), JSON.stringify({ ...lock, packages: { ...packages, ...dev } }));
    expect(setup(project)).toEqual(quiet);
    expect(setup(project, ['--dev']).err).toContain('installing packages');
  });

  it('says in a line why it cannot install', () => {
    const project = smallProject();
    const withDependency = { ...packageFile, dependencies: { ...packageFile.dependencies, left: '1.0.0' } };
    const left = {
      'node_modules/left': { version: '1.0.0', resolved: 'http://127.0.0.1:1/left.tgz', integrity: `sha512-${'A'.repeat(86)}==` },
    };
    writeFileSync(join(project, 'package.json'), JSON.stringify(withDependency));
    writeFileSync(join(project, 'package-lock.json'), JSON.stringify({ ...lock, packages: { ...packages, '': withDependency, ...left } }));
    expect(setup(project)).toEqual({
      code: 1,
      err: `${installing.err}setup: the packages could not be installed: the npm registry cannot be reached from here (npm config get registry)\n`,
    });
    writeFileSync(join(project, 'package.json'), JSON.stringify(packageFile));
    writeFileSync(join(project, 'package-lock.json'), JSON.stringify({ ...lock, packages: { '': { name: 'small', version: '1.0.0' } } }));
    expect(setup(project)).toEqual({
      code: 1,
      err: expect.stringMatching(/setup: the packages could not be installed: `npm ci` can only install .*\n$/),
    });
  });

  it('drops a Node package that does not run here', () => {
    const project = smallProject();
    expect(setup(project)).toEqual(installing);
    rmSync(join(project, 'node_modules', '.telltale-setup'));
    const node = join(project, 'node_modules', '.bin', 'node');
    mkdirSync(join(project, 'node_modules', '.bin'), { recursive: true });
    writeFileSync(node, '#!/nonexistent/loader\n');
    chmodSync(node, 0o755);
    expect(setup(project)).toEqual(quiet);
    expect(existsSync(node)).toBe(false);
  });

  it('wants the browser that CHROMIUM_PATH names', () => {
    const project = smallProject();
    expect(setup(project, ['--browser'], { CHROMIUM_PATH: process.execPath })).toEqual(installing);
    expect(setup(project, ['--browser'], { CHROMIUM_PATH: '/nowhere/chromium' })).toEqual({
      code: 1,
      err: 'setup: CHROMIUM_PATH is /nowhere/chromium, and there is no program\n',
    });
  });
});
