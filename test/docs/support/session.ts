import { spawn } from 'node:child_process';
import type { Step } from './blocks.ts';

/** What a shell session of several blocks did. */
export interface SessionResult {
  exitCode: number | null;
  /** The output of each block that was begun. */
  outputs: string[];
  /** What all of them wrote to standard error. */
  errors: string;
}

const border = '\u001e';

/** Runs the blocks in one shell, one behind the other, which ends at the first command that fails. */
export async function runSession(
  steps: readonly Step[],
  options: { cwd: string; env: Readonly<Record<string, string>> },
): Promise<SessionResult> {
  const script = steps.map((step) => `printf '%s' '${border}'\n${step.script}\n`).join('');
  const shell = spawn('bash', ['-euo', 'pipefail', '-c', script], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors, exitCode] = await Promise.all([
    textOf(shell.stdout),
    textOf(shell.stderr),
    new Promise<number | null>((resolve, reject) => shell.on('error', reject).on('close', resolve)),
  ]);
  return { exitCode, outputs: output.split(border).slice(1), errors };
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) text += String(chunk);
  return text;
}
