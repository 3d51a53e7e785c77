import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** The kernel counts processor time in hundredths of a second for every program. */
const ticksPerSecond = 100;

interface Stat {
  pid: number;
  parent: number;
  /** Of the process alone, and of its children that have ended, in ticks. */
  own: number;
  ended: number;
}

/** A process as `/proc` shows it, or null when it has ended. */
function statOf(pid: number): Stat | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return null;
  }
  // The name of the program stands in parentheses and may hold anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const at = (index: number): number => Number(fields[index - 3]);
  return { pid, parent: at(4), own: at(14) + at(15), ended: at(16) + at(17) };
}

/** The processor time of one process with all its threads, in seconds. Its children do not count. */
export function cpuSecondsOf(pid: number): number {
  return (statOf(pid)?.own ?? 0) / ticksPerSecond;
}

/** The processor time of a process and all that it has ever started, in seconds: those that ended count in whoever waited for them. */
export function cpuSecondsOfTree(root: number): number {
  const stats = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (statOf(Number(name)) ?? []) : []));
  const members = new Set([root]);
  for (let before = 0; before < members.size;) {
    before = members.size;
    for (const { pid, parent } of stats) if (members.has(parent)) members.add(pid);
  }
  return stats.reduce((sum, { pid, own, ended }) => sum + (members.has(pid) ? own + ended : 0), 0) / ticksPerSecond;
}

/** The most memory that was resident since the process began, or since `forgetPeak`, in bytes. */
export function peakResidentBytes(pid: number): number {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}

/** Lets the peak begin anew with what is resident now. */
export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}
