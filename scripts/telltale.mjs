#!/usr/bin/env node
// The command `telltale`: runs src/main.ts on a Node that can, this one or the one that came as a package.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

/** The first Node that runs TypeScript files without a flag. */
const oldestNode = [22, 18];
const [major, minor] = process.versions.node.split('.').map(Number);
/**
 * The young generation of Node's heap grows to 3 × 64 MB by default, which a server under load keeps. This takes some 100 MB off its
 * peak; it can only be set when a process begins. NODE_OPTIONS may say something else.
 */
const heapFlag = '--max-semi-space-size';
const flags = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].some((flag) => flag.includes(heapFlag)) ? [] : [`${heapFlag}=16`];
const args = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
const pinnedNode = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));
const main = new URL('../src/main.ts', import.meta.url);

if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) {
  // The same process begins anew, with the flag; an older Node, or one for Windows, cannot.
  if (args[1] === 'serve' && flags.length > 0 && process.execve)
    process.execve(process.execPath, [process.execPath, ...process.execArgv, ...flags, ...args], process.env);
  // Faster and smaller from the second start on: what is in the cache needs no parser of types.
  module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/telltale', import.meta.url)));
  await import(main.href);
} else if (existsSync(pinnedNode)) {
  const child = spawn(pinnedNode, [...flags, ...args], { stdio: 'inherit' });
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
} else {
  console.error(
    `telltale: Node.js ${oldestNode.join('.')} or later is needed, this is ${process.version}; npm ci brings one where there is a package of it`,
  );
  process.exit(1);
}
